import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { byFamily, catalogue } from '../../../topology/codes/catalogue.ts';
import { exampleOfCode } from '../../../topology/codes/example.ts';
import { codesInMarkdown } from '../../../topology/codes/markdown.ts';
import { DOCUMENTED, EXAMPLES, publishedExamples } from '../../../topology/codes/publish.ts';
import { FAMILIES } from '../../../topology/codes/words.ts';

it('shows the examples of the corpus (else: npm run codes)', () => {
  expect(readFileSync(EXAMPLES, 'utf8')).toBe(publishedExamples());
});

it('documents what the catalogue says (else: npm run codes)', () => {
  expect(readFileSync(DOCUMENTED, 'utf8')).toBe(codesInMarkdown());
});

it('has an example of each code that a stack file can show, with something wrong and something right', () => {
  const without = catalogue.filter(({ code, toldBy }) => toldBy === undefined && !exampleOfCode(code));
  expect(without.map(({ code }) => code)).toEqual(['yaml/too-deep', 'yaml/too-large']);
  const poor = catalogue.filter(({ code }) => {
    const example = exampleOfCode(code);
    return example && (example.bad === example.good || !example.finding.includes(code));
  });
  expect(poor.map(({ code }) => code)).toEqual([]);
});

it('says of each family what it is about, and of no other', () => {
  expect(Object.keys(FAMILIES).sort()).toEqual([...byFamily().keys()].sort());
});
