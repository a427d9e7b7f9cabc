import { describe, expect, it } from 'vitest';
import { formatGithub } from '../../../../topology/diagnostics/format/github.ts';
import { analyseText } from '../../support/analyse.ts';
import { local } from '../../support/sites.ts';
import { options, several } from './support.ts';

/** As the runner reads a command (actions/runner, ActionCommand.cs). */
function read(line: string) {
  const [, command = '', written = '', data = ''] = /^::([a-z]+) (.*?)::(.*)$/.exec(line) ?? [];
  const unescaped = (text: string) =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const properties = Object.fromEntries(
    written.split(',').map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      return [name, unescaped(value)];
    }),
  );
  return { command, properties, message: unescaped(data) };
}

describe('commands of GitHub Actions', () => {
  it('annotate each finding at its lines and columns', () => {
    const lines = formatGithub([several()], options).trimEnd().split('\n').map(read);
    expect(lines.map(({ command }) => command)).toEqual(['error', 'error', 'warning']);
    expect(lines[1]).toEqual({
      command: 'error',
      properties: {
        file: 'stacks/Pulumi.example.yaml',
        line: '37',
        endLine: '37',
        col: '41',
        endColumn: '41',
        title: 'capacity/min-exceeds-max',
      },
      message: 'min 7 exceeds max; max is 6 (37:49)\nfix: at most 6, or raise max',
    });
  });

  it('are none where nothing is wrong', () => {
    expect(formatGithub([analyseText(local)], options)).toBe('');
  });

  it('name the file from the root of the repository, with what separates properties escaped', () => {
    const [line = ''] = formatGithub([several()], { pathOf: () => 'a,b:c%/d.yaml' }).split('\n');
    expect(line).toContain('file=a%2Cb%3Ac%25/d.yaml,line=');
    expect(read(line).properties['file']).toBe('a,b:c%/d.yaml');
  });

  it('have no columns where a finding spans lines', () => {
    const { diagnostics, ...report } = several();
    const tall = diagnostics.map((diagnostic) => ({
      ...diagnostic,
      range: { ...diagnostic.range, end: { line: 99, column: 1, offset: 9999 } },
    }));
    const [line = ''] = formatGithub([{ ...report, diagnostics: tall }], options).split('\n');
    expect(read(line).properties).toEqual({
      file: 'stacks/Pulumi.example.yaml',
      line: '24',
      endLine: '99',
      title: 'network/zone-of-other-region',
    });
  });
});
