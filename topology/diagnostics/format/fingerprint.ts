import { createHash } from 'node:crypto';
import type { Diagnostic } from '../diagnostic.ts';
import type { PathOf } from './places.ts';
import { withExempted, type Report } from './report.ts';

/**
 * What makes a finding the same one in the next run, by diagnostic: rule, file and JSON pointer, so that it survives
 * lines that come or go above it, and a change of the value. Of an item in a list, the text stands for the position; of
 * several alike, the order.
 */
export function fingerprints(reports: readonly Report[], pathOf: PathOf): Map<Diagnostic, string> {
  const found = new Map<Diagnostic, string>();
  const seen = new Map<string, number>();
  for (const report of reports) {
    // With the exempted ones, so that an exemption changes nothing for the others.
    for (const diagnostic of withExempted(report)) {
      const identity = identityOf(diagnostic, report.text, pathOf);
      const nth = (seen.get(identity) ?? 0) + 1;
      seen.set(identity, nth);
      found.set(diagnostic, hashOf(`${identity}\n${nth}`));
    }
  }
  return found;
}

/** Longer texts are told apart by their beginning. */
const TEXT = 200;

function identityOf(diagnostic: Diagnostic, text: string, pathOf: PathOf): string {
  const { code, pointer, range } = diagnostic;
  const named = pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*');
  const byText = named !== pointer || pointer === '';
  const marked = text.slice(range.start.offset, Math.min(range.end.offset, range.start.offset + TEXT));
  return [code, pathOf(diagnostic.file), named, ...(byText ? [marked] : [])].join('\n');
}

/** 128 bits are enough against chance. */
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
