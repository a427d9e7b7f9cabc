import type { Diagnostic } from './diagnostic.ts';

/** By place, then by severity and code; what says the same of the same place is kept once. */
export function sortDiagnostics<D extends Diagnostic>(diagnostics: readonly D[]): D[] {
  const sorted = diagnostics.toSorted(
    (a, b) =>
      compare(a.file, b.file) ||
      a.range.start.offset - b.range.start.offset ||
      compare(a.severity, b.severity) ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
  return sorted.filter((diagnostic, position) => {
    const previous = sorted[position - 1];
    return !(
      previous &&
      previous.file === diagnostic.file &&
      previous.range.start.offset === diagnostic.range.start.offset &&
      previous.code === diagnostic.code &&
      previous.message === diagnostic.message
    );
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
