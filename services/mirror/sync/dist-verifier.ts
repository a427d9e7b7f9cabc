import { createHash } from 'node:crypto';
import type { Dist } from '../composer/dists.ts';
import { FetchFailure } from '../fetch/failure.ts';
import { ZipDefect } from '../zip/defect.ts';
import { ZipStructureCheck } from '../zip/structure-check.ts';

/** What is told of a sound dist, in the object's metadata; both in hex. */
export interface DistSums extends Record<string, string> {
  sha1: string;
  sha256: string;
}

/** Looks at the bytes of one dist as they pass. */
export class DistVerifier {
  readonly #dist: Dist;
  readonly #sha1 = createHash('sha1');
  readonly #sha256 = createHash('sha256');
  readonly #zip: ZipStructureCheck | undefined;
  bytes = 0;

  constructor(dist: Dist) {
    this.#dist = dist;
    this.#zip = dist.type === 'zip' ? new ZipStructureCheck() : undefined;
  }

  push(chunk: Uint8Array): void {
    this.bytes += chunk.byteLength;
    this.#check((zip) => zip.push(chunk));
    this.#sha256.update(chunk);
    this.#sha1.update(chunk);
  }

  end(): DistSums {
    this.#check((zip) => zip.end());
    const { shasum, url } = this.#dist;
    const sha1 = this.#sha1.digest('hex');
    if (shasum !== '' && sha1 !== shasum) {
      const message = 'its SHA-1 is not the one that the metadata says';
      throw new FetchFailure('bad-shasum', url, message, { detail: `it is ${sha1}, not ${shasum}` });
    }
    return { sha1, sha256: this.#sha256.digest('hex') };
  }

  #check(step: (zip: ZipStructureCheck) => void): void {
    if (!this.#zip) return;
    try {
      step(this.#zip);
    } catch (error) {
      if (!(error instanceof ZipDefect)) throw error;
      const { message, detail } = error;
      throw new FetchFailure('bad-zip', this.#dist.url, message, {
        cause: error,
        ...(detail === undefined ? {} : { detail }),
      });
    }
  }
}
