import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { composerLines } from '../../../cli/mirror/composer-lines.ts';
import { readMirrorStatus } from '../../../cli/mirror/read-status.ts';
import { mirrorLines, progressOf } from '../../../cli/mirror/status-line.ts';
import { judgeAnswer } from '../../../cli/mirror/wait.ts';
import { selectionOf } from '../../../services/mirror/selection.ts';
import type { MirrorStatus } from '../../../services/mirror/status.ts';

const now = new Date('2026-11-22T12:00:00Z');
const syncing: MirrorStatus = {
  version: 1,
  upstream: 'http://127.9.0.9:8081',
  written: '2026-11-22T11:59:59Z',
  state: 'syncing',
  run: {
    id: 'r1',
    started: '2026-11-22T11:59:00Z',
    packages: { total: 30, done: 12, failed: 1 },
    dists: { fetched: 40, present: 2, failed: 0, bytes: 1_250_000 },
  },
  recentFailures: [],
  failures: 0,
};

describe('composer lines', () => {
  it('allow plain HTTP where the mirror speaks it', () => {
    expect(composerLines('http://127.9.0.5:8080')).toEqual([
      'composer config secure-http false',
      'composer config repositories.packagist.org false',
      'composer config repositories.skerry composer http://127.9.0.5:8080',
    ]);
  });
  it('leave it alone where the mirror speaks HTTPS', () => {
    expect(composerLines('https://mirrors.example.cn')).toEqual([
      'composer config repositories.packagist.org false',
      'composer config repositories.skerry composer https://mirrors.example.cn',
    ]);
  });
});

describe("the mirror's state", () => {
  it('tells how far the first sync is', () => {
    expect(progressOf(syncing)).toBe('syncing 12 of 30 packages, 1 failed, 42 zips (1.3 MB)');
    expect(mirrorLines(syncing, now)).toEqual([
      'syncing 12 of 30 packages, 1 failed, 42 zips (1.3 MB) from http://127.9.0.9:8081, not complete yet',
    ]);
  });

  it('tells how old the last complete sync is, and the last failure', () => {
    const idle: MirrorStatus = {
      ...syncing,
      state: 'idle',
      complete: '2026-11-22T11:56:40Z',
      failures: 1,
      recentFailures: [
        {
          package: 'acme/log',
          url: 'http://127.9.0.9:8081/x.zip',
          kind: 'bad-zip',
          message: 'ends early',
          attempts: 5,
          at: '2026-11-22T11:59:00Z',
        },
      ],
    };
    expect(mirrorLines(idle, now)).toEqual([
      '12 packages from http://127.9.0.9:8081, complete 3 min 20 s ago, 1 failure',
      'last failure 1 min ago: acme/log: ends early',
    ]);
    expect(mirrorLines({ ...idle, outdated: true }, now)[0]).toBe(
      '12 packages from http://127.9.0.9:8081, complete 3 min 20 s ago under other settings, 1 failure',
    );
  });

  it('tells why an upstream is refused', () => {
    const refused: MirrorStatus = { ...syncing, state: 'refused', reason: 'no packages.json' };
    expect(mirrorLines(refused, now)[0]).toBe(
      'refuses http://127.9.0.9:8081: no packages.json, not complete yet',
    );
  });
});

describe('waiting for the first sync', () => {
  const upstream = 'http://127.9.0.9:8081';
  const complete: MirrorStatus = { ...syncing, state: 'idle', complete: '2026-11-22T11:00:00Z' };
  const refused: MirrorStatus = { ...syncing, state: 'refused', reason: 'no packages.json' };
  const outdated: MirrorStatus = { ...complete, outdated: true };

  it.each([
    ['goes on while it runs', { status: syncing }, 'wait'],
    ['goes on before anything is written', { status: undefined }, 'wait'],
    ['goes on while nobody answers', { unreachable: 'refused' }, 'wait'],
    ['ends when it is complete', { status: complete }, 'complete'],
    ['ends when it is complete, whatever runs now', { status: { ...complete, ...syncing } }, 'complete'],
    ['ends when it is complete, though refused now', { status: { ...complete, ...refused } }, 'complete'],
    ['goes on when what is complete is of other settings', { status: outdated }, 'wait'],
    ['fails when the upstream is refused', { status: refused }, 'refused'],
    ['fails when the new upstream is refused', { status: { ...outdated, ...refused } }, 'refused'],
  ])('%s', (_title, answer, kind) => {
    expect(judgeAnswer(answer, { upstream, only: [] }).kind).toBe(kind);
  });

  it.each([
    ['complete from another one', complete, 'https://packagist.example', 'wait'],
    ['complete from the sample', complete, 'sample', 'complete'],
    ['complete from elsewhere', { ...complete, upstream: 'https://packagist.example' }, 'sample', 'wait'],
    ['another one refused', refused, 'http://127.9.0.9:8081/other', 'wait'],
    ['the same, without its slash', complete, 'http://127.9.0.9:8081/', 'complete'],
    ['the same, without credentials', complete, 'http://me:word@127.9.0.9:8081?key=1', 'complete'],
  ])('follows the upstream of the stack file: %s', (_title, status, wanted, kind) => {
    expect(judgeAnswer({ status }, { upstream: wanted, only: [] }).kind).toBe(kind);
  });

  it.each([
    ['those of before', selectionOf([]), 'wait'],
    ['those of the stack file', selectionOf(['acme/*']), 'complete'],
    ['of an earlier version', undefined, 'complete'],
  ])('follows the packages of the stack file: complete with %s', (_title, selection, kind) => {
    const status = { ...complete, ...(selection !== undefined && { selection }) };
    expect(judgeAnswer({ status }, { upstream, only: ['acme/*'] }).kind).toBe(kind);
  });
});

describe('asking a mirror', () => {
  async function answerOf(status: number, body: string): Promise<unknown> {
    const server = createServer((_request, response) => response.writeHead(status).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      return await readMirrorStatus(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  it('gives its status', async () => {
    expect(await answerOf(200, JSON.stringify(syncing))).toEqual({ status: syncing });
  });
  it('knows that none is written yet', async () => {
    expect(await answerOf(404, '{"error":"not yet"}')).toEqual({ status: undefined });
  });
  it.each([
    ['an error', 502, 'bad gateway', /answers 502/],
    ['no JSON', 200, '<html>', /status\.json/],
    ['another version', 200, '{"version":2}', /version 2/],
  ])('tells of %s', async (_title, status, body, reason) => {
    expect(await answerOf(status, body)).toEqual({ unreachable: expect.stringMatching(reason) as string });
  });
  it('tells that nobody listens', async () => {
    expect(await readMirrorStatus('http://127.255.255.253:8099')).toEqual({
      unreachable: expect.stringContaining('ECONNREFUSED') as string,
    });
  });
});
