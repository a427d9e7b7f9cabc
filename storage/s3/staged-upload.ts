import { randomUUID } from 'node:crypto';
import { internalKey } from '../keys.ts';
import type { ObjectInfo } from '../store.ts';
import { isMissing } from './failure.ts';
import { infoOf } from './metadata.ts';
import { encodePath } from './signature.ts';
import type { S3Requests } from './requests.ts';
import { element, escapeXml, required } from './xml.ts';

/** S3's limit for one server-side copy. */
const MAX_BYTES = 5 * 1024 ** 3;

/** Bytes per millisecond at which a slow store puts parts together, or copies a body within itself. */
const STORE_PACE = 16_777;

/** Where long bodies wait for their commit; `stale-uploads.ts` clears what crashed writers leave here. */
export const STAGING = 'staging';

/**
 * A multipart upload under a key of its own, copied to the final key by the store itself at the commit. S3 fixes an
 * upload's metadata at its start, while ours (a digest) is known only at its end: so body and metadata still become
 * visible in one step.
 */
export class StagedUpload {
  readonly #requests: S3Requests;
  readonly #key = internalKey(STAGING, randomUUID());
  readonly #etags: string[] = [];
  readonly #interruption = new AbortController();
  #uploadId: string | undefined;
  #bytes = 0;
  #complete = false;

  constructor(requests: S3Requests) {
    this.#requests = requests;
  }

  async add(part: Uint8Array): Promise<void> {
    if (this.#bytes + part.byteLength > MAX_BYTES) {
      throw new RangeError(`the body exceeds ${MAX_BYTES} bytes, the most that a bucket copies in one step`);
    }
    const { signal } = this.#interruption;
    const uploadId = (this.#uploadId ??= await this.#begin());
    const parameters = { partNumber: String(this.#etags.length + 1), uploadId };
    const answer = await this.#requests.send({
      method: 'PUT',
      key: this.#key,
      parameters,
      body: part,
      signal,
    });
    answer.resume();
    this.#etags.push(answer.headers.etag ?? '');
    this.#bytes += part.byteLength;
  }

  async moveTo(key: string, described: Record<string, string>): Promise<ObjectInfo> {
    if (!this.#complete) await this.#finish();
    const { dialect } = this.#requests;
    const headers = {
      ...described,
      ...dialect.copyOf(encodePath(`${this.#requests.bucket}/${this.#key}`)),
    };
    const text = await this.#requests.ask({ method: 'PUT', key, headers, work: this.#work });
    await this.#clear();
    const copied = {
      etag: element(text, 'ETag'),
      'last-modified': required(text, 'LastModified'),
      'content-length': String(this.#bytes),
    };
    return infoOf(dialect.meta, key, { ...described, ...copied });
  }

  /** Cuts a part that is on its way. */
  interrupt(): void {
    this.#interruption.abort(new Error('the upload is aborted'));
  }

  async discard(): Promise<void> {
    if (this.#uploadId === undefined) return;
    await this.#clear({ uploadId: this.#uploadId });
    await this.#clear();
  }

  /** Milliseconds that the store needs to go through the whole body. */
  get #work(): number {
    return Math.round(this.#bytes / STORE_PACE);
  }

  async #begin(): Promise<string> {
    const { signal } = this.#interruption;
    const begun = { method: 'POST', key: this.#key, parameters: { uploads: '' }, signal } as const;
    return required(await this.#requests.ask(begun), 'UploadId');
  }

  async #finish(): Promise<void> {
    const parts = this.#etags.map(
      (etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${escapeXml(etag)}</ETag></Part>`,
    );
    const body = Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`);
    const parameters = { uploadId: this.#uploadId ?? '' };
    try {
      await this.#requests.ask({ method: 'POST', key: this.#key, parameters, body, work: this.#work });
    } catch (error) {
      // A try whose answer was lost has completed the upload: then it is gone, and the object is there.
      if (!isMissing(error)) throw error;
      const { headers } = (await this.#requests.send({ method: 'HEAD', key: this.#key })).resume();
      if (Number(headers['content-length']) !== this.#bytes) throw error;
    }
    this.#complete = true;
  }

  /** What can't be cleared now is invisible to readers and falls to the sweep of stale uploads. */
  async #clear(parameters: Record<string, string> = {}): Promise<void> {
    await this.#requests.send({ method: 'DELETE', key: this.#key, parameters }).then(
      (answer) => answer.resume(),
      () => undefined,
    );
  }
}
