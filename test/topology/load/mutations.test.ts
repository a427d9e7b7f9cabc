import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
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

/** What a program or a hurried person does to the values: one is deleted, renamed or becomes another. */
const change = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('delete', 'rename', 'replace', 'replace', 'nest'),
  key: fc.constantFrom('mni', 'gruops', 'platfrom', '__proto__', 'constructor', 'Bad_Name', 'x', ''),
  value: fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('"3"', '3', 'yes', 'cn-beijing', 'cn-hangzhou/git', -1, 1e9, null, [], {}, [[null]], {
      secure: 'v1:x',
    }),
  ),
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** Every place below a value: what holds it, and its key there. */
function places(value: unknown): { holder: object; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [{ holder: value, key }, ...places(member)]);
}

function changed(value: unknown, { at, kind, key: other, value: replacement }: Change): void {
  const all = places(value);
  const place = all[at % all.length];
  if (!place) return;
  const { holder, key } = place;
  const member: unknown = Reflect.get(holder, key);
  const put = (name: string, what: unknown) =>
    Object.defineProperty(holder, name, {
      value: what,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  if (kind === 'replace') put(key, structuredClone(replacement));
  else if (kind === 'nest') put(key, { [other]: member });
  else if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else {
    Reflect.deleteProperty(holder, key);
    if (kind === 'rename') put(other, member);
  }
}

it('a site with any values changed gives findings, each with a fix and a place, and never a crash', () => {
  const site = parse(cloud) as unknown;
  let partial = 0;
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
      const value = structuredClone(site);
      for (const one of changes) changed(value, one);
      const text = JSON.stringify(value, null, 2);
      const analysis = analyseText(text);
      const codes = analysis.diagnostics.map(({ code }) => code);
      if (analysis.site === undefined && codes.some((code) => !/^(?:schema|secret|yaml)/.test(code)))
        partial++;
      for (const { fix, range } of analysis.diagnostics) {
        expect(fix).toMatch(/\S/);
        expect(range.end.offset).toBeLessThanOrEqual(text.length);
      }
      expect(analysis.plan === undefined).toBe(
        analysis.diagnostics.some(({ severity }) => severity === 'error'),
      );
    }),
    { numRuns: 400, seed: 20261122 },
  );
  expect(partial).toBeGreaterThan(20);
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
      expect(analysis.plan === undefined).toBe(
        analysis.diagnostics.some(({ severity }) => severity === 'error'),
      );
      formatPretty([analysis], { colour: true, width: 80, elapsedMs: 1 });
      JSON.parse(formatJson([analysis], { elapsedMs: 1 }));
    }),
    { numRuns: 200 },
  );
});
