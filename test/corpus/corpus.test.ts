import { describe, expect, it } from 'vitest';
import { analyse, type Analysis } from '../../topology/analyse.ts';
import { catalogue } from '../../topology/codes/catalogue.ts';
import { corpus } from '../../topology/codes/corpus.ts';
import { CORPUS_TIME, findingOf } from '../../topology/codes/examples.ts';

const bad = corpus('bad').map((file) => ({ ...file, analysis: analysed(file.path, file.text) }));
const good = corpus('good');

function analysed(path: string, text: string): Analysis {
  return analyse({ path, text, now: CORPUS_TIME });
}

const found = ({ diagnostics }: Analysis): string[] =>
  diagnostics.map(({ code, range }) => `${range.start.line} ${code}`).sort();

/** `capacity/min-exceeds-max` of its path. */
const nameOf = (path: string): string => path.replace(/^test\/corpus\/\w+\//, '').replace(/\.yaml$/, '');
const familyOf = (path: string): string => nameOf(path).replace(/\/.*/, '');
const rows = bad.map((file) => [nameOf(file.path), file] as const);

/** Files in which one mistake is several: what groups have each, or a platform that lacks two words of one thing. */
const SEVERAL = new Set(['region/unknown-of-other-platform', 'group/machine-missing']);

describe('a bad stack file', () => {
  it.each(rows)('has the findings that its lines are marked with, and no other: %s', (_, file) => {
    expect(found(file.analysis)).toEqual(file.expected);
    const errors = file.analysis.diagnostics.filter(({ severity }) => severity === 'error');
    expect(file.analysis.plan === undefined).toBe(errors.length > 0);
  });

  it.each(rows)(
    'has none with the good lines in their place: %s',
    (_, { path, good: text, expectedInGood }) => {
      expect(found(analysed(path, text))).toEqual(expectedInGood);
    },
  );

  it('has two findings at most for its one mistake, each with a fix', () => {
    const many = bad.filter(({ path, expected }) => expected.length > 2 && !SEVERAL.has(nameOf(path)));
    expect(many.map(({ path }) => path)).toEqual([]);
    const all = bad.flatMap(({ analysis }) => analysis.diagnostics);
    expect(all.filter(({ fix = '' }) => fix.trim() === '')).toEqual([]);
  });

  it.each([...new Set(bad.map(({ path }) => familyOf(path)))])(
    'is told of as recorded: %s',
    async (family) => {
      const told = bad
        .filter(({ path }) => familyOf(path) === family)
        .flatMap(({ analysis }) => analysis.diagnostics.map((each) => findingOf(analysis.text, each)));
      await expect(`${told.join('\n\n')}\n`).toMatchFileSnapshot(`golden/${family}.txt`);
    },
  );
});

describe('a good stack file', () => {
  it.each(good.map((file) => [nameOf(file.path), file] as const))(
    'has no finding: %s',
    (_, { path, text }) => {
      const { diagnostics, plan } = analysed(path, text);
      expect(diagnostics).toEqual([]);
      expect(plan).toBeDefined();
    },
  );
});

describe('the corpus', () => {
  /** Thousands of brackets and millions of characters are not kept as files: test/topology/load makes them. */
  const MADE = ['yaml/too-deep', 'yaml/too-large'];

  it('expects every code of the catalogue somewhere, but for what no stack file shows', () => {
    const expected = new Set(bad.flatMap((file) => file.expected.map((mark) => mark.split(' ')[1])));
    const missing = catalogue.filter(({ code, toldBy }) => toldBy === undefined && !expected.has(code));
    expect(missing.map(({ code }) => code)).toEqual(MADE);
  });

  it('names its files by a code that they expect', () => {
    const wrong = bad.filter(
      ({ path, expected }) =>
        !expected.some((mark) => `${nameOf(path)}-`.startsWith(`${mark.split(' ')[1]}-`)),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});
