import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installTool, detectTool } from '../../setup/cached-tool.ts';
import { ChecksumError, download, DownloadError } from '../../setup/download.ts';
import { fetchMember } from '../../setup/unpack.ts';

const body = Buffer.from('the pinned bytes');
const pinned = createHash('sha256').update(body).digest('hex');
const silent = () => undefined;

describe('a download', () => {
  let folder: string;
  let servers: Server[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'skerry-download-'));
    servers = [];
  });
  afterEach(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(folder, { recursive: true });
  });

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/file.tar.gz`;
  }

  it('arrives as it was pinned, and tells how far it is', async () => {
    const url = await serve((_, response) => response.end(body));
    const details: string[] = [];
    await download({ url, sha256: pinned }, join(folder, 'file'), (detail) => details.push(detail));
    expect(readFileSync(join(folder, 'file'))).toEqual(body);
    expect(details.at(-1)).toContain('0.0 MB of 0.0 MB from 127.0.0.1');
  });

  it('is refused with another checksum, and nothing of it gets into the cache', async () => {
    const url = await serve((_, response) => response.end(gzipSync('not what was pinned')));
    const tool = join(folder, 'cache', '1.0.0', 'tool');
    const install = installTool(tool, 'download', async (path) => {
      await fetchMember({ url, sha256: pinned, member: 'tool' }, path, silent);
      return '1.0.0';
    });
    await expect(install).rejects.toThrow(ChecksumError);
    await expect(install).rejects.toThrow(`but ${pinned} is pinned: not used`);
    expect(detectTool(tool).present).toBe(false);
    expect(() => readFileSync(tool)).toThrow('ENOENT');
  });

  it.each([404, 503])('fails on HTTP status %i', async (status) => {
    const url = await serve((_, response) => response.writeHead(status).end());
    await expect(download({ url, sha256: pinned }, join(folder, 'file'), silent)).rejects.toThrow(
      `HTTP status ${status}`,
    );
  });

  it('is refused when it was cut short', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': body.length + 10 });
      response.write(body);
      response.destroy();
    });
    await expect(download({ url, sha256: pinned }, join(folder, 'file'), silent)).rejects.toThrow(
      DownloadError,
    );
  });

  it('gives up soon where nobody answers', async () => {
    const url = await serve(silent);
    const timeouts = { answerWithin: 100, silenceWithin: 100 };
    await expect(download({ url, sha256: pinned }, join(folder, 'file'), silent, timeouts)).rejects.toThrow(
      'no answer',
    );
  });

  it('gives up where the transfer stalls', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write(body);
    });
    const timeouts = { answerWithin: 5_000, silenceWithin: 100 };
    await expect(download({ url, sha256: pinned }, join(folder, 'file'), silent, timeouts)).rejects.toThrow(
      'stalled',
    );
  });

  it('fails at once where nobody listens', async () => {
    const url = await serve(silent);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    await expect(download({ url, sha256: pinned }, join(folder, 'file'), silent)).rejects.toThrow(
      'ECONNREFUSED',
    );
  });
});
