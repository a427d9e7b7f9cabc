import type { Diagnostic } from '../diagnostic.ts';
import type { PathOf } from './places.ts';
import { advice, statement } from './prose.ts';
import { acceptance, isFailure, withExempted, type FailOn, type Report } from './report.ts';
import { element, xmlDocument, type Element } from './xml.ts';

export interface JunitOptions {
  /** Time that the checks took. */
  elapsedMs: number;
  failOn: FailOn;
  pathOf: PathOf;
}

/**
 * A test suite a file, in the dialect that Jenkins, GitLab and GitHub's actions read. What the command fails for is a
 * failed test, what is exempted a skipped one, any other finding a passed one with output; a file without findings is a
 * passed test.
 */
export function formatJunit(reports: readonly Report[], options: JunitOptions): string {
  const suites = reports.map((report) => suite(report, options));
  const sum = (name: string) => suites.reduce((total, { attributes }) => total + Number(attributes[name]), 0);
  const seconds = (options.elapsedMs / 1000).toFixed(3);
  const counts = { tests: sum('tests'), failures: sum('failures'), errors: 0, skipped: sum('skipped') };
  return xmlDocument(element('testsuites', { name: 'skerry check', ...counts, time: seconds }, suites));
}

function suite(report: Report, options: JunitOptions): Element {
  const path = options.pathOf(report.file);
  const seen = new Map<string, number>();
  const cases = withExempted(report).map((diagnostic) => testCase(diagnostic, path, seen, options.failOn));
  if (cases.length === 0) cases.push(element('testcase', { ...caseOf(path, 'skerry check'), time: 0 }));
  const count = (name: string) =>
    cases.filter(({ inside }) => typeof inside !== 'string' && inside[0]?.name === name).length;
  const counts = { tests: cases.length, failures: count('failure'), errors: 0, skipped: count('skipped') };
  return element('testsuite', { name: path, ...counts, time: 0 }, cases);
}

const caseOf = (path: string, name: string) => ({ classname: path, name, file: path });

function testCase(diagnostic: Diagnostic, path: string, seen: Map<string, number>, failOn: FailOn): Element {
  const { code, severity, pointer, range } = diagnostic;
  const { line, column } = range.start;
  const said = statement(diagnostic);
  const place = `${path}:${line}:${column}`;
  const told = [`${place} ${severity} ${code}`, said, ...advice(diagnostic)].join('\n');
  const accepted = acceptance(diagnostic);
  const result = accepted
    ? element('skipped', { message: `exempted until ${accepted.until}: ${accepted.reason}` }, told)
    : isFailure(severity, failOn)
      ? element('failure', { type: code, message: `${place} ${said}` }, told)
      : element('system-out', {}, told);
  // A test is known by its name from run to run: the pointer stays where lines move.
  const name = unique(`${code} ${pointer}`.trim(), seen);
  return element('testcase', { ...caseOf(path, name), line, time: 0 }, [result]);
}

function unique(name: string, seen: Map<string, number>): string {
  const nth = (seen.get(name) ?? 0) + 1;
  seen.set(name, nth);
  return nth === 1 ? name : `${name} (${nth})`;
}
