import { describe, expect, it } from 'vitest';
import { formats, type Format } from '../../../../topology/diagnostics/format/formats.ts';
import { hostile, HOSTILE, options } from './support.ts';

/** The runner's own look for commands (actions/runner, ActionCommand.cs): version 2 at a line's beginning, 1 anywhere. */
const isCommand = (line: string): boolean =>
  /^\s*::[a-z-]+(?: [^\n]*)?::/i.test(line) || /##\w*\[[^\n]*\]/.test(line);

const CONTROL = /(?!\n)[\p{Cc}\p{Cs}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

describe('whatever a file says', () => {
  it.each(Object.keys(formats) as Format[])(
    'reaches neither terminal nor CI system as a command: %s',
    (format) => {
      const output = formats[format]([hostile()], options);
      expect(CONTROL.exec(output)).toBeNull();
      const commands = output.split('\n').filter(isCommand);
      // GitHub's format is commands, one a finding.
      const own =
        format === 'github' ? hostile().diagnostics.map(({ severity }) => `::${severity} file=stacks/`) : [];
      expect(commands.map((line) => line.slice(0, line.indexOf('/') + 1))).toEqual(own);
      expect(commands.filter((line) => line.includes('##['))).toEqual([]);
    },
  );

  it.each(['json', 'gitlab', 'sarif'] as const)('is whole in what programs read: %s', (format) => {
    const document: unknown = JSON.parse(formats[format]([hostile()], options));
    expect(JSON.stringify(document)).toContain(
      format === 'json' ? JSON.stringify(HOSTILE).slice(1, -1) : '[set-env',
    );
  });
});
