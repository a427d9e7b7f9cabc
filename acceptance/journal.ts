import { note } from '../cli/output/note.ts';
import { formatSeconds } from '../cli/output/duration.ts';
import { writeReport } from './report/report-file.ts';
import { stepOf, type Report, type StepName } from './report/report.ts';
import type { Journal } from './run/perform.ts';

/** Writes a run's report to its file at every change, and tells of it on standard error. */
export class FileJournal implements Journal {
  readonly #path: string;
  #report: Report;

  constructor(path: string, report: Report) {
    this.#path = path;
    this.#report = report;
  }

  get report(): Report {
    return this.#report;
  }

  async update(change: (report: Report) => Report): Promise<void> {
    this.#report = change(this.#report);
    await writeReport(this.#path, this.#report);
  }

  tell(name: StepName): void {
    const { state, seconds = 0, facts, reason } = stepOf(this.#report, name);
    const words = [...facts, ...(reason === undefined ? [] : [reason])].join('; ');
    note(state === 'running' ? `${name} …` : `${name}: ${state} (${formatSeconds(seconds)}) ${words}`);
  }
}
