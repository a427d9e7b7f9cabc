import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { firstReleaseStep } from '../../../setup/steps/first-release.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'skerry-first-release-'));
  mkdirSync(join(root, 'dist/services'), { recursive: true });
  writeFileSync(join(root, 'dist/services/a.js'), 'one');
  return () => rmSync(root, { recursive: true, force: true });
});

const isPresent = async () => (await firstReleaseStep(root).detect()).present;
const note = () => readFileSync(join(root, 'dist/first-release.json'), 'utf8');

it('is made once for the same services: its time stays as it was', async () => {
  expect(await isPresent()).toBe(false);
  await firstReleaseStep(root).install(() => undefined);
  expect(await isPresent()).toBe(true);
  const { packs } = JSON.parse(note()) as { packs: { file: string; bytes: number }[] };
  for (const { file, bytes } of packs) expect(readFileSync(join(root, 'dist', file))).toHaveLength(bytes);
});

it('is made anew for other services, or where a kill has left a part of it', async () => {
  await firstReleaseStep(root).install(() => undefined);
  writeFileSync(join(root, 'dist/services/a.js'), 'two');
  expect(await isPresent()).toBe(false);
  await firstReleaseStep(root).install(() => undefined);
  expect(await isPresent()).toBe(true);
  writeFileSync(join(root, 'dist/first-release/pack-0'), 'cut');
  expect(await isPresent()).toBe(false);
});
