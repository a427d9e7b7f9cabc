import { expect, it } from 'vitest';
import type { Diagnostic } from '../../../topology/diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../../../topology/diagnostics/sort.ts';

function diagnostic(offset: number, code: string, message = 'wrong', file = 'a.yaml'): Diagnostic {
  const position = { line: 1, column: offset + 1, offset };
  return { file, code, severity: 'error', message, pointer: '', range: { start: position, end: position } };
}

it('sorts by file and place, and tells the same only once', () => {
  const sorted = sortDiagnostics([
    diagnostic(9, 'x/b'),
    diagnostic(2, 'x/b'),
    diagnostic(2, 'x/a'),
    diagnostic(2, 'x/b'),
    diagnostic(0, 'x/a', 'wrong', 'b.yaml'),
  ]);
  expect(sorted.map(({ file, code, range }) => `${file} ${code} ${range.start.offset}`)).toEqual([
    'a.yaml x/a 2',
    'a.yaml x/b 2',
    'a.yaml x/b 9',
    'b.yaml x/a 0',
  ]);
});
