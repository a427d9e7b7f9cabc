import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue, codeOf, familyOf } from '../../../topology/codes/catalogue.ts';

const root = join(import.meta.dirname, '../../..');

/** Whatever is written as the code of a finding anywhere in the sources. */
function codesInSources(): Map<string, string> {
  const folders = ['topology', 'cli', 'library', 'components', 'stacks', 'capacity', 'policies'];
  const files = folders.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }));
  return new Map(
    files
      .filter((file) => !/^topology\/codes\/(?!schema-places\/)/.test(file))
      .flatMap((file) => {
        const text = readFileSync(join(root, file), 'utf8');
        const codes = text.matchAll(/\bcode: [^,\n]*?'([a-z]+\/[a-z-]+)'(?: : '([a-z]+\/[a-z-]+)')?/g);
        return Array.from(codes, ([, code, other]) => [code, other])
          .flat()
          .filter((code) => code !== undefined)
          .map((code) => [code, file] as const);
      }),
  );
}

describe('the catalogue of codes', () => {
  it('has each code once, of the form family/rule', () => {
    const codes = catalogue.map(({ code }) => code);
    expect(codes.filter((code, position) => codes.indexOf(code) !== position)).toEqual([]);
    expect(codes.filter((code) => !/^[a-z]+\/[a-z]+(?:-[a-z]+)*$/.test(code))).toEqual([]);
  });

  it('has each code that the sources name', () => {
    const found = [...codesInSources()];
    expect(found.length).toBeGreaterThan(100);
    expect(found.filter(([code]) => codeOf(code) === undefined)).toEqual([]);
  });

  // Those of attachments are held to their reasons by attachment.test.ts.
  it('knows no code that the sources do not', () => {
    const found = codesInSources();
    const templates = [
      'refresh/span',
      'maintenance/span',
      'yaml/too-large',
      'yaml/not-a-map',
      'yaml/too-many-aliases',
    ];
    expect(
      catalogue
        .filter(({ toldBy }) => toldBy !== 'cloud')
        .map(({ code }) => code)
        .filter((code) => !found.has(code) && !templates.includes(code)),
    ).toEqual([]);
  });

  it('says of each in sentences why it is, what is allowed and what to do', () => {
    const poor = catalogue.flatMap(({ code, summary, why, allowed, fix }) => [
      ...(/[^.]$/.test(summary) ? [] : [`${code}: a summary has no full stop`]),
      ...[why, allowed, fix].flatMap((text) => [
        ...(/^\S.*\.$/s.test(text) ? [] : [`${code}: no sentence: ${text}`]),
        ...(text.length <= 260 ? [] : [`${code}: too long: ${text}`]),
      ]),
      ...(/^[a-z*0-9.]/.test(why) ? [`${code}: a reason begins with a capital: ${why}`] : []),
    ]);
    expect(poor).toEqual([]);
  });

  it('cites tables with their date and source', () => {
    for (const { tables = [] } of catalogue) {
      for (const { date, source } of tables) {
        expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
        expect(source).not.toBe('');
      }
    }
  });

  it('names a family by what stands before the slash', () => {
    expect(familyOf('capacity/min-exceeds-max')).toBe('capacity');
  });
});
