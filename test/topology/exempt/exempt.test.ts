import { describe, expect, it } from 'vitest';
import { analyse, type Analysis } from '../../../topology/analyse.ts';
import { checkSite } from '../../../topology/check-site.ts';
import { analyseEdited, NOW } from '../support/analyse.ts';
import { cloud, edited, type Edit } from '../support/sites.ts';

/** An error that may be exempted, on line 24; and a warning, on line 41. */
const oneZone: Edit = ['zones: [cn-hangzhou-i, cn-hangzhou-k]', 'zones: [cn-hangzhou-i]'];
const soon: Edit = ['renewed: 2026-11-22', 'renewed: 2025-11-25'];
const code = 'network/zones-of-production';

const codes = ({ diagnostics }: Analysis) => diagnostics.map((one) => [one.code, one.severity]);
const exempted = (analysis: Analysis) =>
  analysis.exempted.map((one) => [one.code, one.accepted.until, one.accepted.reason]);
const marked = ({ text }: Analysis, { range }: { range: Analysis['diagnostics'][number]['range'] }) =>
  text.slice(range.start.offset, range.end.offset);

/** The site with one zone, and a comment behind it or above. */
const behind = (comment: string) => analyseEdited('cloud', [[oneZone[0] + '}', `${oneZone[1]}} ${comment}`]]);
const above = (...lines: string[]) =>
  analyseEdited('cloud', [
    [
      '        network: {cidr: 10.17.0.0/16, zones: [cn-hangzhou-i, cn-hangzhou-k]}\n',
      `${lines.map((line) => `${line}\n`).join('')}        network: {cidr: 10.17.0.0/16, zones: [cn-hangzhou-i]}\n`,
    ],
  ]);
const inSite = (item: string, ...edits: Edit[]) =>
  analyseEdited('cloud', [['    account:', `    exempt: [${item}]\n    account:`], ...edits]);
const item = (at: string, until = '2026-12-31', of = code) =>
  `{code: ${of}, at: ${at}, until: ${until}, reason: OPS-1 full}`;

describe('a finding is accepted', () => {
  const comment = `# skerry-exempt: ${code} until 2026-12-31: OPS-1 full`;
  it.each([
    ['by a comment behind it', () => behind(comment)],
    ['by a comment above it', () => above(`        ${comment}`)],
    ['by a comment above other comments and blank lines', () => above(comment, '', '  # another')],
    ['by a block, at its place', () => inSite(item('regions/cn-hangzhou/network/zones'), oneZone)],
    ['by a block, above its place', () => inSite(item('regions/cn-hangzhou'), oneZone)],
    ['by a block, for the whole site', () => inSite(item('.'), oneZone)],
  ])('%s', (_, make) => {
    const analysis = make();
    expect(codes(analysis)).toEqual([]);
    expect(exempted(analysis)).toEqual([[code, '2026-12-31', 'OPS-1 full']]);
    expect(analysis.plan).toBeDefined();
  });

  it('with the place of the exemption', () => {
    const analysis = behind(comment);
    expect(marked(analysis, analysis.exempted[0]!.accepted)).toBe(comment);
    const block = inSite(item('.'), oneZone);
    expect(marked(block, block.exempted[0]!.accepted)).toBe(code);
  });

  it('to the end of its last day, by UTC', () => {
    const [path, text] = ['stacks/Pulumi.a.yaml', behind(comment).text];
    const at = (time: string) => codes(analyse({ path, text, now: new Date(time) }));
    expect(at('2026-12-31T23:59:59Z')).toEqual([]);
    expect(at('2027-01-01T00:00:00Z')).toEqual([
      [code, 'error'],
      ['exempt/expired', 'warning'],
    ]);
  });

  it('where it is a warning', () => {
    const warning = inSite(item('regions/cn-hangzhou', undefined, 'schedule/expires'), soon);
    expect([codes(warning), warning.exempted.length]).toEqual([[], 1]);
  });

  it('in a site that comes from no file, too', () => {
    const site = inSite(item('.'), oneZone).site;
    const checked = checkSite(site, {
      stack: 'a',
      secrets: new Set(['codeHostTokens', 'gitHostKeys', 'releaseKey']),
      now: NOW,
    });
    expect([checked.findings, checked.exempted.map((one) => one.code)]).toEqual([[], [code]]);
    expect(checked.plan).toBeDefined();
  });

  it('and nothing else: not the same on another line, nor another code on this one', () => {
    const other = analyseEdited('cloud', [
      oneZone,
      ['zones: [cn-beijing-k, cn-beijing-l]}', `zones: [cn-beijing-k]} ${comment}`],
    ]);
    expect(codes(other)).toEqual([[code, 'error']]);
    const two = behind(comment).text.replace('10.17.0.0/16', '10.18.0.0/16');
    expect(codes(analyse({ path: 'a.yaml', text: two, now: NOW }))).toEqual([
      ['network/cidr-overlap', 'error'],
    ]);
  });
});

