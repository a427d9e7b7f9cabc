import { isAlias, isMap, isPair, isScalar, visit, type Document, type YAMLError } from 'yaml';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { keyText, type Locator } from './locate.ts';

type Problem = Pick<Diagnostic, 'code' | 'message' | 'allowed'> & { fix: string };

function problemAt(file: string, locator: Locator, start: number, end: number, problem: Problem): Diagnostic {
  return { ...problem, severity: 'error', file, pointer: '', range: locator.range(start, end) };
}

/**
 * What the YAML itself has wrong. One broken place makes the parser stumble on whatever follows, so of the syntax
 * errors only the first is told; keys that are there twice are told each.
 */
export function syntaxProblems(
  file: string,
  document: Document,
  locator: Locator,
  text: string,
): Diagnostic[] {
  const duplicates = document.errors.filter((error) => error.code === 'DUPLICATE_KEY');
  const syntax = document.errors.find((error) => error.code !== 'DUPLICATE_KEY');
  if (syntax) return [syntaxProblem(file, syntax, locator)];
  return [
    ...duplicates.map((error) => duplicateKey(file, error, document, locator, text)),
    ...document.warnings.map((warning) =>
      problemAt(file, locator, ...warning.pos, {
        code: 'yaml/tag',
        message: `${text.slice(...warning.pos)} is a tag that stack files don't know`,
        fix: 'the plain value, in quotes if it is a string',
      }),
    ),
    ...unclearScalars(file, document, locator),
  ];
}

function syntaxProblem(file: string, error: YAMLError, locator: Locator): Diagnostic {
  const told = wordings.find(
    ({ code, match }) => code === error.code && (match?.test(error.message) ?? true),
  );
  const message = `${error.message.charAt(0).toLowerCase()}${error.message.slice(1)}`;
  const fix = 'compare the indentation, the brackets and the quotes here with the lines before';
  return problemAt(file, locator, ...error.pos, { code: 'yaml/syntax', message, fix, ...told?.problem });
}

/** Where the parser's own words are about its grammar instead of what a person has typed. */
const wordings: { code: YAMLError['code']; match?: RegExp; problem: Partial<Problem> }[] = [
  {
    code: 'RESOURCE_EXHAUSTION',
    problem: {
      code: 'yaml/too-deep',
      message: 'nested too deeply to be read',
      fix: 'no brackets within brackets',
    },
  },
  {
    code: 'TAB_AS_INDENT',
    problem: { message: 'a tab indents this line, and YAML takes only spaces', fix: 'spaces' },
  },
  { code: 'BAD_SCALAR_START', problem: { fix: 'quotes around the value' } },
  {
    code: 'BAD_INDENT',
    match: /^Flow sequence/,
    problem: { message: "the list that begins before isn't closed", fix: 'a ] at its end' },
  },
  {
    code: 'BAD_INDENT',
    match: /^Flow map/,
    problem: { message: "the map that begins before isn't closed", fix: 'a } at its end' },
  },
  {
    code: 'MISSING_CHAR',
    match: /quote$/,
    problem: { message: "the string that begins before isn't closed", fix: 'a quote at its end' },
  },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    problem: {
      message: 'a key: value begins within another value',
      fix: 'a line of its own, or quotes around a value that has a colon',
    },
  },
];

function duplicateKey(
  file: string,
  error: YAMLError,
  document: Document,
  locator: Locator,
  text: string,
): Diagnostic {
  const [start] = error.pos;
  let key = text.slice(...error.pos);
  let end = error.pos[1];
  let first: number | undefined;
  visit(document, {
    Map(_, map) {
      const twin = map.items.find((pair) => isScalar(pair.key) && pair.key.range?.[0] === start);
      if (!twin) return undefined;
      key = keyText(twin.key);
      end = start + key.length;
      const original = map.items.find((pair) => keyText(pair.key) === key);
      if (isPair(original) && isScalar(original.key)) first = original.key.range?.[0];
      return visit.BREAK;
    },
  });
  const diagnostic = problemAt(file, locator, start, end, {
    code: 'yaml/duplicate-key',
    message: `${key} is there twice`,
    fix: 'one of the two',
  });
  if (first === undefined) return diagnostic;
  return {
    ...diagnostic,
    relatedRanges: [{ range: locator.range(first, first + key.length), message: 'the first is here' }],
  };
}

/** Numbers that Pulumi's YAML (Go's) reads in another way than YAML 1.2 does: octal by a leading 0, binary, and 1_000. */
const UNCLEAR_NUMBER = /^[-+]?(?:0[0-7]+|0b[01_]+|0[xo]?[0-9a-fA-F]*_[0-9a-fA-F_]*|[0-9][0-9_]*_[0-9_.]*)$/;

/** Times, and dates without their zeros: Pulumi's YAML makes other strings of them. Whole dates are let pass (same-value.ts). */
const UNCLEAR_TIME =
  /^(?!\d{4}-\d\d-\d\d$)\d{4}-\d{1,2}-\d{1,2}(?:[Tt ]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d*)?(?:Z|[-+]\d\d:\d\d)?)?$/;

function unclearScalars(file: string, document: Document, locator: Locator): Diagnostic[] {
  const found: Diagnostic[] = [];
  const add = (node: { range?: [number, number, number] | null | undefined }, problem: Problem) => {
    const [start, end] = node.range ?? [0, 0];
    found.push(problemAt(file, locator, start, end, problem));
  };
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) && pair.key.value === '<<') {
        add(pair.key, {
          code: 'yaml/merge-key',
          message: '<< would merge another map, which YAML 1.2 no longer has',
          fix: 'the keys themselves, or `defaults`',
        });
      }
    },
    Scalar(_, scalar) {
      const source = scalar.type === 'PLAIN' ? scalar.source : undefined;
      if (source === undefined) return;
      if (UNCLEAR_TIME.test(source)) {
        add(scalar, {
          code: 'yaml/unclear-time',
          message: `${source} is a time to Pulumi, which would write it in another way`,
          fix: `"${source}"`,
        });
      }
      if (UNCLEAR_NUMBER.test(source)) {
        add(scalar, {
          code: 'yaml/unclear-number',
          message: `${source} is one number to Pulumi and something else to YAML 1.2`,
          fix: 'plain decimal digits, or quotes if it is a string',
        });
      }
    },
    Alias(_, alias, path) {
      if (!isAlias(alias)) return;
      const target = alias.resolve(document);
      if (target && !path.includes(target)) return;
      add(alias, {
        code: target ? 'yaml/circular-alias' : 'yaml/unknown-anchor',
        message: target
          ? `*${alias.source} stands within &${alias.source}, and would contain itself`
          : `no anchor &${alias.source} comes before *${alias.source}`,
        fix: `the value itself, or quotes if it is a string: "*${alias.source}"`,
      });
    },
  });
  return found;
}

/** Whether the top of the document is a map, which everything else takes for granted. */
export function isMapDocument(document: Document): boolean {
  return isMap(document.contents);
}
