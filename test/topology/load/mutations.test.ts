import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatJson } from '../../../topology/diagnostics/format/json.ts';
import { formatPretty } from '../../../topology/diagnostics/format/pretty.ts';
import { analyseText } from '../support/analyse.ts';
import { cloud } from '../support/sites.ts';

/** What people, editors and merges do to a file. */
const insertion = fc.oneof(
  fc.constantFrom(
    '\t',
    '\0',
    '"',
    "'",
    ': ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '&a ',
    '*a',
    '<<: *a',
    '!t ',
    '#',
    '\r\n',
    '\uFEFF',
    '\n  ',
    '\n---\n',
    '010',
    '浙',
  ),
  fc.string({ maxLength: 6, unit: 'binary' }),
);
const mutation = fc.record({
  at: fc.nat({ max: cloud.length }),
  remove: fc.nat({ max: 40 }),
  insert: insertion,
});

it('a stack file with anything wrong in it gives findings inside the file, and never a crash', () => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
      const text = mutations.reduce(
        (current, { at, remove, insert }) => current.slice(0, at) + insert + current.slice(at + remove),
        cloud,
      );
      const analysis = analyseText(text);
      for (const { range, frame, relatedRanges } of analysis.diagnostics) {
        for (const { start, end } of [
          range,
          ...(frame ? [frame] : []),
          ...(relatedRanges ?? []).map((other) => other.range),
        ]) {
          expect(start.offset).toBeGreaterThanOrEqual(0);
          expect(end.offset).toBeLessThanOrEqual(analysis.text.length);
          expect(end.offset).toBeGreaterThanOrEqual(start.offset);
          expect(start.line).toBeGreaterThanOrEqual(1);
          expect(start.column).toBeGreaterThanOrEqual(1);
        }
      }
      expect(analysis.plan === undefined).toBe(analysis.diagnostics.length > 0);
      formatPretty([analysis], { colour: true, width: 80, elapsedMs: 1 });
      JSON.parse(formatJson([analysis], { elapsedMs: 1 }));
    }),
    { numRuns: 200 },
  );
});
