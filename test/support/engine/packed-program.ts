import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { repositoryRoot } from '../../../setup/paths.ts';
import { TestProgram } from './program.ts';

const run = promisify(execFile);
const ROOT = repositoryRoot();

export interface Packed {
  filename: string;
  size: number;
  files: { path: string }[];
}

/** Packs a package as it lies there, into a folder; what is to be built for it is built. */
export async function pack(source: string, target: string, ...flags: string[]): Promise<Packed> {
  const text = await npm(source, 'pack', '--json', '--pack-destination', target, ...flags);
  const [packed] = JSON.parse(text.slice(text.indexOf('['))) as Packed[];
  if (!packed) throw new Error(`npm packed nothing: ${text}`);
  return packed;
}

/**
 * An example in an empty folder, where npm has installed the packed library with what that depends on. Only what it
 * takes from its user (the SDKs, Node) is linked instead: half a gigabyte that no test should copy.
 *
 * @param archives file names in `folder`, by package
 */
export async function installExample(
  name: string,
  folder: string,
  archives: Record<string, string>,
  linked: string[],
): Promise<TestProgram> {
  const example = join(ROOT, 'examples', name);
  const project = parse(readFileSync(join(example, 'Pulumi.yaml'), 'utf8')) as { name: string };
  const program = new TestProgram(project);
  const dependencies = Object.fromEntries(
    Object.entries(archives).map(([key, file]) => [key, `file:${join(folder, file)}`]),
  );
  program.write('package.json', JSON.stringify({ private: true, type: 'module', dependencies }));
  // Peers come by link; without a registry npm must not look for them.
  await npm(program.folder, 'install', '--offline', '--legacy-peer-deps', '--no-audit', '--no-fund');
  for (const key of linked) {
    const place = join(program.folder, 'node_modules', key);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', key), place);
  }
  return program;
}

/** Without what an outer npm has told its children of itself. */
async function npm(cwd: string, ...args: string[]): Promise<string> {
  const own = Object.entries(process.env).filter(([key]) => !key.toLowerCase().startsWith('npm_'));
  const env = Object.fromEntries([...own, ['NPM_CONFIG_UPDATE_NOTIFIER', 'false']]);
  return (await run('npm', args, { cwd, env, timeout: 240_000, maxBuffer: 16 * 1024 * 1024 })).stdout;
}
