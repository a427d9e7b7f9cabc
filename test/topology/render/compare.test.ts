import { describe, expect, it } from 'vitest';
import { compare, showChange } from '../../../topology/render/diff/compare.ts';
import { valueChanges } from '../../../topology/render/diff/values.ts';
import { showSince } from '../../../topology/render/picture.ts';
import { pageData } from '../../../topology/render/html/data.ts';
import { comparedPicture, diagramOf } from '../support/diagrams.ts';
import { cloud, edited, type Edit } from '../support/sites.ts';

const changesOf = (...edits: Edit[]) => compare(diagramOf(cloud), diagramOf(edited(cloud, edits)));
const told = ({ boxes, arrows }: ReturnType<typeof compare>) =>
  [...boxes, ...arrows].map(([id, { change }]) => `${change} ${id}`);

describe('what a change of a file does to its topology', () => {
  it.each<[string, Edit[], string[]]>([
    ['nothing', [], []],
    ['a comment, and a line that moves the rest', [['    cdn:\n', '    # edges\n    cdn:\n']], []],
    ['a bound', [['min: 3, max: 16', 'min: 3, max: 20']], ['changed group:cn-hangzhou/git']],
    ['a secret by another name', [['hostKeys: gitHostKeys', 'hostKeys: codeHostTokens']], ['changed site']],
    [
      'a group by another name',
      [
        ['          mirror-serve:\n', '          front:\n            workload: mirror-serve\n'],
        ['group: mirror-serve', 'group: front'],
      ],
      [
        'removed group:cn-hangzhou/mirror-serve',
        'added group:cn-hangzhou/front',
        'changed loadBalancer:cn-hangzhou/serve',
        'removed serves:group:cn-hangzhou/mirror-serve>bucket:cn-hangzhou/mirror',
        'added serves:group:cn-hangzhou/front>bucket:cn-hangzhou/mirror',
        'removed balances:loadBalancer:cn-hangzhou/serve>group:cn-hangzhou/mirror-serve',
        'added balances:loadBalancer:cn-hangzhou/serve>group:cn-hangzhou/front',
      ],
    ],
    [
      'origins in another order',
      [
        [
          'files: {origins: [cn-hangzhou/mirror, cn-beijing/mirror]}',
          'files: {origins: [cn-beijing/mirror, cn-hangzhou/mirror]}',
        ],
      ],
      [
        'changed cdn:cdn/files',
        'changed origin:cdn:cdn/files>bucket:cn-beijing/mirror',
        'changed origin:cdn:cdn/files>bucket:cn-hangzhou/mirror',
      ],
    ],
  ])('%s', (_title, edits, expected) => {
    expect(told(changesOf(...edits))).toEqual(expected);
  });

  it('adds all where there was nothing', () => {
    const { boxes, arrows } = compare(undefined, diagramOf(cloud));
    expect(new Set([...boxes.values(), ...arrows.values()].map(({ change }) => change))).toEqual(
      new Set(['added']),
    );
    expect(boxes.size).toBe(diagramOf(cloud).boxes.length);
  });

  it('keeps what is gone where it stood', () => {
    const { diagram } = changesOf(
      ['          git: {backup: cn-beijing/git-backup}\n', '          store: {}\n'],
      ['bucket: cn-hangzhou/git,', 'bucket: cn-hangzhou/store,'],
    );
    const buckets = diagram.boxes.filter(({ kind }) => kind === 'bucket').map(({ id }) => id);
    expect(buckets).toEqual([
      'bucket:cn-hangzhou/mirror',
      'bucket:cn-hangzhou/git',
      'bucket:cn-hangzhou/store',
      'bucket:cn-beijing/mirror',
      'bucket:cn-beijing/git-backup',
    ]);
  });
});

describe('a changed box', () => {
  it('shows what was and what is, the first few', () => {
    const { diagram } = changesOf(
      ['min: 3, max: 16', 'min: 4, max: 20'],
      ['desired: 3}}\n      cn', 'desired: 5}}\n      cn'],
    );
    expect(diagram.boxes.find(({ id }) => id === 'group:cn-hangzhou/git')?.changes).toEqual([
      'min 3 → 4',
      'initial 3 → 4',
      'max 16 → 20',
      'schedule night 0 22 * * *: desired 3 → 0 22 * * *: desired 5',
    ]);
  });

  it.each([
    [{ name: 'max', before: '16', after: '20' }, 'max 16 → 20'],
    [{ name: 'ICP', after: 'x' }, 'ICP none → x'],
    [{ name: 'image', before: 'a' }, 'image a → none'],
    [
      { name: 'deny', before: '10.0.0.0/8, 192.0.2.0/24', after: '192.0.2.0/24, 198.51.100.0/24' },
      'deny +198.51.100.0/24 −10.0.0.0/8',
    ],
    [{ name: 'removal', before: 'a, b', after: 'b, a' }, 'removal a, b → b, a'],
  ])('puts a change in few words: %j', (change, text) => {
    expect(showChange(change)).toBe(text);
  });

  it('has its old values in the details of the page, and rows that are gone', () => {
    const { boxes } = pageData(
      comparedPicture(cloud, edited(cloud, [['rules: [{track: cpu, target: 60}]', 'spot: true']])),
    );
    const group = boxes.find(({ id }) => id === 'group:cn-hangzhou/mirror-sync')!;
    expect(group.change).toBe('changed');
    expect(group.details.filter(({ changed }) => changed)).toEqual([
      { name: 'spot', value: 'yes', before: 'no', changed: true },
      { name: 'rule cpu', value: '', before: 'holds cpu at 60; warm-up 5m', changed: true },
    ]);
  });
});

it('points at each value that differs', () => {
  expect(valueChanges({ a: 1, b: { c: [1], 'd/e': true }, f: 0 }, { a: 1, b: { c: [2] }, g: null })).toEqual([
    { path: '/b/c', before: [1], after: [2] },
    { path: '/b/d~1e', before: true },
    { path: '/f', before: 0 },
    { path: '/g', after: null },
  ]);
});

it('names the revision and its commit', () => {
  const commit = '0123456789abcdef0123456789abcdef01234567';
  expect(showSince({ revision: 'main', commit })).toBe('main (0123456789)');
  expect(showSince({ revision: '0123456', commit })).toBe('0123456789');
  expect(showSince({ revision: 'main', commit, absent: true })).toContain('where there was no such file');
});
