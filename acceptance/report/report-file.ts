import { mkdir, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isErrno, writeAtomic } from '../../providers/local/state/files.ts';
import { cannotRun, refused } from '../../cli/failure.ts';
import { isRunName } from '../copy/run-name.ts';
import { renderReport } from './render.ts';
import type { Report } from './report.ts';

const MODE = 0o644;

/** Data and text of a report stand beside each other. */
export function reportPaths(path: string): { data: string; text: string } {
  const stem = resolve(path).replace(/\.(md|json)$/, '');
  return { data: `${stem}.json`, text: `${stem}.md` };
}

/** Both files as a whole each, the text first: a kill at any moment leaves one that says how to clean up. */
export async function writeReport(path: string, report: Report): Promise<void> {
  const { data, text } = reportPaths(path);
  await mkdir(dirname(data), { recursive: true });
  await writeAtomic(text, renderReport(report, data), MODE);
  await writeAtomic(data, `${JSON.stringify(report, undefined, 2)}\n`, MODE);
}

/** @throws {Failure} where there is none, or it is no report of a run */
export async function readReport(path: string): Promise<Report> {
  const { data } = reportPaths(path);
  let text: string;
  try {
    text = await readFile(data, 'utf8');
  } catch (error) {
    if (!isErrno(error, 'ENOENT', 'ENOTDIR')) throw error;
    throw cannotRun(
      `there is no report ${data}`,
      'the path that the run printed, or the first lines of its stack file',
    );
  }
  const report = parse(text);
  if (report?.version === 1 && isRunName(report.run ?? '')) return report as Report;
  throw refused(`${data} is no report of a run`);
}

function parse(text: string): Partial<Report> | undefined {
  try {
    return JSON.parse(text) as Partial<Report>;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
