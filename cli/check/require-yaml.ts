import { readFileSync } from 'node:fs';
import { formatPretty } from '../../topology/diagnostics/format/pretty.ts';
import { parseStackFile } from '../../topology/load/parse.ts';
import { Findings } from '../failure.ts';
import { terminalOf } from '../output/terminal.ts';
import { analyseFile } from './analyse-file.ts';

/**
 * For commands that must work on a file that the checks refuse, but can't on one that is no YAML.
 *
 * @param shown the path as messages print it
 * @throws {Failure} exit code 1, with the code frames of `skerry check`
 */
export function requireYaml(path: string, shown: string): void {
  const started = performance.now();
  if (parseStackFile(shown, readFileSync(path, 'utf8')).value) return;
  const { color, columns } = terminalOf(process.stderr);
  const report = formatPretty([analyseFile(shown, new Date())], {
    colour: color,
    width: columns,
    elapsedMs: performance.now() - started,
  });
  throw new Findings(report);
}
