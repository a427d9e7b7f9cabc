import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { PlanError } from '../../components/plan-error.ts';
import { repositoryRoot } from '../../setup/paths.ts';
import { readPlan } from '../../stacks/read-plan.ts';
import { cloud, edited } from '../topology/support/sites.ts';

const root = repositoryRoot();
const now = new Date('2026-11-22T12:00:00Z');

function site(stack: string): Record<string, unknown> {
  const text = readFileSync(join(root, 'stacks', `Pulumi.${stack}.yaml`), 'utf8');
  const file = parse(text) as { config: Record<string, Record<string, unknown>> };
  return structuredClone(file.config['skerry:site'] ?? {});
}

function read(stack: string, engineSite: unknown) {
  return readPlan({ root, stack, engineSite, now, warn: () => undefined });
}

test('a stack whose file the engine reads alike has a plan', () => {
  expect(read('staging', site('staging')).platforms).toEqual(['aws']);
});

test('a plain date, which the engine takes for a time, is the same day', () => {
  const engines = JSON.parse(
    JSON.stringify(site('cn-prod')).replace('"2026-11-22"', '"2026-11-22 00:00:00 +0000 UTC"'),
  ) as unknown;
  expect(read('cn-prod', engines).stack).toBe('cn-prod');
});

test('another reading is refused with its place and both values', () => {
  const engines = { ...site('staging'), timeZone: 'UTC' };
  expect(() => read('staging', engines)).toThrow(
    'the checks read "Europe/Berlin" at /config/skerry:site/timeZone, but Pulumi\'s engine reads "UTC"',
  );
});

test('a site that the engine lacks is refused', () => {
  expect(() => read('staging', undefined)).toThrow("Pulumi's engine reads nothing");
});

test('a stack without a file is told so', () => {
  expect(() => read('nowhere', {})).toThrow(PlanError);
  expect(() => read('nowhere', {})).toThrow('stacks/Pulumi.nowhere.yaml does not exist');
});

test('an error that is exempted keeps nobody from a plan, up to its last day', () => {
  const comment = '# skerry-exempt: network/zones-of-production until 2026-12-31: OPS-1';
  const text = edited(cloud, [
    ['zones: [cn-hangzhou-i, cn-hangzhou-k]}', `zones: [cn-hangzhou-i]} ${comment}`],
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'skerry-plan-'));
  try {
    mkdirSync(join(folder, 'stacks'));
    writeFileSync(join(folder, 'stacks/Pulumi.example.yaml'), text);
    const engineSite = (parse(text) as { config: Record<string, unknown> }).config['skerry:site'];
    const on = (day: string) =>
      readPlan({
        root: folder,
        stack: 'example',
        engineSite,
        now: new Date(`${day}T12:00:00Z`),
        warn: () => undefined,
      });
    expect(on('2026-12-31').stack).toBe('example');
    expect(() => on('2027-01-01')).toThrow('error  network/zones-of-production');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
