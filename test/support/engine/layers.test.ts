import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isInCloud, layersOf, oneOfEachType } from './layers.ts';

const node = (urn: string, dependencies: string[] = [], type = urn) => ({
  urn,
  type,
  custom: true,
  dependencies,
});
const urns = (layers: { urn: string }[][]): string[][] => layers.map((layer) => layer.map(({ urn }) => urn));

it('puts what waits for another into a later group', () => {
  const all = [node('c', ['b']), node('a'), node('b', ['a']), node('d')];
  expect(urns(layersOf(all, all))).toEqual([['a', 'd'], ['b'], ['c']]);
});

it('sees that one waits for another by way of a third that is in no group', () => {
  const all = [node('a'), node('b', ['a']), node('c', ['b'])];
  expect(urns(layersOf([all[2]!, all[0]!], all))).toEqual([['a'], ['c']]);
});

it('never has two in a group of which one waits for the other, and forgets none', () => {
  const graphs = fc
    .array(fc.array(fc.nat(20), { maxLength: 3 }), { minLength: 1, maxLength: 20 })
    .map((edges) => edges.map((to, n) => node(`${n}`, to.filter((one) => one < n).map(String))));
  fc.assert(
    fc.property(graphs, (all) => {
      const layers = layersOf(all, all);
      expect(layers.flat()).toHaveLength(all.length);
      const level = new Map(layers.flatMap((layer, n) => layer.map(({ urn }) => [urn, n])));
      for (const { urn, dependencies } of all) {
        for (const one of dependencies) expect(level.get(one)).toBeLessThan(level.get(urn)!);
      }
    }),
  );
});

it('takes of each type the one that waits for the fewest', () => {
  const all = [node('a'), node('b', ['a'], 'x'), node('c', [], 'x'), node('d', ['c'], 'y')];
  expect(oneOfEachType(all, all).map(({ urn }) => urn)).toEqual(['a', 'c', 'd']);
});

it('tells what is in a cloud', () => {
  expect(isInCloud(node('a', [], 'aws:ec2/vpc:Vpc'))).toBe(true);
  expect(isInCloud(node('a', [], 'random:index/randomPassword:RandomPassword'))).toBe(false);
  expect(isInCloud(node('a', [], 'pulumi:providers:aws'))).toBe(false);
  expect(isInCloud({ ...node('a'), custom: false })).toBe(false);
});
