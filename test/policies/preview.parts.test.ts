import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enginePath } from '../../setup/paths.ts';
import type { Diagnostic } from '../../topology/diagnostics/diagnostic.ts';
import type { Ended, TinyClone } from '../cli/support/tiny-clone.ts';
import { createPolicyClone, expectedIn, writeStack } from './support/policy-clone.ts';

let clone: TinyClone;
beforeAll(async () => {
  clone = await createPolicyClone();
});
afterAll(() => clone.dispose());

/** A stack file that says by `# expect: ID` where which finding is to be. */
const marked = (stack: string): string =>
  readFileSync(join(import.meta.dirname, 'stacks', `${stack}.yaml`), 'utf8');

const diagnosticsOf = ({ stdout, stderr }: Ended): Diagnostic[] => {
  if (!stdout.startsWith('{')) throw new Error(`no findings were told: ${stdout}${stderr}`);
  return (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics;
};

const placesOf = (diagnostics: readonly Diagnostic[]): string[] =>
  [...new Set(diagnostics.map(({ code, range }) => `${range.start.line} ${code}`))].sort();

test('each finding of a preview is on the line that causes the resource, be it a preset', async () => {
  const text = marked('aws');
  await writeStack(clone, 'aws', text);
  const ended = await clone.skerry(['preview', 'aws', '--policies', '--format', 'json']);
  const found = diagnosticsOf(ended);
  expect(placesOf(found)).toEqual(expectedIn(text));
  // Staging is told, and stopped by nothing of these.
  expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(['warning']));
  expect(ended.code).toBe(0);
});

test('what is deployed is held to the same, without the program and without the clouds', async () => {
  const text = marked('aws');
  const up = await clone.start(enginePath(), ['up', '-s', 'aws', '--yes', '--skip-preview']).ended;
  expect(up.code, up.stderr).toBe(0);
  await rm(join(clone.root, 'program.js'));
  const ended = await clone.skerry(['policies', 'aws', '--format', 'json']);
  expect(placesOf(diagnosticsOf(ended))).toEqual(expectedIn(text));
  expect(ended.code).toBe(0);
});
