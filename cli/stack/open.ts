import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasRecords } from '../../providers/local/parts/record.ts';
import { writeAtomic } from '../../providers/local/state/files.ts';
import { enginePath, nodePath, pulumiHome } from '../../setup/paths.ts';
import { requireYaml } from '../check/require-yaml.ts';
import { missingForCloud } from '../engine/cloud.ts';
import type { Engine } from '../engine/engine.ts';
import {
  applyEnvironment,
  backendFolder,
  commonEnvironment,
  localEnvironment,
  passphraseFile,
  withoutAttributes,
  type EngineEnvironment,
} from '../engine/environment.ts';
import { makeSalt } from '../engine/salt.ts';
import { asCannotRun, cannotRun, refused } from '../failure.ts';
import { appendSalt, readSalt, readTopLevel } from '../secret/line.ts';
import { backendOf } from '../state/backend-of.ts';
import { editFile } from './edit-file.ts';
import { isLocal, platformsOf } from './platforms.ts';
import { Project } from './project.ts';

/** A stack of this clone. */
export interface Stack {
  project: Project;
  name: string;
  /** Its file. */
  file: string;
  /** Every region runs on this machine. */
  local: boolean;
  /** Of a local stack. */
  stateFolder: string;
}

/**
 * A stack that has parts on this machine, and the engine's state of them, is a local one, whatever its file says now.
 *
 * @throws {Failure} where there is no such stack, or nothing tells where it runs: its file is no YAML
 */
export function openStack(name: string, project: Project = new Project()): Stack {
  const file = project.requireStack(name);
  const stateFolder = project.stateFolder(name);
  let local = hasRecords(stateFolder) && existsSync(backendFolder(stateFolder));
  if (!local) {
    requireYaml(file, project.display(file));
    local = isLocal(platformsOf(readFileSync(file, 'utf8')));
  }
  return { project, name, file, local, stateFolder };
}

/**
 * The engine, set up for the stack: for a local one everything is made that is missing; for one in the clouds the
 * user's own environment decides.
 *
 * @param note told what was done that shows in the stack file
 * @throws {Failure} where something is missing that only the user can give
 */
export async function openEngine(stack: Stack, note: (text: string) => void): Promise<EngineFor> {
  // The engine reads it, too; and a salt that can't be read would be made anew.
  requireYaml(stack.file, stack.project.display(stack.file));
  const folders = { engine: enginePath(), node: nodePath(), home: pulumiHome() };
  if (!existsSync(folders.engine)) {
    throw cannotRun(`Pulumi's engine isn't at ${folders.engine}`, 'npm run setup');
  }
  const searchPath = process.env['PATH'] ?? '';
  const changes = stack.local
    ? await openLocal(stack, folders, searchPath, note)
    : await cloudEnvironment(folders, searchPath);
  const engine: Engine = {
    executable: folders.engine,
    cwd: stack.project.root,
    env: applyEnvironment(process.env, changes),
    stack: stack.name,
  };
  if (!stack.local) await requireCloud(stack, engine.env);
  await ensureSalt(stack, engine, note);
  return { engine, changes };
}

/**
 * The engine for a stack in the clouds, to read what is there: changes nothing, in the stack file neither.
 *
 * @throws {Failure} where something is missing that only the user can give
 */
export async function openEngineToRead(stack: Stack): Promise<Engine> {
  const folders = { engine: enginePath(), node: nodePath(), home: pulumiHome() };
  if (!existsSync(folders.engine)) {
    throw cannotRun(`Pulumi's engine isn't at ${folders.engine}`, 'npm run setup');
  }
  const env = applyEnvironment(process.env, await cloudEnvironment(folders, process.env['PATH'] ?? ''));
  await requireCloud(stack, env);
  return { executable: folders.engine, cwd: stack.project.root, env, stack: stack.name };
}

export interface EngineFor {
  engine: Engine;
  /** What of the environment the stack decides: `skerry env` prints it. */
  changes: EngineEnvironment;
}

async function openLocal(
  stack: Stack,
  folders: Parameters<typeof localEnvironment>[0],
  searchPath: string,
  note: (text: string) => void,
): Promise<EngineEnvironment> {
  for (const folder of [stack.stateFolder, folders.home]) {
    await asCannotRun(() => mkdir(folder, { recursive: true, mode: 0o700 }));
  }
  const salt = readSalt(readFileSync(stack.file, 'utf8'));
  const changes = localEnvironment(folders, stack.stateFolder, salt, searchPath);
  if (changes['PULUMI_CONFIG_PASSPHRASE_FILE'] === null) return changes;

  // A passphrase of the user's own goes before one made here.
  for (const name of ['PULUMI_CONFIG_PASSPHRASE', 'PULUMI_CONFIG_PASSPHRASE_FILE']) {
    const own = process.env[name];
    if (own !== undefined) {
      return { ...changes, PULUMI_CONFIG_PASSPHRASE: null, PULUMI_CONFIG_PASSPHRASE_FILE: null, [name]: own };
    }
  }
  const path = passphraseFile(stack.stateFolder);
  if (existsSync(path)) return changes;
  if (salt !== undefined) {
    throw refused(
      `the passphrase of ${stack.name} isn't here: ${stack.project.display(stack.file)} has an encryptionsalt, ` +
        `but there is no ${stack.project.display(path)}`,
      'bring that file back, or set PULUMI_CONFIG_PASSPHRASE; without secrets in the file, remove its encryptionsalt line',
    );
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeAtomic(path, `${randomBytes(32).toString('base64url')}\n`);
  note(`made a passphrase for ${stack.name}: ${stack.project.display(path)} (mode 0600)`);
  return changes;
}

async function cloudEnvironment(
  folders: Parameters<typeof commonEnvironment>[0],
  searchPath: string,
): Promise<EngineEnvironment> {
  const backend = withoutAttributes(await backendOf(process.env));
  return {
    ...commonEnvironment(folders, searchPath),
    ...(backend !== undefined && { PULUMI_BACKEND_URL: backend }),
  };
}

async function requireCloud(stack: Stack, env: NodeJS.ProcessEnv): Promise<void> {
  const missing = missingForCloud({
    backend: await backendOf(env),
    secretsProvider: readTopLevel(readFileSync(stack.file, 'utf8'), 'secretsprovider'),
    passphrase:
      env['PULUMI_CONFIG_PASSPHRASE'] !== undefined || env['PULUMI_CONFIG_PASSPHRASE_FILE'] !== undefined,
  });
  if (missing.length === 0) return;
  throw cannotRun(
    [`${stack.name} needs from your environment:`, ...missing.map((text) => `  ${text}`)].join('\n'),
  );
}

/**
 * The engine adds the salt of a passphrase to a stack file that has none, and respaces the whole file on the way: so it
 * is added here, as one line.
 */
async function ensureSalt(stack: Stack, engine: Engine, note: (text: string) => void): Promise<void> {
  const text = readFileSync(stack.file, 'utf8');
  const settled = readSalt(text) ?? readTopLevel(text, 'secretsprovider');
  if (settled !== undefined || /^https?:/.test((await backendOf(engine.env)) ?? '')) return;
  const salt = await makeSalt(engine);
  await editFile(stack.file, (now) => {
    if (readSalt(now) === undefined) return appendSalt(now, salt);
    throw refused(
      `${stack.project.display(stack.file)} was given an encryptionsalt by another run`,
      'run again',
    );
  });
  note(`added an encryptionsalt line to ${stack.project.display(stack.file)}: commit it`);
}
