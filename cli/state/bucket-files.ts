import type { S3Store } from '../../storage/s3.ts';
import { StoreError } from '../../storage/errors.ts';
import { cannotRun } from '../failure.ts';
import type { StateFile, StateFiles } from './state-files.ts';

/** The files of a backend that is a bucket. */
export class BucketFiles implements StateFiles {
  readonly #store: S3Store;
  readonly #bucket: string;
  readonly #prefix: string;

  /** @param prefix what the engine's keys begin with; empty, or ending in a slash */
  constructor(store: S3Store, bucket: string, prefix: string) {
    this.#store = store;
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  list(prefix: string): Promise<StateFile[]> {
    return this.#told(async () => {
      const files: StateFile[] = [];
      for await (const { key, size, modified } of this.#store.list(this.#prefix + prefix)) {
        files.push({ key: key.slice(this.#prefix.length), size, modified });
      }
      return files;
    });
  }

  read(key: string): Promise<Uint8Array | undefined> {
    return this.#told(async () => {
      const found = await this.#store.get(this.#prefix + key);
      return typeof found === 'object' ? found.body : undefined;
    });
  }

  write(key: string, content: Uint8Array): Promise<void> {
    return this.#told(async () => void (await this.#store.put(this.#prefix + key, content)));
  }

  remove(key: string): Promise<void> {
    return this.#told(() => this.#store.delete(this.#prefix + key));
  }

  display(key: string): string {
    return `s3://${this.#bucket}/${this.#prefix}${key}`;
  }

  close(): void {
    this.#store.close();
  }

  async #told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      throw cannotRun(
        `the state in s3://${this.#bucket} can't be reached: ${error.message}`,
        undefined,
        error,
      );
    }
  }
}
