/** Why a body isn't a whole, sound zip archive. */
export class ZipDefect extends Error {
  override readonly name = 'ZipDefect';
  /** What the body holds there, for the log alone. */
  readonly detail: string | undefined;

  constructor(message: string, detail?: string) {
    super(message);
    this.detail = detail;
  }
}
