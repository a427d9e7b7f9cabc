import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { FailOn } from '../../../../topology/diagnostics/format/report.ts';
import { formatJunit } from '../../../../topology/diagnostics/format/junit.ts';
import { analyseText } from '../../support/analyse.ts';
import { local } from '../../support/sites.ts';
import { hostile, options, several } from './support.ts';

interface Node {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Node[];
}

/** By a parser that takes well-formed XML alone. */
function parsed(xml: string): Node {
  const parser = new SaxesParser();
  const top: Node = { name: '', attributes: {}, text: '', children: [] };
  const open = [top];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const node: Node = {
      name,
      attributes: { ...attributes },
      text: '',
      children: [],
    };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (text) => (open.at(-1)!.text += text));
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return top.children[0]!;
}

const clean = analyseText(local, 'stacks/Pulumi.clean.yaml');
const counts = ({ attributes: { tests, failures, errors, skipped } }: Node) =>
  [tests, failures, errors, skipped].map(Number);

describe('junit, parsed back', () => {
  const root = parsed(formatJunit([several(), clean], options));
  const [bad, good] = root.children;

  it('has a suite a file, and counts that are those of its tests', () => {
    expect(root.name).toBe('testsuites');
    expect(root.children.map(({ name, attributes }) => [name, attributes['name']])).toEqual([
      ['testsuite', 'stacks/Pulumi.example.yaml'],
      ['testsuite', 'stacks/Pulumi.clean.yaml'],
    ]);
    expect([root, bad!, good!].map(counts)).toEqual([
      [4, 2, 0, 0],
      [3, 2, 0, 0],
      [1, 0, 0, 0],
    ]);
    expect(root.attributes['time']).toBe('0.031');
  });

  it('has one passed test for a file without findings', () => {
    expect(good?.children.map(({ attributes, children }) => [attributes['name'], children])).toEqual([
      ['skerry check', []],
    ]);
  });

  it('tells place, finding and fix of a failure', () => {
    const [, min] = bad!.children;
    expect(min?.attributes).toMatchObject({
      classname: 'stacks/Pulumi.example.yaml',
      name: 'capacity/min-exceeds-max /config/skerry:site/regions/cn-hangzhou/groups/mirror-serve/capacity/min',
      file: 'stacks/Pulumi.example.yaml',
      line: '37',
    });
    expect(min?.children).toEqual([
      {
        name: 'failure',
        attributes: {
          type: 'capacity/min-exceeds-max',
          message: 'stacks/Pulumi.example.yaml:37:41 min 7 exceeds max; max is 6 (37:49)',
        },
        text: 'stacks/Pulumi.example.yaml:37:41 error capacity/min-exceeds-max\nmin 7 exceeds max; max is 6 (37:49)\nfix: at most 6, or raise max',
        children: [],
      },
    ]);
  });

  it.each<[FailOn, string[]]>([
    ['error', ['failure', 'failure', 'system-out']],
    ['warning', ['failure', 'failure', 'failure']],
    ['never', ['system-out', 'system-out', 'system-out']],
  ])('fails what the command fails for: %s', (failOn, results) => {
    const [suite] = parsed(formatJunit([several()], { ...options, failOn })).children;
    expect(suite?.children.map(({ children }) => children[0]?.name)).toEqual(results);
  });

  it('gives tests that would be called alike a number', () => {
    const report = several();
    const twice = { ...report, diagnostics: report.diagnostics.flatMap((one) => [one, one]) };
    const names = parsed(formatJunit([twice], options)).children[0]!.children.map(
      ({ attributes }) => attributes['name'],
    );
    expect(new Set(names).size).toBe(6);
  });

  it('is well-formed whatever the file says', () => {
    const [suite] = parsed(formatJunit([hostile()], options)).children;
    expect(suite?.children[0]?.children[0]?.attributes['message']).toContain('"<&>');
  });
});