describe('an exemption is a finding itself', () => {
  it.each([
    [
      'when it is over',
      `# skerry-exempt: ${code} until 2026-11-21: x`,
      'exempt/expired',
      /and what it was for is still there/,
    ],
    [
      'when its code is none',
      '# skerry-exempt: network/zone-of-production until 2026-12-31: x',
      'exempt/unknown-code',
      /the code of no finding/,
    ],
    [
      'without a reason',
      `# skerry-exempt: ${code} until 2026-12-31:`,
      'exempt/malformed',
      /has not a reason/,
    ],
    ['without a last day', `# skerry-exempt: ${code}: for ever`, 'exempt/malformed', /has not its last day/],
    ['without a code', '# skerry-exempt until 2026-12-31: x', 'exempt/malformed', /has not a code/],
    [
      'when its day is none',
      `# skerry-exempt: ${code} until 2026-11-31: x`,
      'exempt/malformed',
      /no day of the calendar/,
    ],
  ])('%s', (_, comment, expected, message) => {
    const analysis = behind(comment);
    const own = analysis.diagnostics.find((one) => one.code.startsWith('exempt/'));
    expect([own?.code, own?.message, own?.fix]).toEqual([
      expected,
      expect.stringMatching(message),
      expect.any(String),
    ]);
    expect(own && marked(analysis, own)).toBe(comment);
    // It exempts nothing.
    expect(codes(analysis)).toContainEqual([code, 'error']);
  });

  it.each([
    [
      'when its place is none',
      item('regions/cn-hangzou/network'),
      'exempt/not-found',
      'regions/cn-hangzhou/network',
      'regions/cn-hangzou/network',
    ],
    [
      'when its day is none',
      item('.', '2026-02-30'),
      'exempt/malformed',
      'the last day on which it holds, such as 2026-12-31',
      '2026-02-30',
    ],
    [
      'when it is over, with nothing left',
      item('.', '2026-11-21'),
      'exempt/expired',
      'leave it out: nothing is found there any more',
      code,
    ],
    ['when nothing is found there', item('.'), 'exempt/unused', 'leave it out', code],
    [
      'when its code can not be exempted',
      item('.', '2026-12-31', 'capacity/min-exceeds-max'),
      'exempt/not-allowed',
      'leave the exemption out, and mend what is found',
      'capacity/min-exceeds-max',
    ],
    [
      'when it is for an exemption',
      item('.', '2026-12-31', 'exempt/unused'),
      'exempt/not-allowed',
      'leave the exemption out, and mend what is found',
      'exempt/unused',
    ],
  ])('in the block %s', (_, written, expected, fix, at) => {
    const analysis = inSite(written);
    expect(analysis.diagnostics.map((one) => [one.code, one.fix, marked(analysis, one)])).toEqual([
      [expected, fix, at],
    ]);
  });

  it('when it stands at the wrong line, with the right one', () => {
    const wrong = analyseEdited('cloud', [
      oneZone,
      [
        '        redis: {memoryGiB: 4}\n',
        `        redis: {memoryGiB: 4} # skerry-exempt: ${code} until 2026-12-31: x\n`,
      ],
    ]);
    const unused = wrong.diagnostics.find((one) => one.code === 'exempt/unused');
    expect(unused?.message).toBe(`nothing of ${code} is found on line 25`);
    expect(unused?.relatedRanges?.map(({ range, message }) => [message, range.start.line])).toEqual([
      ['it is told here', 24],
    ]);
  });

  it('but not unused where words are wrong: what it is for may not have been looked at', () => {
    expect(codes(inSite(item('.'), ['stage: production', 'stagee: production']))).toEqual([
      ['schema/unknown-key', 'error'],
    ]);
  });

  it.each([
    'exempt: [{code: a/b}]',
    'exempt: nothing',
    'exempt: [{code: A, at: /x, until: soon, reason: ""}]',
  ])('of the schema: %s', (block) => {
    const found = codes(analyseEdited('cloud', [['    account:', `    ${block}\n    account:`]]));
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(([of]) => !of!.startsWith('schema/'))).toEqual([]);
  });
});

it('takes no notice of what is commented out', () => {
  const comment = `# skerry-exempt: ${code} until 2026-12-31: x`;
  expect(codes(behind(`# once: ${comment}`))).toEqual([[code, 'error']]);
});

it('takes the word in a string for what it is', () => {
  const text = edited(cloud, [
    [
      'upstream: "https://repo.packagist.org"',
      'upstream: "https://repo.packagist.org", only: ["a/b: # skerry-exempt x"]',
    ],
  ]);
  const { diagnostics } = analyse({ path: 'a.yaml', text, now: NOW });
  expect(diagnostics.filter((one) => one.code.startsWith('exempt/'))).toEqual([]);
});
