import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readSalt } from '../secret/line.ts';
import { ask, type Engine } from './engine.ts';

/** An `encryptionsalt` for the passphrase in the engine's environment: made by the engine, for a project thrown away. */
export async function makeSalt(engine: Engine): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'skerry-salt-'));
  try {
    await writeFile(join(folder, 'Pulumi.yaml'), 'name: skerry\nruntime: nodejs\n');
    const state = join(folder, 'state');
    await mkdir(state);
    const env = { ...engine.env, PULUMI_BACKEND_URL: pathToFileURL(state).href };
    await ask({ ...engine, cwd: folder, env }, ['stack', 'init', '--no-select']);
    const salt = readSalt(await readFile(join(folder, `Pulumi.${engine.stack}.yaml`), 'utf8'));
    if (salt === undefined) throw new Error('the engine made a stack without an encryptionsalt');
    return salt;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
