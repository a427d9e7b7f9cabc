import { describe, expect, it } from 'vitest';
import { codeOf, catalogue } from '../../../topology/codes/catalogue.ts';
import { formatCode, formatCodes } from '../../../topology/codes/pretty.ts';

const shown = (code: string, width = 80, colour = false): string => {
  const known = codeOf(code);
  if (!known) throw new Error(`there is no ${code}`);
  return formatCode(known, { colour, width });
};

describe('a code on a terminal', () => {
  it.each([['capacity/platform-limit'], ['lb/port-in-use'], ['capacity/nothing-moves']])(
    'reads as recorded: %s',
    async (code) => {
      await expect(shown(code)).toMatchFileSnapshot(`golden/${code.replace('/', '-')}.txt`);
    },
  );

  it('keeps its own words within the terminal', () => {
    const [own = ''] = shown('network/zone-of-other-region', 50).split('\ntest/corpus');
    expect(own.split('\n').filter((line) => line.length > 50 && !/https?:/.test(line))).toEqual([]);
  });

  it('has colours where they are asked for alone', () => {
    const escape = '\u001B[';
    expect(shown('capacity/platform-limit', 80, true)).toContain(`${escape}31merror`);
    expect(shown('capacity/platform-limit')).not.toContain(escape);
  });
});

it('lists all codes by family, each on a line of its own', async () => {
  const listed = formatCodes(catalogue, { colour: false, width: 100 });
  await expect(listed).toMatchFileSnapshot('golden/all.txt');
});
