/**
 * The engine's own files of a backend that is a folder or a bucket, by their keys below it (`.pulumi/…`). The engine's
 * command has no way to remove one lock, or to look at one backup.
 */
export interface StateFiles {
  /** Keys that begin with `prefix`, sorted; a prefix ends in a slash. */
  list(prefix: string): Promise<StateFile[]>;
  /** `undefined`: there is none. */
  read(key: string): Promise<Uint8Array | undefined>;
  /** Makes or replaces, wholly or not at all. */
  write(key: string, content: Uint8Array): Promise<void>;
  /** Fine where there is none. */
  remove(key: string): Promise<void>;
  /** Where a key lies, for people. */
  display(key: string): string;
  close(): void;
}

export interface StateFile {
  key: string;
  /** Bytes. */
  size: number;
  modified: Date;
}
