import { describe, expect, it } from 'vitest';
import { formatPretty } from '../../topology/diagnostics/format/pretty.ts';
import { analyseEdited } from './support/analyse.ts';
import type { Edit } from './support/sites.ts';

/** The whole output for each kind of bad input. After a wanted change: `npx vitest run test/topology/golden.test.ts -u`. */
const rows: [name: string, edits: Edit[], width?: number][] = [
  ['malformed-yaml', [['zones: [cn-hangzhou-i, cn-hangzhou-k]', 'zones: [cn-hangzhou-i, cn-hangzhou-k']]],
  ['unknown-key', [['        loadBalancers:', '        loadBalencers:']]],
  ['wrong-type', [['max: 16', 'max: "16"']]],
  ['min-exceeds-max', [['min: 3, max: 16', 'min: 20, max: 16']]],
  ['overlapping-cidrs', [['10.18.0.0/16', '10.17.128.0/17']]],
  [
    'zone-of-other-region',
    [['cn-hangzhou-k', 'cn-beijing-k']].map(([from, to]): Edit => [`${from}]`, `${to}]`]),
  ],
  ['unknown-region', [['      cn-beijing:\n', '      cn-bejing:\n']]],
  ['unknown-bucket', [['bucket: cn-hangzhou/git,', 'bucket: cn-hangzhou/gti,']]],
  ['unknown-group', [['group: mirror-serve', 'group: mirror-server']]],
  ['secret-inside-site', [['hostKeys: gitHostKeys', 'hostKeys: {secure: "v1:abc"}']]],
  ['duplicate-key', [['    stage: production', '    stage: production\n    stage: staging']]],
  [
    'several-at-once',
    [
      ['min: 3, max: 16', 'min: 20, max: 16'],
      ['cn-hangzhou-k]', 'cn-beijing-j]'],
      ['hostKeys: gitHostKeys', 'hostKeys: gitHostKey'],
    ],
  ],
  ['narrow-terminal', [['10.18.0.0/16', '10.17.128.0/17']], 50],
];

describe('the whole output for bad input', () => {
  it.each(rows)('%s', async (name, edits, width = 100) => {
    const output = formatPretty([analyseEdited('cloud', edits)], {
      colour: false,
      width,
      elapsedMs: 31,
      more: 'skerry check --help',
    });
    await expect(output).toMatchFileSnapshot(`golden/${name}.txt`);
  });
});
