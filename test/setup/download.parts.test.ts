import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChecksumError, download, DownloadError } from '../../setup/download.ts';
import { serving, Vendor } from './vendor.ts';

const body = Buffer.from('the pinned bytes');
const sha256 = createHash('sha256').update(body).digest('hex');
const silent = () => undefined;

describe('a download', () => {
  let folder: string;
  const vendor = new Vendor();
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'skerry-download-'));
  });
  afterEach(async () => {
    await vendor.close();
    rmSync(folder, { recursive: true });
  });

  it.each(['whole', 'redirected'] as const)(
    'arrives %s as it was pinned, and tells how far it is',
    async (way) => {
      const url = await vendor.serve(serving[way](body));
      const details: string[] = [];
      await download({ url, sha256 }, join(folder, 'file'), (detail) => details.push(detail));
      expect(readFileSync(join(folder, 'file'))).toEqual(body);
      expect(details.at(-1)).toMatch(/^0\.0 MB( of 0\.0 MB)? from 127\.0\.0\.1/);
    },
  );

  it('is refused with another checksum', async () => {
    const url = await vendor.serve(serving.whole(Buffer.from('not what was pinned')));
    const fetched = download({ url, sha256 }, join(folder, 'file'), silent);
    await expect(fetched).rejects.toThrow(ChecksumError);
    await expect(fetched).rejects.toThrow(`but ${sha256} is pinned: not used`);
  });

  it.each([404, 503])('fails on HTTP status %i', async (status) => {
    const url = await vendor.serve(serving.status(status));
    await expect(download({ url, sha256 }, join(folder, 'file'), silent)).rejects.toThrow(
      `${url} could not be fetched: HTTP status ${status}`,
    );
  });

  it('is refused when it was cut short', async () => {
    const url = await vendor.serve(serving.cutShort(body));
    await expect(download({ url, sha256 }, join(folder, 'file'), silent)).rejects.toThrow(DownloadError);
  });

  it('gives up soon where nobody answers', async () => {
    const url = await vendor.serve(serving.nothing());
    const timeouts = { answerWithin: 100, silenceWithin: 100 };
    await expect(download({ url, sha256 }, join(folder, 'file'), silent, timeouts)).rejects.toThrow(
      'no answer',
    );
  });

  it('gives up where the transfer stalls', async () => {
    const url = await vendor.serve(serving.stalling(body));
    const timeouts = { answerWithin: 5_000, silenceWithin: 100 };
    await expect(download({ url, sha256 }, join(folder, 'file'), silent, timeouts)).rejects.toThrow(
      'stalled',
    );
  });

  it('fails at once where nobody listens', async () => {
    const url = await vendor.serve(serving.nothing());
    await vendor.close();
    await expect(download({ url, sha256 }, join(folder, 'file'), silent)).rejects.toThrow('ECONNREFUSED');
  });

  it('does not blame the vendor for a full disk', async () => {
    const url = await vendor.serve(serving.whole(body));
    const fetched = download({ url, sha256 }, '/dev/full', silent);
    await expect(fetched).rejects.toMatchObject({ code: 'ENOSPC' });
    await expect(fetched).rejects.not.toThrow(DownloadError);
  });
});
