import { formatPretty } from '../../topology/diagnostics/format/pretty.ts';
import { renderJson } from '../../topology/render/json.ts';
import { renderMermaid } from '../../topology/render/mermaid.ts';
import { analyseFile } from '../check/analyse-file.ts';
import { terminalOf } from '../output/terminal.ts';
import { Project } from '../stack/project.ts';

/** `skerry render`: a stack's topology, for documents or for programs. */
export async function render(name: string, options: { format: 'mermaid' | 'json' }): Promise<number> {
  const started = performance.now();
  const project = new Project();
  const analysis = analyseFile(project.display(project.requireStack(name)), new Date());
  if (!analysis.plan) {
    const { color, columns } = terminalOf(process.stderr);
    const elapsedMs = performance.now() - started;
    process.stderr.write(formatPretty([analysis], { colour: color, width: columns, elapsedMs }));
    return 1;
  }
  process.stdout.write(options.format === 'json' ? renderJson(analysis.plan) : renderMermaid(analysis.plan));
  return 0;
}
