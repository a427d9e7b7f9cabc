/** The version of the stack file's format that this checkout reads and writes. */
export const FORMAT_VERSION = 1 as const;

/** Brings a stack file from one version of the format to the next. */
export interface Migration {
  from: number;
  /**
   * The file's text with the words of the next version. It edits the text and doesn't print it anew, so that comments
   * and layout stay as their author has them; `version` itself is raised by the caller.
   */
  change: (text: string) => string;
}

/** In order, without a gap up to {@link FORMAT_VERSION}. There has been one version so far. */
export const migrations: readonly Migration[] = [];
