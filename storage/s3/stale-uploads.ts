import { internalPrefix } from '../keys.ts';
import type { AbandonedWrites } from '../store.ts';
import { isMissing } from './failure.ts';
import { readUploads, type Upload } from './listing.ts';
import type { S3Reader } from './reader.ts';
import { Refusal } from './refusal.ts';
import type { S3Requests } from './requests.ts';
import { STAGING } from './staged-upload.ts';

/**
 * Frees what crashed writers left in the bucket: uploads that were never finished, and bodies that were finished but
 * never committed. Several sweeps at once do no harm. What it throws is for `toStoreError`.
 */
export async function sweepStaleUploads(
  requests: S3Requests,
  reader: S3Reader,
  olderThan: Date,
  signal?: AbortSignal,
): Promise<AbandonedWrites> {
  const swept = { uploads: 0, bodies: 0 };
  for await (const body of reader.list(internalPrefix(STAGING), { signal })) {
    if (body.modified >= olderThan) continue;
    await remove(requests, body.key, {}, signal);
    swept.bodies++;
  }
  for await (const upload of listUploads(requests, signal)) {
    // One without a time can't be judged, and stays.
    if (!(upload.started < olderThan)) continue;
    await remove(requests, upload.key, { uploadId: upload.id }, signal);
    swept.uploads++;
  }
  return swept;
}

async function* listUploads(requests: S3Requests, signal: AbortSignal | undefined): AsyncGenerator<Upload> {
  const prefix = internalPrefix(STAGING);
  let from: Record<string, string> = {};
  for (;;) {
    const parameters = { uploads: '', prefix, ...from };
    let text: string;
    try {
      text = await requests.ask({ method: 'GET', key: '', parameters, signal });
    } catch (error) {
      // Who may write need not be allowed to list uploads: the clouds' buckets end those by a lifecycle rule.
      if (error instanceof Refusal && error.status === 403) return;
      throw error;
    }
    const { uploads, next } = readUploads(text);
    yield* uploads;
    if (next === undefined) return;
    from = next;
  }
}

async function remove(
  requests: S3Requests,
  key: string,
  parameters: Record<string, string>,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    (await requests.send({ method: 'DELETE', key, parameters, signal })).resume();
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
