/**
 * Writes what is generated from the codes and the corpus: their documentation, and the examples that `skerry explain`
 * shows. `npm run codes`; a test fails when one is out of step.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpus } from './corpus.ts';
import { examplesOf } from './examples.ts';

const root = join(import.meta.dirname, '../..');
export const DOCUMENTED = join(root, 'docs/codes.md');
export const EXAMPLES = join(root, 'topology/codes/examples.json');

/** The text of `topology/codes/examples.json`. */
export function publishedExamples(): string {
  return `${JSON.stringify(examplesOf(corpus('bad')), null, 2)}\n`;
}

if (import.meta.main) {
  writeFileSync(EXAMPLES, publishedExamples());
  // Only now: the documentation shows them.
  const { codesInMarkdown } = await import('./markdown.ts');
  writeFileSync(DOCUMENTED, codesInMarkdown());
}
