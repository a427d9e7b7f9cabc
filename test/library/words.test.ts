import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type * as words from '../../library/words.ts';
import type { Capacity } from '../../topology/schema/capacity.ts';
import type { Group } from '../../topology/schema/group.ts';
import type { LoadBalancer } from '../../topology/schema/load-balancer.ts';
import { TYPED, typedWords } from '../../topology/schema/publish.ts';

it('words.ts says what the schema says (else: node topology/schema/publish.ts)', async () => {
  expect(readFileSync(TYPED, 'utf8')).toBe(await typedWords());
});

it('its types are those of the schema', () => {
  const capacity = (given: words.Capacity): Capacity => given;
  const group = (given: Group): words.Group => given;
  const balancer = (given: words.LoadBalancer): LoadBalancer => given;
  expect([capacity, group, balancer]).toHaveLength(3);
});
