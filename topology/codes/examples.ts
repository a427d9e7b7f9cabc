import { analyse } from '../analyse.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { formatPretty } from '../diagnostics/format/pretty.ts';
import { withoutMarks, type CorpusFile } from './corpus.ts';
import type { Example } from './example.ts';
import { excerpt } from './excerpt.ts';

/** The present time for every file of the corpus. */
export const CORPUS_TIME = new Date('2026-11-22T12:00:00Z');

const WIDTH = 100;

/** For each code that the corpus expects somewhere, its example: from the file of its name, or else the first. */
export function examplesOf(files: readonly CorpusFile[]): Record<string, Example> {
  const found = new Map<string, { rank: number; example: Example }>();
  for (const file of files) {
    const analysis = analyse({ path: file.path, text: file.text, now: CORPUS_TIME });
    for (const diagnostic of analysis.diagnostics) {
      const { code } = diagnostic;
      const rank = file.path.endsWith(`/bad/${code}.yaml`) ? 0 : file.path.includes(`/bad/${code}-`) ? 1 : 2;
      const known = found.get(code);
      if (known && known.rank <= rank) continue;
      found.set(code, { rank, example: exampleOf(file, analysis.text, diagnostic) });
    }
  }
  const sorted = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([code, { example }]) => [code, example]));
}

function exampleOf(file: CorpusFile, text: string, diagnostic: Diagnostic): Example {
  const before = text.split('\n').map(withoutMarks);
  const after = file.good.split('\n');
  const ranges = [diagnostic.range, ...(diagnostic.relatedRanges ?? []).map(({ range }) => range)];
  const told = ranges.map(({ start }) => start.line - 1);
  const added = linesWithout(after, before);
  // Where something only goes, what stays is shown.
  const stays = told.map((line) => after.indexOf(before[line] ?? '')).filter((line) => line >= 0);
  return {
    file: file.path,
    bad: excerpt(before, [...told, ...linesWithout(before, after)]),
    finding: findingOf(text, diagnostic),
    good: excerpt(after, added.length > 0 ? added : stays),
  };
}

/** As `skerry check` prints it, without the summary. */
export function findingOf(text: string, diagnostic: Diagnostic): string {
  const report = { file: diagnostic.file, text, diagnostics: [diagnostic] };
  const output = formatPretty([report], { colour: false, width: WIDTH, elapsedMs: 0 });
  return output.slice(0, output.lastIndexOf('\n\n')).replaceAll(/ +# expect: .*$/gm, '');
}

/** Indexes of the lines that another text has not, but for its remarks. */
function linesWithout(lines: readonly string[], others: readonly string[]): number[] {
  const known = new Set(others);
  return lines.flatMap((line, index) => (known.has(line) || line.trim().startsWith('#') ? [] : [index]));
}
