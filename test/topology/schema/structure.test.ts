import { describe, expect, it } from 'vitest';
import { analyseEdited, analyseText } from '../support/analyse.ts';
import type { Edit } from '../support/sites.ts';

/** The findings in brief: place, code, message, fix. */
function told(site: 'cloud' | 'local', ...edits: Edit[]): string[] {
  const { diagnostics, text } = analyseEdited(site, edits);
  return diagnostics.map(({ range, code, message, fix }) => {
    const at = text.slice(range.start.offset, range.end.offset).split('\n')[0];
    return [code, `«${at}»`, message, ...(fix === undefined ? [] : [`→ ${fix}`])].join(' ');
  });
}

const serve = 'min: 2, max: 6, desired: 3';

describe('a mistake in the words of a stack file', () => {
  const rows: [what: string, edits: Edit[], expected: string[]][] = [
    [
      'an unknown key, although it leaves a required one missing',
      [[serve, 'min: 2, mxa: 6, desired: 3']],
      ['schema/unknown-key «mxa» mxa is no word of capacity → max'],
    ],
    [
      'an unknown key that is near to nothing',
      [[serve, `${serve}, colour: red`]],
      ['schema/unknown-key «colour» colour is no word of capacity → leave colour out'],
    ],
    [
      'a missing key',
      [[serve, 'min: 2, desired: 3']],
      ['schema/missing «capacity» capacity has no max → max: 6'],
    ],
    [
      'a missing key of a region',
      [['        network: {cidr: 10.18.0.0/16, zones: [cn-beijing-k, cn-beijing-l]}\n', '']],
      [
        'network/missing «cn-beijing» region cn-beijing has no network → network: {zones: [cn-hangzhou-i, cn-hangzhou-j]}',
      ],
    ],
    [
      'a number in quotes',
      [[serve, 'min: 2, max: "6", desired: 3']],
      ['schema/type «"6"» 6 is a string, and max is a whole number → 6, without quotes'],
    ],
    [
      'a number with a fraction',
      [[serve, 'min: 2, max: 6.5, desired: 3']],
      ['capacity/not-an-integer «6.5» 6.5 is not a whole number, and max is a whole number → 6 or 7'],
    ],
    [
      'a negative number',
      [[serve, 'min: -1, max: 6, desired: 3']],
      ['capacity/negative «-1» -1 is too small for min → 0'],
    ],
    [
      'a string without its quotes',
      [['id: "1234567890123456"', 'id: 1234567890123456']],
      [
        'schema/type «1234567890123456» 1234567890123456 is a number, and id is a string → "1234567890123456"',
      ],
    ],
    [
      'a truth value of an older YAML',
      [['appendOnly: true', 'appendOnly: yes']],
      ['schema/type «yes» yes is a string, and appendOnly is true or false → true'],
    ],
    [
      'one item where a list is wanted',
      [['publishTo: [cn-hangzhou/mirror, cn-beijing/mirror]', 'publishTo: cn-hangzhou/mirror']],
      [
        'schema/type «cn-hangzhou/mirror» cn-hangzhou/mirror is a string, and publishTo is a list → [cn-hangzhou/mirror]',
      ],
    ],
    [
      'a block without its content',
      [[`\n            capacity: {owner: iac, ${serve}}`, '']],
      [
        'schema/type «mirror-serve» mirror-serve has no value, and is a map → a map such as {capacity: {owner: autoscaler, min: 2, max: 6}}',
      ],
    ],
    [
      'an empty block that may be empty',
      [['redis: {memoryGiB: 4}', 'redis:']],
      ['schema/type «redis» redis has no value, and is a map → {}'],
    ],
    [
      'a word that is none of the allowed ones',
      [['owner: schedule', 'owner: shedule']],
      ['schema/enum «shedule» shedule is none of the words that owner takes → schedule'],
    ],
    [
      'a word of the wrong type fails once, not as an enum, too',
      [['owner: schedule', 'owner: 7']],
      ['schema/type «7» 7 is a number, and owner is a string → "7"'],
    ],
    [
      'a string of the wrong form',
      [['cidr: 10.18.0.0/16', 'cidr: ten']],
      ['schema/pattern «ten» ten is not an IPv4 range such as 10.17.0.0/16 → 10.17.0.0/16, for example'],
    ],
    [
      'a name of the wrong form',
      [['          git-backup: {', '          Git_Backup: {']],
      [
        'schema/pattern «Git_Backup» Git_Backup is not a name of at most 30 lower-case letters, digits and inner hyphens → git-backup',
      ],
    ],
    [
      'a list without items',
      [['[cn-beijing-k, cn-beijing-l]', '[]']],
      ['network/zones-missing «[]» zones has 0 items → [cn-hangzhou-i, cn-hangzhou-j], for example'],
    ],
    [
      'an item that is there twice',
      [['[ecs.g8i.large]', '[ecs.g8i.large, ecs.g8i.large]']],
      ['schema/duplicate «ecs.g8i.large» ecs.g8i.large is there twice → each only once'],
    ],
    [
      'a map that needs a key',
      [['listeners: {http: 80}', 'listeners: {}']],
      ['schema/range «listeners» listeners needs 1 key at least → http: 80'],
    ],
    [
      'a duration of the wrong form',
      [
        [
          'owner: schedule, min: 3, max: 16}',
          'owner: schedule, min: 3, max: 16}\n            drain: 15 minutes',
        ],
      ],
      ['schema/pattern «15 minutes» 15 minutes is not a duration such as 90s, 15m or 1h30m → 15m'],
    ],
    [
      'a date that Pulumi has written back as a time',
      [['renewed: 2026-11-22,', 'renewed: 2026-11-22 00:00:00 +0000 UTC,']],
      [
        'schema/pattern «2026-11-22 00:00:00 +0000 UTC» 2026-11-22 00:00:00 +0000 UTC is not a date such as 2026-11-22 → 2026-11-22',
      ],
    ],
    [
      'another version, whose words may be others',
      [
        ['version: 1', 'version: 2'],
        ['owner: schedule', 'keeper: schedule'],
      ],
      [
        'schema/version «2» version 2 is of a newer Skerry than this one, which reads version 1 → a Skerry that reads version 2: its words may mean something else here',
      ],
    ],
    [
      'no version',
      [['    version: 1\n', '']],
      [
        'schema/version «skerry:site» version is missing, which says what the words of the site mean → version: 1',
      ],
    ],
    [
      'the site under a misspelt key',
      [['  skerry:site:', '  skerry:sites:']],
      ['schema/unknown-key «skerry:sites» skerry:sites is not the site → skerry:site'],
    ],
    [
      'a secret in plain text',
      [['skerry:gitHostKeys: {secure: "v1:…"}', 'skerry:gitHostKeys: hunter2']],
      [
        'secret/plaintext «skerry:gitHostKeys» skerry:gitHostKeys is not encrypted, and all beside the site are secrets → skerry secret set <stack> gitHostKeys',
      ],
    ],
    [
      'a secret inside the site',
      [['hostKeys: gitHostKeys', 'hostKeys: {secure: "v1:abc"}']],
      [
        'secret/inside-site «{secure: "v1:abc"}» a secret inside the site loses its secrecy when the program reads it → a secret beside skerry:site, and its name here',
      ],
    ],
    [
      'a key at the top of the file',
      [['config:\n', 'colour: red\nconfig:\n']],
      ['schema/unknown-key «colour» colour is no word of the file → leave colour out'],
    ],
  ];
  it.each(rows)('is told once: %s', (_, edits, expected) => {
    expect(told('cloud', ...edits)).toEqual(expected);
  });

  it('is told beside all others, by place', () => {
    expect(
      told(
        'cloud',
        ['owner: schedule', 'owner: shedule'],
        [serve, 'min: -1, mxa: 6'],
        ['stage:', 'stag:'],
      ).map((line) => line.split(' ').slice(0, 2).join(' ')),
    ).toEqual([
      'schema/unknown-key «stag»',
      'capacity/negative «-1»',
      'schema/unknown-key «mxa»',
      'schema/enum «shedule»',
    ]);
  });
});

