import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processesUnder } from './support/processes.ts';
import { repository, Workspace } from './support/workspace.ts';

/** Each mistake, made in the committed local stack by one edit. */
const mistakes: { name: string; edit: [from: string | RegExp, to: string]; code: string }[] = [
  {
    name: 'malformed-yaml',
    edit: ['redis: {memoryGiB: 0.25}', 'redis: {memoryGiB: 0.25'],
    code: 'yaml/syntax',
  },
  { name: 'unknown-key', edit: ['memoryGiB: 0.25', 'memoryGB: 0.25'], code: 'schema/unknown-key' },
  { name: 'wrong-type', edit: ['memoryGiB: 0.25', 'memoryGiB: much'], code: 'schema/type' },
  { name: 'min-exceeds-max', edit: ['min: 2, max: 4', 'min: 5, max: 4'], code: 'capacity/min-exceeds-max' },
  { name: 'zone-of-other-region', edit: ['local-b]', 'local-2-b]'], code: 'network/zone-of-other-region' },
  {
    name: 'unknown-bucket',
    edit: ['publishTo: [local/mirror]', 'publishTo: [local/miror]'],
    code: 'bucket/not-found',
  },
  {
    name: 'unknown-region',
    edit: ['origins: [local/serve]', 'origins: [locale/serve]'],
    code: 'region/not-found',
  },
  { name: 'unknown-group', edit: ['group: mirror-serve', 'group: mirror-server'], code: 'group/not-found' },
  {
    name: 'secure-in-site',
    edit: ['upstream: sample', 'upstream: {secure: "v1:AAAA"}'],
    code: 'secret/inside-site',
  },
  {
    name: 'overlapping-cidrs',
    edit: [
      /network: \{zones: \[local-a, local-b\]\}([^]*)(\n# Made with)/,
      'network: {cidr: 127.77.0.0/16, zones: [local-a, local-b]}$1' +
        '      local-2:\n        network: {cidr: 127.77.0.0/16, zones: [local-2-a]}\n$2',
    ],
    code: 'network/cidr-overlap',
  },
];

describe('skerry up with a mistake in the stack file', () => {
  let workspace: Workspace;
  let good: string;

  beforeAll(async () => {
    workspace = await Workspace.create();
    good = await readFile(join(repository, 'stacks/Pulumi.local.yaml'), 'utf8');
  });
  afterAll(async () => await workspace.dispose());

  /** Every file of the state folder with its time, and every process: what a refusal must leave alone. */
  async function condition(): Promise<string[]> {
    const folder = join(workspace.root, '.skerry');
    const files = await readdir(folder, { recursive: true }).catch(() => [] as string[]);
    const times = await Promise.all(
      files.map(async (file) => `${file} ${(await stat(join(folder, file))).mtimeMs}`),
    );
    return [
      ...times.sort(),
      ...processesUnder(workspace.root).map(({ pid, command }) => `${pid} ${command}`),
    ];
  }

  it.each(mistakes)(
    '$name: one message, exit 1, nothing changed',
    async ({ name, edit: [from, to], code }) => {
      const bad = good.replace(from, to);
      expect(bad).not.toBe(good);
      const file = await workspace.writeStack('bad', bad);
      const before = await condition();
      const result = await workspace.skerry(['up', 'bad', '--yes']);
      expect(result.code, result.output).toBe(1);
      expect(result.output).toContain(code);
      const steady = result.output.replace(/ in \d+ ms/, ' in N ms');
      await expect(steady).toMatchFileSnapshot(`golden/bad-input/${name}.txt`);
      expect(await condition()).toEqual(before);
      await rm(file);
    },
  );

  it('refuses a port that somebody else has on this machine', async () => {
    const server: Server = createServer().listen(0, '0.0.0.0');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    try {
      const file = await workspace.writeStack(
        'bad',
        good.replace('listeners: {http: 8080}', `listeners: {http: ${port}}`),
      );
      const before = await condition();
      const { code, output } = await workspace.skerry(['up', 'bad', '--yes']);
      expect(code, output).toBe(1);
      expect(output).toContain('lb/port-in-use');
      const steady = output
        .replaceAll(String(port), 'PORT')
        .replace(/ in \d+ ms/, ' in N ms')
        .replace(/\^+/g, '^^^^')
        .replaceAll(String(process.pid), 'PID');
      await expect(steady).toMatchFileSnapshot('golden/bad-input/port-in-use.txt');
      expect(await condition()).toEqual(before);
      await rm(file);
    } finally {
      server.close();
    }
  });
});
