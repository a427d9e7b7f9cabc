/** What is being set up for: to run a stack, or to run the tests as well. */
export type Purpose = 'start' | 'test';

export type Detection = { present: true; detail: string } | { present: false; reason: string };

/** One thing that must be there. Detecting is cheap, installing may take minutes and may be interrupted anywhere. */
export interface Step {
  name: string;
  detect(): Detection | Promise<Detection>;
  /**
   * Why `install` can't work here and what the user must do first, told before anything is begun; absent or
   * `undefined`: nothing stands against it.
   */
  obstacle?(): Promise<string | undefined>;
  /** No other step needs what this one gets: where something stands against it, the others are done all the same. */
  standsAlone?: true;
  /** Says what it did. `progress` shows what it is at. */
  install(progress: (detail: string) => void): Promise<string>;
  /** How to get it by hand. */
  hint: string;
}

/** What went wrong, told in full: no stack trace helps the user. */
export class SetupError extends Error {
  override name = 'SetupError';
}
