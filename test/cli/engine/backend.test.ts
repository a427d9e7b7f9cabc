import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkpointPath, openBackend } from '../../../cli/engine/backend.ts';

const sound = (stack: string) =>
  JSON.stringify({ version: 3, checkpoint: { stack, latest: { resources: [] } } });

describe('opening a file backend', () => {
  let backend: string;
  let checkpoint: string;

  beforeEach(() => {
    backend = mkdtempSync(join(tmpdir(), 'skerry-backend-'));
    checkpoint = checkpointPath(backend, 'skerry', 'local');
    mkdirSync(dirname(checkpoint), { recursive: true });
  });
  afterEach(() => rmSync(backend, { recursive: true }));

  const open = () => openBackend(backend, 'skerry', 'local');

  it('finds no stack in an empty one', async () => {
    expect(await open()).toEqual({ checkpoint: undefined });
  });

  it('leaves a sound stack as it is', async () => {
    writeFileSync(checkpoint, sound('local'));
    expect(await open()).toEqual({ checkpoint: { resources: 0, pending: [], outputs: {} } });
    expect(readFileSync(checkpoint, 'utf8')).toBe(sound('local'));
  });

  it.each(['', '{"version":3,"checkp', '\0\0\0'])(
    'takes the checkpoint before one that a power cut has left as %j, and keeps the torn one',
    async (torn) => {
      writeFileSync(checkpoint, torn);
      writeFileSync(`${checkpoint}.bak`, sound('local'));
      const { checkpoint: found, mended } = await open();
      expect(found).toBeDefined();
      expect(mended).toContain('the one before it is used');
      expect(readFileSync(checkpoint, 'utf8')).toBe(sound('local'));
      expect(readFileSync(`${checkpoint}.torn`, 'utf8')).toBe(torn);
    },
  );

  it('begins anew where both are torn', async () => {
    writeFileSync(checkpoint, '');
    writeFileSync(`${checkpoint}.bak`, '');
    const { checkpoint: found, mended } = await open();
    expect(found).toBeUndefined();
    expect(mended).toContain('begun anew');
    expect(existsSync(checkpoint)).toBe(false);
  });

  it('names the layout again where a power cut has emptied the file that does', async () => {
    const meta = join(backend, '.pulumi/meta.yaml');
    writeFileSync(meta, '');
    await open();
    expect(readFileSync(meta, 'utf8')).toBe('version: 1\n');

    writeFileSync(meta, 'version: 2\n');
    await open();
    expect(readFileSync(meta, 'utf8')).toBe('version: 2\n');
  });
});
