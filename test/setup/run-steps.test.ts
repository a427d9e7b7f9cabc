import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runSteps } from '../../setup/run-steps.ts';
import type { Step } from '../../setup/step.ts';

describe('runSteps', () => {
  let locks: string;
  let log: string[];
  let written: string;
  const output = { write: (text: string) => (written += text) };
  beforeEach(() => {
    locks = mkdtempSync(join(tmpdir(), 'skerry-locks-'));
    log = [];
    written = '';
  });
  afterEach(() => rmSync(locks, { recursive: true }));

  function step(
    name: string,
    options: {
      present?: boolean;
      obstacle?: string;
      stays?: boolean;
      fails?: string;
      standsAlone?: true;
    } = {},
  ): Step {
    let present = options.present ?? false;
    return {
      name,
      detect: () => (present ? { present, detail: '' } : { present, reason: 'not there' }),
      obstacle: async () => options.obstacle,
      ...(options.standsAlone ? { standsAlone: true } : {}),
      async install() {
        log.push(name);
        if (options.fails) throw new Error(options.fails);
        present = !options.stays;
        return 'done';
      },
      hint: `By hand: get ${name}.`,
    };
  }

  it('installs what is missing, in order, and nothing else', async () => {
    const steps = [step('a'), step('b', { present: true }), step('c')];
    expect(await runSteps(steps, locks, output)).toBe(2);
    expect(log).toEqual(['a', 'c']);
    expect(written).toContain('✓ c: done');
  });

  it('has nothing to do the second time, and says nothing', async () => {
    const steps = [step('a')];
    await runSteps(steps, locks, output);
    written = '';
    expect(await runSteps(steps, locks, output)).toBe(0);
    expect(written).toBe('');
  });

  it('tells all obstacles at once, before it has begun anything', async () => {
    const steps = [step('a'), step('b', { obstacle: 'no root' }), step('c', { obstacle: 'no Go' })];
    await expect(runSteps(steps, locks, output)).rejects.toThrow('no root\n\nno Go');
    expect(log).toEqual([]);
  });

  it('goes on without a step that no other needs, and fails at the end', async () => {
    const steps = [step('a', { obstacle: 'no root', standsAlone: true }), step('b')];
    await expect(runSteps(steps, locks, output)).rejects.toThrow(/^no root$/);
    expect(log).toEqual(['b']);
    expect(written).toMatch(/^no root\n\nThe rest is set up all the same:\n/);
    written = '';
    await expect(runSteps(steps, locks, output)).rejects.toThrow(/^no root$/);
    expect(written).toBe('');
  });

  it('begins nothing where something stands against any other step, too', async () => {
    const alone = step('a', { obstacle: 'no root', standsAlone: true });
    const run = runSteps([alone, step('b', { obstacle: 'no Go' }), step('c')], locks, output);
    await expect(run).rejects.toThrow('no root\n\nno Go');
    expect(log).toEqual([]);
  });

  it('does again what an earlier step has made stale', async () => {
    let made = 'old';
    const source = step('source');
    const digest: Step = {
      ...step('digest'),
      detect: () => (made === 'old' ? { present: true, detail: '' } : { present: false, reason: 'stale' }),
      async install() {
        made = 'old';
        log.push('digest');
        return 'done';
      },
    };
    const install = (progress: (detail: string) => void) => {
      made = 'new';
      return source.install(progress);
    };
    expect(await runSteps([{ ...source, install }, digest], locks, output)).toBe(2);
    expect(log).toEqual(['source', 'digest']);
  });

  it('does not mind the obstacles of what is there', async () => {
    await expect(runSteps([step('a', { present: true, obstacle: 'no root' })], locks, output)).resolves.toBe(
      0,
    );
  });

  it('names the step that failed, why, and what to do by hand', async () => {
    const run = runSteps([step('a', { fails: 'disk full' }), step('b')], locks, output);
    await expect(run).rejects.toThrow('a: disk full\nBy hand: get a.');
    expect(log).toEqual(['a']);
    expect(written).toContain('✗ a');
  });

  it('does not take an installation at its word', async () => {
    await expect(runSteps([step('a', { stays: true })], locks, output)).rejects.toThrow(
      'after installing it: not there',
    );
  });
});
