import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { formatPretty } from '../../topology/diagnostics/format/pretty.ts';
import type { Plan } from '../../topology/plan/plan.ts';
import { renderHtml } from '../../topology/render/html/render.ts';
import { renderJson, renderJsonDiff } from '../../topology/render/json.ts';
import { loadEngine } from '../../topology/render/layout/engine.ts';
import { layOut } from '../../topology/render/layout/lay-out.ts';
import { renderMermaid } from '../../topology/render/mermaid.ts';
import type { Picture } from '../../topology/render/picture.ts';
import { renderSvg } from '../../topology/render/svg/render.ts';
import { cannotRun } from '../failure.ts';
import { note } from '../output/note.ts';
import { terminalOf } from '../output/terminal.ts';
import { pictureOf } from '../render/picture.ts';
import { writeOutput } from '../render/write.ts';
import { Project } from '../stack/project.ts';

export type RenderFormat = 'json' | 'mermaid' | 'svg' | 'html';

/** `skerry render`: a stack's topology, to look at, for documents or for programs. */
export async function render(
  name: string,
  options: { format?: RenderFormat; output?: string; diff?: string },
): Promise<number> {
  const started = performance.now();
  const project = new Project();
  const drawable = await pictureOf(project, name, options.diff, new Date());
  if ('refused' in drawable) {
    const { color, columns } = terminalOf(process.stderr);
    const elapsedMs = performance.now() - started;
    process.stderr.write(formatPretty([drawable.refused], { colour: color, width: columns, elapsedMs }));
    return 1;
  }
  const format = options.format ?? formatOf(options.output) ?? 'mermaid';
  const text = await rendered(format, drawable.plan, drawable.picture, project);
  if (options.output === undefined) {
    process.stdout.write(text);
  } else {
    writeOutput(options.output, text);
    note(`wrote ${options.output}`);
  }
  return 0;
}

async function rendered(
  format: RenderFormat,
  plan: Plan,
  picture: Picture,
  { root }: Project,
): Promise<string> {
  const { diagram, compared } = picture;
  switch (format) {
    case 'json':
      return compared ? renderJsonDiff({ diagram, compared }) : renderJson(plan);
    case 'mermaid':
      return renderMermaid(picture);
    case 'svg':
      return renderSvg(picture, await layOut(diagram, await loadEngine()));
    case 'html': {
      const script = pageScript(root);
      return renderHtml(picture, await layOut(diagram, await loadEngine()), script);
    }
  }
}

/** Bundled at set-up, beside this command. */
function pageScript(root: string): string {
  const path = join(root, 'dist/cli/viewer.js');
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw cannotRun(`${path}, the script of the page, can't be read`, 'npm run setup', error);
  }
}

const endings: Readonly<Record<string, RenderFormat>> = {
  '.json': 'json',
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
  '.svg': 'svg',
  '.html': 'html',
  '.htm': 'html',
};

const formatOf = (output: string | undefined): RenderFormat | undefined =>
  output === undefined ? undefined : endings[extname(output).toLowerCase()];
