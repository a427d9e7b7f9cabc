import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markFiles, readStamp, staleness, writeStamp } from '../../setup/stamp.ts';

describe('a stamp', () => {
  let root: string;
  let stamp: string;
  const write = (name: string, text: string) => writeFileSync(join(root, name), text);
  const look = (recipe = 'r1') => staleness(readStamp(stamp), root, recipe);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'skerry-stamp-'));
    stamp = join(root, 'stamp.json');
    write('in.ts', 'one');
    write('out.js', 'made of one');
    writeStamp(stamp, root, 'r1', markFiles(root, ['in.ts']), ['out.js']);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('asks for nothing while nothing has changed', () => {
    expect(look()).toBeUndefined();
  });

  it('is not misled by new times alone, as a checkout gives them', () => {
    utimesSync(join(root, 'in.ts'), new Date(0), new Date(0));
    expect(look()).toBeUndefined();
  });

  it('sees a change that keeps the size', () => {
    write('in.ts', 'two');
    utimesSync(join(root, 'in.ts'), new Date(0), new Date(0));
    expect(look()).toBe('in.ts has changed');
  });

  it('sees an input that is gone', () => {
    rmSync(join(root, 'in.ts'));
    expect(look()).toBe('in.ts has changed');
  });

  it('sees an output that is gone or was edited', () => {
    write('out.js', 'edited');
    expect(look()).toBe('out.js is missing or was changed by hand');
    rmSync(join(root, 'out.js'));
    expect(look()).toBe('out.js is missing or was changed by hand');
  });

  it('sees other tools', () => {
    expect(look('r2')).toBe('its tools or options have changed');
  });

  it.each([
    ['absent', undefined],
    ['empty', ''],
    ['cut short', '{"recipe":"r1","inp'],
    ['of another form', '{"recipe":1}'],
  ])('counts as not built where it is %s', (_, text) => {
    if (text === undefined) rmSync(stamp);
    else writeFileSync(stamp, text);
    expect(look()).toBe('not built yet');
  });
});
