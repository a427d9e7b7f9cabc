import { GroupError } from '../../capacity/group-error.ts';
import { Failure } from '../../cli/failure.ts';
import { begin, end, type Outcome, type Report, type StepName } from '../report/report.ts';

/** Something that a run does. */
export interface Step {
  name: StepName;
  /** @returns what was found; @throws {LeftOut}, or why it failed */
  run: (signal: AbortSignal) => Promise<string[]>;
}

/** A step that has nothing to do here; that is no failure. */
export class LeftOut extends Error {}

export interface Journal {
  readonly report: Report;
  /** Writes it down before it returns. */
  update(change: (report: Report) => Report): Promise<void>;
  /** Tells of a step that begins or has ended. */
  tell(name: StepName): void;
}

/** Seams of a run: what interrupts it, and when it is. */
export interface Course {
  readonly trying: AbortSignal;
  readonly removing: AbortSignal;
  beginRemoval(): void;
  now(): Date;
}

/**
 * Tries one step after another, and takes everything down whatever has happened: a step that failed, an interruption, a
 * mistake of ours. What comes after a failure is left out.
 */
export async function perform(
  journal: Journal,
  steps: readonly Step[],
  removal: readonly Step[],
  course: Course,
): Promise<void> {
  const now = () => course.now();
  await inOrder(journal, steps, course.trying, now);
  course.beginRemoval();
  await inOrder(journal, removal, course.removing, now);
}

async function inOrder(
  journal: Journal,
  steps: readonly Step[],
  signal: AbortSignal,
  now: () => Date,
): Promise<void> {
  let failed: StepName | undefined;
  for (const step of steps) {
    const { name } = step;
    if (failed !== undefined) {
      const reason = `${failed} has failed`;
      await journal.update((report) => end(report, name, { state: 'left out', reason }, now()));
      continue;
    }
    await journal.update((report) => begin(report, name, now()));
    journal.tell(name);
    const outcome = await outcomeOf(step, signal);
    await journal.update((report) => end(report, name, outcome, now()));
    journal.tell(name);
    if (outcome.state === 'failed') failed = name;
  }
}

async function outcomeOf({ run }: Step, signal: AbortSignal): Promise<Outcome> {
  if (signal.aborted) return { state: 'failed', reason: messageOf(signal.reason) };
  try {
    return { state: 'passed', facts: await run(signal) };
  } catch (error) {
    if (error instanceof LeftOut) return { state: 'left out', reason: error.message };
    return { state: 'failed', reason: messageOf(error) };
  }
}

/** A fault of ours is told with its place; it must not keep anything from being taken down. */
function messageOf(error: unknown): string {
  if (error instanceof Failure || error instanceof GroupError) {
    return error.fix === undefined ? error.message : `${error.message} (${error.fix})`;
  }
  if (!(error instanceof Error)) return String(error);
  return error.constructor === Error ? error.message : (error.stack ?? error.message);
}
