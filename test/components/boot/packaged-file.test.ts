import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bootKit } from '../../../components/boot/kit.ts';

let folder: string;
let note: string;

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** What a packed library notes of its kit: the agent beside it, Node in a package. */
function describe(node: { package: string; sha256: string }): void {
  const kit = {
    machine: 'linux-x64',
    agent: { path: 'agent/agent.js', sha256: digest('agent') },
    node: { ...node, version: '24.21.0', path: 'bin/node' },
  };
  writeFileSync(note, JSON.stringify(kit));
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'skerry-kit-'));
  const library = join(folder, 'node_modules/skerry');
  const node = join(folder, 'node_modules/some-node');
  mkdirSync(library, { recursive: true });
  mkdirSync(join(node, 'bin'), { recursive: true });
  writeFileSync(join(node, 'package.json'), '{"name": "some-node"}');
  writeFileSync(join(node, 'bin/node'), 'a binary');
  note = join(library, 'boot.json');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('finds the agent beside its note, and Node in the package that is installed', () => {
  describe({ package: 'some-node', sha256: digest('a binary') });
  expect(bootKit(note).map(({ path }) => path)).toEqual([
    join(folder, 'node_modules/skerry/agent/agent.js'),
    join(folder, 'node_modules/some-node/bin/node'),
  ]);
});

it('refuses another binary than the one that was tested', () => {
  describe({ package: 'some-node', sha256: digest('another one') });
  expect(() => bootKit(note)).toThrow(/bin\/node is not the one of some-node 24\.21\.0/);
});

it('tells which package is missing, and in which version', () => {
  describe({ package: 'no-such-node', sha256: digest('a binary') });
  expect(() => bootKit(note)).toThrow('Fix: npm install --save-exact no-such-node@24.21.0');
});
