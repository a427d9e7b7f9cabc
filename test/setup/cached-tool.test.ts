import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detectTool, installTool } from '../../setup/cached-tool.ts';

describe('a tool in the cache', () => {
  let folder: string;
  let tool: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'skerry-cached-'));
    tool = join(folder, 'tool', '1.0.0', 'tool');
    await install('the tool');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const install = (content: string) =>
    installTool(tool, 'download', async (path) => {
      writeFileSync(path, content);
      mkdirSync(join(dirname(path), 'plugins'));
      writeFileSync(join(dirname(path), 'plugins', 'helper'), 'a helper');
      symlinkSync('tool', join(dirname(path), 'alias'));
      return '1.0.0';
    });
  const beside = (name: string) => join(dirname(tool), name);

  it('is there as it was put', () => {
    expect(detectTool(tool)).toEqual({ present: true, detail: `1.0.0, downloaded (${tool})` });
    expect(readdirSync(join(folder, 'tool'))).toEqual(['1.0.0']);
  });

  it.each([
    ['it was cut short', () => truncateSync(tool, 3)],
    ['it is empty', () => truncateSync(tool)],
    ['it is gone', () => rmSync(tool)],
    ['what came with it was cut short', () => truncateSync(beside('plugins/helper'), 3)],
    ['what came with it is gone', () => rmSync(beside('alias'))],
    ['its record was cut short', () => truncateSync(beside('origin.json'), 9)],
    ['its record is gone', () => rmSync(beside('origin.json'))],
    ['its record is of another form', () => writeFileSync(beside('origin.json'), '[]')],
  ])('counts as missing when %s, and can be made anew', async (_, harm) => {
    harm();
    expect(detectTool(tool)).toMatchObject({ present: false });
    await install('the tool');
    expect(detectTool(tool)).toMatchObject({ present: true });
  });

  it('may have company that set-up adds later', () => {
    writeFileSync(beside('added'), '');
    expect(detectTool(tool)).toMatchObject({ present: true });
  });

  it('is one whole installation or another, however many are made at once', async () => {
    const names = Array.from({ length: 8 }, (_, number) => `tool ${number}`);
    await Promise.all(names.map((name) => install(name)));
    expect(names).toContain(readFileSync(tool, 'utf8'));
    expect(detectTool(tool)).toMatchObject({ present: true });
    expect(readdirSync(join(folder, 'tool'))).toEqual(['1.0.0']);
  });

  it('leaves nothing when its making fails', async () => {
    rmSync(dirname(tool), { recursive: true });
    const made = installTool(tool, 'build', async (path) => {
      writeFileSync(path, 'half');
      throw new Error('no space left');
    });
    await expect(made).rejects.toThrow('no space left');
    expect(readdirSync(join(folder, 'tool'))).toEqual([]);
  });
});
