/**
 * Something the user can act on: printed as it is, without a stack trace. Anything else that reaches the top is a fault
 * of Skerry's own and is printed with its trace.
 */
export class Failure extends Error {
  /** 1: findings, or refused; 2: could not run. */
  readonly exitCode: 1 | 2;
  /** What the user most likely wants to do about it. */
  readonly fix: string | undefined;

  constructor(message: string, options: { exitCode: 1 | 2; fix?: string; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Failure';
    this.exitCode = options.exitCode;
    this.fix = options.fix;
  }
}

/** Findings, in the words of `skerry check`: printed as they are. */
export class Findings extends Failure {
  constructor(report: string) {
    super(report, { exitCode: 1 });
    this.name = 'Findings';
  }
}

/** The request was understood and is refused: nothing was changed. */
export function refused(message: string, fix?: string): Failure {
  return new Failure(message, { exitCode: 1, ...(fix === undefined ? {} : { fix }) });
}

/** The request could not be carried out. */
export function cannotRun(message: string, fix?: string, cause?: unknown): Failure {
  return new Failure(message, {
    exitCode: 2,
    ...(fix === undefined ? {} : { fix }),
    ...(cause === undefined ? {} : { cause }),
  });
}

/**
 * What the machine refuses (a folder that may not be written to, a range that another user has, runit that isn't there)
 * is the user's to mend: its message is told as that of a {@link Failure}. Mistakes in the code, which throw errors of a
 * class of their own, stay what they are.
 *
 * @throws {Failure} exit code 2
 */
export async function asCannotRun<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || error.constructor !== Error) throw error;
    throw cannotRun(error.message, undefined, error);
  }
}
