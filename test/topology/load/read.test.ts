import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readStackFile, stackFiles, stackOfFile } from '../../../topology/load/read.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'skerry-stacks-'));
  for (const name of ['Pulumi.yaml', 'Pulumi.b.yaml', 'Pulumi.a-1.yaml', 'notes.yaml', 'index.ts']) {
    writeFileSync(join(folder, name), 'ä');
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('takes the name of a stack from its file', () => {
  expect(stackOfFile('stacks/Pulumi.cn-prod.yaml')).toBe('cn-prod');
  expect(stackOfFile('/tmp/other.yml')).toBe('other');
});

it('finds the stack files of a folder, and nothing else', () => {
  expect(stackFiles(folder)).toEqual([
    { stack: 'a-1', path: join(folder, 'Pulumi.a-1.yaml') },
    { stack: 'b', path: join(folder, 'Pulumi.b.yaml') },
  ]);
});

it('reads UTF-8 and says so of anything else', () => {
  expect(readStackFile(join(folder, 'Pulumi.b.yaml'))).toBe('ä');
  const latin = join(folder, 'latin.yaml');
  writeFileSync(latin, Buffer.from([0x61, 0xe4]));
  expect(() => readStackFile(latin)).toThrow('is not UTF-8 text: save it as UTF-8');
});
