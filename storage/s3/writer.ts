import type { ObjectInfo, ObjectWriter, PutOptions } from '../store.ts';
import { toStoreError } from './failure.ts';
import { headersOf, type Metadata } from './metadata.ts';
import { putObject } from './put.ts';
import type { S3Requests } from './requests.ts';
import { StagedUpload } from './staged-upload.ts';

/** Bytes buffered before a body goes out in parts; S3 takes 10,000 parts of at least 5 MiB. */
const PART_BYTES = 8 * 1024 * 1024;
const FIRST_BUFFER = 64 * 1024;

/**
 * A body of up to one part is one PUT at the commit. A longer one goes out part by part, so that a writer never
 * holds more than one part in memory.
 */
export class S3Writer implements ObjectWriter {
  readonly #requests: S3Requests;
  readonly #key: string;
  readonly #options: PutOptions | undefined;
  #buffer: Uint8Array = new Uint8Array(0);
  #filled = 0;
  #upload: StagedUpload | undefined;
  /** Operations run one after another, also where a caller does not wait. */
  #tail: Promise<unknown> = Promise.resolve();
  #failure: Error | undefined;
  #committed: ObjectInfo | undefined;

  constructor(requests: S3Requests, key: string, options: PutOptions | undefined) {
    this.#requests = requests;
    this.#key = key;
    this.#options = options;
  }

  write(chunk: Uint8Array): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#committed) throw new Error(`write ${this.#key}: the writer is committed`);
      try {
        await this.#append(chunk);
      } catch (error) {
        this.#failure = toStoreError('write', this.#key, error);
        throw this.#failure;
      }
    });
  }

  /** After a failure it may be called again: each of its steps can be repeated. */
  commit(metadata?: Metadata): Promise<ObjectInfo> {
    return this.#inTurn(async () => {
      this.#committed ??= await this.#publish(metadata);
      this.#buffer = new Uint8Array(0);
      return this.#committed;
    });
  }

  async abort(): Promise<void> {
    if (this.#committed) return;
    this.#failure ??= new Error(`write ${this.#key}: the writer is aborted`);
    this.#upload?.interrupt();
    await this.#tail;
    this.#buffer = new Uint8Array(0);
    if (!this.#committed) await this.#upload?.discard();
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(() => {
      if (this.#failure) throw this.#failure;
      return step();
    });
    this.#tail = turn.catch(() => undefined); // The caller sees the failure through `turn`.
    return turn;
  }

  async #append(chunk: Uint8Array): Promise<void> {
    let rest = chunk;
    while (rest.byteLength > 0) {
      // Sent when one byte more arrives: a body of exactly one part stays a single PUT.
      if (this.#filled === PART_BYTES) await this.#sendPart();
      const taken = rest.subarray(0, PART_BYTES - this.#filled);
      this.#reserve(this.#filled + taken.byteLength);
      this.#buffer.set(taken, this.#filled);
      this.#filled += taken.byteLength;
      rest = rest.subarray(taken.byteLength);
    }
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#buffer.byteLength) return;
    const doubled = Math.max(bytes, this.#buffer.byteLength * 2, FIRST_BUFFER);
    const grown = new Uint8Array(Math.min(doubled, PART_BYTES));
    grown.set(this.#buffer.subarray(0, this.#filled));
    this.#buffer = grown;
  }

  async #sendPart(): Promise<void> {
    this.#upload ??= new StagedUpload(this.#requests);
    await this.#upload.add(this.#buffer.subarray(0, this.#filled));
    this.#filled = 0;
  }

  async #publish(late: Metadata | undefined): Promise<ObjectInfo> {
    try {
      if (this.#upload) {
        const headers = headersOf(this.#requests.dialect.meta, this.#options, late);
        if (this.#filled > 0) await this.#sendPart();
        return await this.#upload.moveTo(this.#key, headers);
      }
      const body = this.#buffer.subarray(0, this.#filled);
      return await putObject(this.#requests, this.#key, body, this.#options, { late });
    } catch (error) {
      throw toStoreError('commit', this.#key, error);
    }
  }
}
