import { expect, test } from 'vitest';
import { type Bordered, deniedRanges } from '../../../topology/network/denied-ranges.ts';

const balancer = (ports: number[], deny: string[] = [], allow: 'any' | 'cdn' = 'any'): Bordered => ({
  deny,
  allow,
  listeners: ports.map((port) => ({ port })),
});

test.each<[string, Bordered[], string[]]>([
  ['nothing is denied where nobody denies', [balancer([80, 443])], []],
  ['neighbours are one range', [balancer([443, 22], ['a'])], ['a 22-443']],
  [
    'an open balancer in between stays open',
    [balancer([22, 443], ['a']), balancer([80])],
    ['a 22-22', 'a 443-443'],
  ],
  [
    'one for the CDN alone is no obstacle',
    [balancer([22, 443], ['a']), balancer([80], [], 'cdn')],
    ['a 22-443'],
  ],
  ['ports of answers are never run over', [balancer([443, 2222], ['a'])], ['a 443-443', 'a 2222-2222']],
  [
    'each source is told by itself',
    [balancer([22], ['a']), balancer([22, 80], ['b'])],
    ['a 22-22', 'b 22-80'],
  ],
  ['what two deny is told once', [balancer([22], ['a']), balancer([22], ['a'])], ['a 22-22']],
])('%s', (_, balancers, ranges) => {
  expect(deniedRanges(balancers).map(({ cidr, from, to }) => `${cidr} ${from}-${to}`)).toEqual(ranges);
});
