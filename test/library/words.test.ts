import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import type * as words from '../../library/words.ts';
import { repositoryRoot } from '../../setup/paths.ts';
import type { Capacity } from '../../topology/schema/capacity.ts';
import type { Group } from '../../topology/schema/group.ts';
import type { LoadBalancer } from '../../topology/schema/load-balancer.ts';
import { wordTypes } from '../../topology/schema/word-types.ts';

it('words.ts says what the schema says', async () => {
  const path = join(repositoryRoot(), 'library/words.ts');
  const expected = await format(wordTypes(), { ...(await resolveConfig(path)), parser: 'typescript' });
  expect(readFileSync(path, 'utf8'), 'run: node library/write-words.ts').toBe(expected);
});

it('its types are those of the schema', () => {
  const capacity = (given: words.Capacity): Capacity => given;
  const group = (given: Group): words.Group => given;
  const balancer = (given: words.LoadBalancer): LoadBalancer => given;
  expect([capacity, group, balancer]).toHaveLength(3);
});
