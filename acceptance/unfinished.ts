import { existsSync, readFileSync } from 'node:fs';
import { stackFiles } from '../topology/load/read.ts';
import { readProcess } from '../providers/local/process/procfs.ts';
import { refused } from '../cli/failure.ts';
import type { Project } from '../cli/stack/project.ts';
import { reportOfCopy } from './copy/copy-stack.ts';
import { isRunName } from './copy/run-name.ts';
import { readReport } from './report/report-file.ts';
import type { Runner } from './report/report.ts';
import { hostname } from 'node:os';
import { dirname } from 'node:path';

/**
 * Reports of runs of this clone that have ended without taking everything down: their stack files are still there.
 *
 * @throws {Failure} exit code 1, where one has no report any more
 */
export async function unfinishedRuns(project: Project): Promise<string[]> {
  const copies = stackFiles(dirname(project.stackFile('any'))).filter(({ stack }) => isRunName(stack));
  const reports: string[] = [];
  for (const { stack, path } of copies) {
    const report = reportOfCopy(readFileSync(path, 'utf8'));
    if (report === undefined || !existsSync(report)) {
      throw refused(
        `${project.display(path)} is of a run whose report is gone`,
        `skerry down ${stack} --yes, then remove that file`,
      );
    }
    if (!isAlive((await readReport(report)).by)) reports.push(report);
  }
  return reports;
}

/** Whether a run goes on; of one on another machine nobody here can know. */
export function isAlive({ host, pid, startTicks }: Runner): boolean {
  return host === hostname() && readProcess(pid)?.startTicks === startTicks;
}

export function thisRunner(): Runner {
  return { host: hostname(), pid: process.pid, startTicks: readProcess(process.pid)?.startTicks ?? 0 };
}
