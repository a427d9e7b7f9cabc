import { describe, expect, it } from 'vitest';
import { MAX_LENGTH, parseStackFile } from '../../../topology/load/parse.ts';

/** Problems in brief: code, place, message, fix. */
function problems(text: string): string[] {
  return parseStackFile('a.yaml', text).problems.map(({ code, range, message, fix, relatedRanges }) =>
    [
      `${code} ${range.start.line}:${range.start.column} ${message}`,
      ...(relatedRanges ?? []).map(
        (other) => `(${other.message} ${other.range.start.line}:${other.range.start.column})`,
      ),
      ...(fix === undefined ? [] : [`→ ${fix}`]),
    ].join(' '),
  );
}

describe('YAML that is not well formed gives one message', () => {
  const rows: [what: string, text: string, expected: string][] = [
    [
      'an open list',
      'a: [1, 2\nb: 3\n',
      "yaml/syntax 2:1 the list that begins before isn't closed → a ] at its end",
    ],
    [
      'an open map',
      'a: {b: 1\nc: 3\n',
      "yaml/syntax 2:1 the map that begins before isn't closed → a } at its end",
    ],
    [
      'an open string',
      'a: "x\nb: 2\n',
      "yaml/syntax 3:1 the string that begins before isn't closed → a quote at its end",
    ],
    ['a tab', 'a:\n\tb: 1\n', 'yaml/syntax 2:1 a tab indents this line, and YAML takes only spaces → spaces'],
    [
      'a colon in a value',
      'a: b: c\n',
      'yaml/syntax 1:4 a key: value begins within another value → a line of its own, or quotes around a value that has a colon',
    ],
    [
      'a reserved character',
      'a: @x\n',
      'yaml/syntax 1:4 plain value cannot start with reserved character @ → quotes around the value',
    ],
    [
      'a key twice',
      'a: 1\nb: {c: 1}\na: 2\n',
      'yaml/duplicate-key 3:1 a is there twice (the first is here 1:1) → one of the two',
    ],
    [
      'a key twice in a flow map',
      'b: {c: 1, c: 2}\n',
      'yaml/duplicate-key 1:11 c is there twice (the first is here 1:5) → one of the two',
    ],
    [
      'a tag',
      'a: !secret x\n',
      "yaml/tag 1:4 !secret is a tag that stack files don't know → the plain value, in quotes if it is a string",
    ],
    [
      'an alias of nothing',
      'a: *b\n',
      'yaml/unknown-anchor 1:4 no anchor &b comes before *b → the value itself',
    ],
    [
      'an alias within its own anchor',
      'a: &a [{b: *a}]\n',
      'yaml/circular-alias 1:12 *a stands within &a, and would contain itself → the value itself',
    ],
    [
      'a merge key',
      'a: &a {b: 1}\nc: {<<: *a}\n',
      'yaml/merge-key 2:5 << would merge another map, which YAML 1.2 no longer has → the keys themselves, or `defaults`',
    ],
    [
      'a list',
      '- a\n',
      'yaml/not-a-map 1:1 a stack file is a map with the key config; this is something else',
    ],
    ['nothing', '', 'yaml/not-a-map 1:1 a stack file is a map with the key config; this is something else'],
    [
      'NUL bytes',
      '\0\0',
      'yaml/not-a-map 1:1 a stack file is a map with the key config; this is something else',
    ],
    ['a hundred thousand brackets', '['.repeat(100_000), 'yaml/too-deep 1:'],
  ];
  it.each(rows)('%s', (_, text, expected) => {
    const told = problems(text);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(expected);
    expect(told[0]).toContain(' → ');
  });

  it.each(['010', '0b11', '1_000', '0x1_0'])('a number that Go reads differently: %s', (number) => {
    expect(problems(`a: ${number}\n`)).toEqual([
      `yaml/unclear-number 1:4 ${number} is one number to Pulumi and something else to YAML 1.2 → plain decimal digits, or quotes if it is a string`,
    ]);
  });

  it.each(['2026-11-22T10:00:00Z', '2026-11-22 10:00:00', '2026-11-22T10:00:00.5+08:00', '2026-1-2'])(
    'a time that Go writes differently: %s',
    (time) => {
      expect(problems(`a: ${time}\n`)).toEqual([
        `yaml/unclear-time 1:4 ${time} is a time to Pulumi, which would write it in another way → "${time}"`,
      ]);
    },
  );

  it.each(['"010"', '10', '0', '0x10', '0.5', '1e3', '2026-11-22', 'v1_0', '10.0.0.0/8'])(
    'and nothing is said of %s',
    (scalar) => {
      expect(problems(`a: ${scalar}\n`)).toEqual([]);
    },
  );

  it('refuses a file of ten megabytes at once', () => {
    const started = performance.now();
    expect(problems('a'.repeat(10_000_000))).toEqual([
      `yaml/too-large 1:1 10000000 characters are more than the ${MAX_LENGTH} that a stack file may have → several stacks, each with a file of its own`,
    ]);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('refuses aliases that expand to millions', () => {
    const bomb = ['a0: &a0 [x]'];
    for (let level = 1; level < 12; level++) {
      const aliases = Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ');
      bomb.push(`a${level}: &a${level} [${aliases}]`);
    }
    expect(problems(bomb.join('\n'))[0]).toContain('yaml/too-many-aliases');
  });
});

describe('YAML that is well formed', () => {
  it('keeps plain dates as they are written', () => {
    expect(parseStackFile('a.yaml', 'renewed: 2026-11-22\n').value).toEqual({ renewed: '2026-11-22' });
  });

  it('may use aliases', () => {
    expect(parseStackFile('a.yaml', 'a: &x [1]\nb: *x\n').value).toEqual({ a: [1], b: [1] });
  });

  it('may begin with a byte order mark and end its lines as on Windows', () => {
    const { value, locator } = parseStackFile('a.yaml', '\uFEFFa: 1\r\nb: 2\r\n');
    expect(value).toEqual({ a: 1, b: 2 });
    expect(locator.locate('/b').range.start).toMatchObject({ line: 2, column: 4 });
  });
});
