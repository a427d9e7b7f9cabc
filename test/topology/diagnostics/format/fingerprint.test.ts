import { describe, expect, it } from 'vitest';
import { fingerprints } from '../../../../topology/diagnostics/format/fingerprint.ts';
import { analyseEdited, analyseText } from '../../support/analyse.ts';
import { cloud, edited, type Edit } from '../../support/sites.ts';

const mistakes: Edit[] = [
  ['min: 2, max: 6, desired: 3', 'min: 7, max: 6, desired: 3'],
  ['zones: [cn-hangzhou-i, cn-hangzhou-k]', 'zones: [cn-hangzhou-i, cn-beijing-k]'],
];

const of = (text: string, path?: string): string[] => [
  ...fingerprints([analyseText(text, path)], (file) => file).values(),
];

const before = edited(cloud, mistakes);

describe('what makes a finding the same one in the next run', () => {
  it('stays when lines come above it, or move within', () => {
    const moved = before.replace('config:\n', '# one\n# two\n\nconfig:\n').replace('redis: {', 'redis:   {');
    expect(of(moved)).toEqual(of(before));
  });

  it('stays when the value is another wrong one', () => {
    expect(of(before.replace('min: 7', 'min: 9'))).toEqual(of(before));
  });

  it('stays when another item comes before it in a list', () => {
    const longer = before.replace(
      '[cn-hangzhou-i, cn-beijing-k]',
      '[cn-hangzhou-h, cn-hangzhou-i, cn-beijing-k]',
    );
    expect(of(longer)).toEqual(of(before));
  });

  it('stays when a mistake above it is mended', () => {
    const [, min] = of(before);
    expect(of(before.replace('cn-beijing-k]', 'cn-hangzhou-k]'))).toEqual([min]);
  });

  it('differs by file, rule and place', () => {
    expect(new Set([...of(before), ...of(before, 'stacks/Pulumi.other.yaml')]).size).toBe(4);
  });

  it('differs between two that are alike in all else', () => {
    const twice = [...of(cloud.replace('deny: [198.51.100.0/24]', 'deny: [a, a]'))];
    expect(twice.length).toBeGreaterThan(1);
    expect(new Set(twice).size).toBe(twice.length);
  });

  it('knows a mistake in the YAML by its text', () => {
    const broken = analyseEdited('cloud', [
      ['zones: [cn-hangzhou-i, cn-hangzhou-k]', 'zones: [cn-hangzhou-i'],
    ]);
    expect(broken.diagnostics.map(({ code }) => code)).toEqual(['yaml/syntax']);
    expect(of(`# one\n${broken.text}`)).toEqual(of(broken.text));
  });
});
