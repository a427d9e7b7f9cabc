import { readFileSync } from 'node:fs';
import { stackFiles } from '../topology/load/read.ts';
import { readProcess } from '../providers/local/process/procfs.ts';
import type { Project } from '../cli/stack/project.ts';
import { reportOfCopy } from './copy/copy-stack.ts';
import { isRunName } from './copy/run-name.ts';
import { readReport } from './report/report-file.ts';
import type { Runner } from './report/report.ts';
import { hostname } from 'node:os';
import { dirname } from 'node:path';

/** Reports of runs of this clone that have ended without taking everything down: their stack files are still there. */
export async function unfinishedRuns(project: Project): Promise<string[]> {
  const copies = stackFiles(dirname(project.stackFile('any'))).filter(({ stack }) => isRunName(stack));
  const reports: string[] = [];
  for (const { path } of copies) {
    const report = reportOfCopy(readFileSync(path, 'utf8'));
    if (report !== undefined && !isAlive((await readReport(report)).by)) reports.push(report);
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
