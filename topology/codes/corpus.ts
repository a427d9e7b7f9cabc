import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A stack file of `test/corpus`, which says itself what is found in it. */
export interface CorpusFile {
  /** Relative to the repository: `test/corpus/bad/capacity/min-exceeds-max.yaml`. */
  path: string;
  text: string;
  /** `line code`, sorted: what `# expect: CODE, CODE` at the ends of lines says. */
  expected: string[];
  /** The same without the mistake: `# good: …` in place of the line before it; several replace one, an empty one none. */
  good: string;
  /** What is found in that: nothing, but for what the good lines say themselves. */
  expectedInGood: string[];
}

const ROOT = join(import.meta.dirname, '../..');
const EXPECT = / *# expect: (.+)$/;
const GOOD = /^( *)# good:(?: (.*))?$/;

/** @param folder below `test/corpus`: `bad` or `good` */
export function corpus(folder: 'bad' | 'good', root: string = ROOT): CorpusFile[] {
  return globSync(`test/corpus/${folder}/**/*.yaml`, { cwd: root })
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, ...read(text.split('\n')) };
    });
}

function read(lines: readonly string[]): Pick<CorpusFile, 'expected' | 'good' | 'expectedInGood'> {
  const expected: string[] = [];
  const good: string[] = [];
  const expectedInGood: string[] = [];
  for (const [index, line] of lines.entries()) {
    const written = GOOD.exec(line);
    if (!written) {
      expected.push(...marksOf(line, index + 1));
      good.push(withoutMarks(line));
      continue;
    }
    if (!GOOD.test(lines[index - 1] ?? '')) good.pop();
    const [, indent = '', text] = written;
    if (text === undefined) continue;
    good.push(withoutMarks(`${indent}${text}`));
    expectedInGood.push(...marksOf(text, good.length));
  }
  return { expected: expected.sort(), good: good.join('\n'), expectedInGood: expectedInGood.sort() };
}

const marksOf = (line: string, number: number): string[] =>
  (EXPECT.exec(line)?.[1]?.split(', ') ?? []).map((code) => `${number} ${code}`);

/** A line as it would be written without saying what is found in it. */
export function withoutMarks(line: string): string {
  return line.replace(EXPECT, '');
}
