import { expect, it } from 'vitest';
import { excerpt } from '../../../topology/codes/excerpt.ts';

const lines = `config:
  skerry:site:
    version: 1
    regions:
      local:
        network: {zones: [local-a]}
        groups:
          git:
            capacity: {owner: iac}
      local-1: {}`.split('\n');

it('shows a line with those that lead to it, moved to the left', () => {
  expect(excerpt(lines, [8])).toBe(
    'regions:\n  local:\n    groups:\n      git:\n        capacity: {owner: iac}',
  );
});

it('shows several in their order, what leads to them once', () => {
  expect(excerpt(lines, [9, 5])).toBe('regions:\n  local:\n    network: {zones: [local-a]}\n  local-1: {}');
});

it('leaves out what every file begins with, unless it is what is shown', () => {
  expect(excerpt(lines, [2])).toBe('version: 1');
  expect(excerpt(lines, [1])).toBe('skerry:site:');
});
