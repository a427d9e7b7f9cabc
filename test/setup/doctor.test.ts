import { expect, it } from 'vitest';
import { examine, formatTable } from '../../setup/doctor.ts';
import type { Step } from '../../setup/step.ts';

const step = (name: string, found: Awaited<ReturnType<Step['detect']>>, obstacle?: string): Step => ({
  name,
  detect: () => found,
  obstacle: async () => obstacle,
  install: () => Promise.reject(new Error('a doctor only looks')),
  hint: 'By hand: so and so.',
});

it('tells what is there, what is not, and how to get it', async () => {
  const items = await examine([
    step('engine', { present: true, detail: 'v3.250.0, downloaded' }),
    step('versitygw', { present: false, reason: 'not in the cache' }),
    step('Debian packages', { present: false, reason: 'missing: runit' }, 'As root:\n  install runit'),
  ]);
  expect(formatTable(items)).toBe(
    [
      '✓ engine           v3.250.0, downloaded',
      '✗ versitygw        not in the cache',
      '                   `npm run setup` gets it. By hand: so and so.',
      '✗ Debian packages  missing: runit',
      '                   As root:',
      '                     install runit',
    ].join('\n'),
  );
});
