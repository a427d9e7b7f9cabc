import { describe, expect, it } from 'vitest';
import { analyseEdited } from '../support/analyse.ts';
import type { Edit } from '../support/sites.ts';

function told(site: 'cloud' | 'local', edits: Edit[]): string[] {
  const { diagnostics, text } = analyseEdited(site, edits);
  return diagnostics.map(
    ({ range, code }) => `${code} ${text.slice(range.start.offset, range.end.offset).split('\n')[0]}`,
  );
}

const minExceedsMax: Edit = ['min: 2, max: 6, desired: 3', 'min: 7, max: 6, desired: 3'];

describe('a mistake in the words hides no other one', () => {
  const rows: [what: string, edit: Edit, code: string][] = [
    ['an unknown key', ['redis: {memoryGiB: 4}', 'redis: {memoryGB: 4}'], 'schema/unknown-key memoryGB'],
    ['a key near to nothing', ['redis: {memoryGiB: 4}', 'redis: {size: 4}'], 'schema/unknown-key size'],
    ['a wrong type', ['redis: {memoryGiB: 4}', 'redis: {memoryGiB: much}'], 'schema/type much'],
    ['no stage', ['    stage: production\n', ''], 'schema/missing skerry:site'],
    ['a misspelt stage', ['stage: production', 'stage: live'], 'schema/enum live'],
    ['a misspelt platform', ['platform: alicloud', 'platform: alicluod'], 'schema/enum alicluod'],
    [
      'a region without its network',
      ['        network: {cidr: 10.17.0.0/16, zones: [cn-hangzhou-i, cn-hangzhou-k]}\n', ''],
      'network/missing cn-hangzhou',
    ],
    ['an ill-formed zone', ['cn-hangzhou-k]', 'cn-hangzhou_k]'], 'schema/pattern cn-hangzhou_k'],
    ['an ill-formed range', ['10.17.0.0/16', 'ten'], 'schema/pattern ten'],
    [
      'an ill-formed name',
      ['          git-backup: {', '          Git_Backup: {'],
      'schema/pattern Git_Backup',
    ],
    ['groups under a misspelt word', ['        groups:', '        gruops:'], 'schema/unknown-key gruops'],
    [
      'load balancers under another word',
      ['        loadBalancers:', '        entrances:'],
      'schema/unknown-key entrances',
    ],
    [
      'another group without its capacity',
      ['            capacity: {owner: schedule, min: 3, max: 16}\n', ''],
      'schema/missing git',
    ],
    ['another group with a wrong number', ['max: 16}', 'max: many}'], 'schema/type many'],
    [
      'a workload that there is not',
      ['owner: schedule, min: 3, max: 16}', 'owner: schedule, min: 3, max: 16}\n            workload: hg'],
      'schema/enum hg',
    ],
    [
      'a secret inside the site',
      ['hostKeys: gitHostKeys', 'hostKeys: {secure: "v1:abc"}'],
      'secret/inside-site {secure: "v1:abc"}',
    ],
    [
      'a secret in plain text',
      ['skerry:gitHostKeys: {secure: "v1:…"}', 'skerry:gitHostKeys: hunter2'],
      'secret/plaintext skerry:gitHostKeys',
    ],
    ['no upstream', ['upstream: "https://repo.packagist.org", ', ''], 'schema/missing composer'],
    [
      'a private bucket by mistake',
      [
        '          mirror: {access: cdn}\n          git:',
        '          mirror: {access: public}\n          git:',
      ],
      'schema/enum public',
    ],
    ['no instance types', ['instanceTypes: [ecs.g8i.large]', 'instanceTypes: []'], 'schema/range []'],
    ['an ill-formed domain', ['{name: example.cn,', '{name: Example_cn,'], 'schema/pattern Example_cn'],
    ['edges of another kind', ['origins: [cn-hangzhou/serve]', 'origins: 7'], 'schema/type 7'],
  ];
  it.each(rows)('and gives no further message itself: %s', (_, edit, expected) => {
    expect(told('cloud', [edit])).toEqual([expected]);
    expect(told('cloud', [edit, minExceedsMax]).toSorted()).toEqual(
      ['capacity/min-exceeds-max 7', expected].toSorted(),
    );
  });

  it('what stands under a misspelt word is checked, at its place', () => {
    expect(
      told('cloud', [
        ['        groups:', '        gruops:'],
        ['min: 3, max: 16', 'mni: 20, max: 16'],
        ['{group: git,', '{group: gti,'],
      ]),
    ).toEqual(['group/not-found gti', 'schema/unknown-key gruops', 'capacity/min-exceeds-max 20']);
  });

  it('items behind one that is left out keep their places', () => {
    expect(
      told('cloud', [
        ['[cn-hangzhou-i, cn-hangzhou-k]', '[Oops, cn-hangzhou-i, cn-beijing-k, cn-hangzhou-i]'],
      ]),
    ).toEqual([
      'schema/pattern Oops',
      'network/zone-of-other-region cn-beijing-k',
      'network/zone-duplicate cn-hangzhou-i',
    ]);
  });

  it('a region on a platform that there is not is left alone', () => {
    expect(
      told('cloud', [
        ['      cn-beijing:\n', '      cn-beijing:\n        platform: azure\n'],
        ['[cn-beijing-k,', '[eu-1,'],
      ]),
    ).toEqual(['schema/enum azure']);
  });

  it('another version says nothing of the rest', () => {
    expect(told('cloud', [['version: 1', 'version: 2'], minExceedsMax])).toEqual(['schema/version 2']);
  });
});
