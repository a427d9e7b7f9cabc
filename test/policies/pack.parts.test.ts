import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeUrn } from '../../cli/engine/events.ts';
import { runEngine } from '../../cli/engine/run.ts';
import { type PolicyViolation, Violations } from '../../cli/policies/violations.ts';
import { policies } from '../../policies/registry.ts';
import { enginePath, repositoryRoot } from '../../setup/paths.ts';
import { TestProgram } from '../support/engine/program.ts';
import { engineEnvironment } from '../support/engine/project.ts';
import { scenes } from './support/cases.ts';

const ROOT = repositoryRoot();
const program = new TestProgram({ name: 'by-hand', main: 'program.mjs' });
let found: readonly PolicyViolation[];
let complaints = '';

// One preview of all cases: a program of a user's own, in production, as far as the pack is told.
beforeAll(async () => {
  symlinkSync(join(ROOT, 'node_modules'), join(program.folder, 'node_modules'));
  program.write('package.json', '{"type": "module"}');
  program.write('program.mjs', readFileSync(join(import.meta.dirname, 'support/program.mjs'), 'utf8'));
  program.write('cases.json', JSON.stringify(scenes));
  await program.init();
  const violations = new Violations();
  await runEngine({
    engine: enginePath(),
    args: [
      'preview',
      '--stack',
      'test',
      '--policy-pack',
      join(ROOT, 'policies'),
      '--json',
      '--non-interactive',
    ],
    cwd: program.folder,
    env: { ...engineEnvironment(program.folder), PULUMI_ENABLE_STREAMING_JSON_PREVIEW: 'true' },
    onEvent: (event) => {
      violations.take(event);
      if (event.diagnosticEvent?.severity === 'error') complaints += event.diagnosticEvent.message;
    },
  });
  found = violations.all;
});
afterAll(() => program.remove());

/** Names of the resources that a policy has found something of. */
const violators = (policy: string): string[] =>
  found.filter((one) => one.policy === policy).map(({ urn = '' }) => describeUrn(urn).name);

test('nothing goes wrong in the preview but what policies find', () => {
  expect(complaints).toBe('preview failed\n');
});

describe.each(policies.map(({ id }) => id))('%s', (id) => {
  const own = scenes.filter(({ policy }) => policy === id);

  test.each(own.filter(({ isViolating }) => isViolating))('finds $name', ({ name }) => {
    expect(violators(id).filter((violator) => violator.startsWith(`${name}/`))).toContain(`${name}/it`);
  });

  test('finds nothing else in its own cases', () => {
    const expected = own.filter(({ isViolating }) => isViolating).map(({ name }) => `${name}/it`);
    const told = violators(id).filter((violator) => violator.startsWith(`${id}/`));
    expect([...new Set(told)].sort()).toEqual(expected.sort());
  });
});
