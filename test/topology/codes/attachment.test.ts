import { expect, it } from 'vitest';
import type { Refusal } from '../../../capacity/attachment.ts';
import { codeOf } from '../../../topology/codes/catalogue.ts';

/** The compiler holds it to all of them. */
const reasons: Record<Refusal['reason'], true> = {
  unknown: true,
  twice: true,
  'other-region': true,
  'other-network': true,
  'other-zone': true,
  'other-group': true,
  'not-running': true,
  'not-entrusted': true,
  'entrusted-otherwise': true,
  'busy-group': true,
  'above-max': true,
  'undone-by-update': true,
};

it('knows the code of each refusal of an instance that is to come into a group', () => {
  const codes = Object.keys(reasons).map((reason) => `attach/${reason}`);
  expect(codes.filter((code) => codeOf(code) === undefined)).toEqual([]);
});
