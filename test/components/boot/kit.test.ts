import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bootKit } from '../../../components/boot/kit.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'skerry-kit-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function note(machine: string): string {
  const path = join(folder, 'boot.json');
  const agent = { path: '/dist/agent.js', sha256: 'a'.repeat(64) };
  const node = { path: '/bin/node', sha256: 'b'.repeat(64) };
  writeFileSync(path, JSON.stringify({ agent, node, machine }));
  return path;
}

test("a file's name in the bucket says what it is: a new one never takes the place of another", () => {
  expect(bootKit(note('linux-x64')).map(({ name, key }) => [name, key])).toEqual([
    ['agent', `internal/boot/=agent-${'a'.repeat(64)}`],
    ['node', `internal/boot/=node-${'b'.repeat(64)}`],
  ]);
});

test('Node for another machine than the instances is refused, before anything is made', () => {
  expect(() => bootKit(note('darwin-arm64'))).toThrow(/one for darwin-arm64, and instances run on linux-x64/);
});

test('a checkout that is not set up is told how', () => {
  expect(() => bootKit(join(folder, 'boot.json'))).toThrow(/Run: npm run setup/);
});