describe('whatever is wrong with a value, the fix is something that one could write', () => {
  const rows: [what: string, edits: Edit[], fix: string][] = [
    ['not a number at all', [['memoryGiB: 4', 'memoryGiB: much']], 'a number such as 2'],
    ['too small a number', [['memoryGiB: 4', 'memoryGiB: 0']], '2, for example'],
    ['too large a number', [['memoryGiB: 4', 'memoryGiB: 513']], '512'],
    ['a word that is near to none', [['owner: schedule', 'owner: nobody']], 'autoscaler'],
    [
      'a word of another block',
      [[`{owner: iac, ${serve}}`, `{owner: iac, ${serve}}\n            min: 2`]],
      'capacity: {min: …}',
    ],
    [
      'a map for a string',
      [['upstream: "https://repo.packagist.org"', 'upstream: {url: x}']],
      'a string such as "https://repo.packagist.org"',
    ],
    ['capitals', [['git: {backup', 'git: {host: OSS_hz, backup']], 'oss-hz'],
  ];
  it.each(rows)('%s', (_, edits, fix) => {
    expect(analyseEdited('cloud', edits).diagnostics.map((diagnostic) => diagnostic.fix)).toEqual([fix]);
  });

  it('a site without a region', () => {
    const { diagnostics } = analyseText(
      'config: {skerry:site: {version: 1, stage: production, platform: local, regions: {}}}',
    );
    expect(diagnostics.map((diagnostic) => diagnostic.fix)).toEqual([
      'name: {network: {zones: [cn-hangzhou-i, cn-hangzhou-j]}}',
    ]);
  });
});

describe('a stack file', () => {
  it('may have what Pulumi and its providers keep in it', () => {
    const { diagnostics } = analyseEdited('local', [
      [
        'config:\n',
        [
          'encryptionsalt: v1:abc',
          'secretsprovider: passphrase',
          'encryptedkey: abc',
          'environment: [shared]',
          'config:',
          '  aws:region: eu-central-1',
          '  other:object: {any: [thing]}',
          '',
        ].join('\n'),
      ],
    ]);
    expect(diagnostics).toEqual([]);
  });

  it('without a site says so', () => {
    expect(analyseText('config:\n  aws:region: x\n').diagnostics.map(({ message }) => message)).toEqual([
      'config has no skerry:site',
    ]);
  });

  it('may use schedules, whose date stands among them', () => {
    const { plan, diagnostics } = analyseEdited('cloud', []);
    expect(diagnostics).toEqual([]);
    const git = plan?.regions[0]?.groups.find(({ name }) => name === 'git');
    expect(git?.renewed).toBe('2026-11-22');
    expect(git?.schedules.map(({ name, desired }) => [name, desired])).toEqual([['night', 3]]);
  });
});
