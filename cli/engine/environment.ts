import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { quote } from '../../providers/local/supervisor/shell.ts';
import { publicPassphrase, publicSalt } from './passphrase.ts';

/** Variables to set, or (`null`) to unset, so that the engine works on a stack. */
export type EngineEnvironment = Record<string, string | null>;

export interface EngineFolders {
  /** The `pulumi` executable; its language host lies beside it. */
  engine: string;
  /** The pinned `node` executable. */
  node: string;
  /** `PULUMI_HOME` of local stacks. */
  home: string;
}

/** Folder of a local stack's engine state, in its state folder. */
export const backendFolder = (stateFolder: string): string => join(stateFolder, 'pulumi');

/** Passphrase of a local stack of the user's own; made once, mode 0600. */
export const passphraseFile = (stateFolder: string): string => join(stateFolder, 'keys', 'passphrase');

/**
 * What the engine needs for a stack all of whose regions are `local`: a backend in the stack's own state folder, and a
 * passphrase that nobody has to remember.
 *
 * @param salt `encryptionsalt` of the stack file
 * @param searchPath the present `PATH`
 */
export function localEnvironment(
  folders: EngineFolders,
  stateFolder: string,
  salt: string | undefined,
  searchPath: string,
): EngineEnvironment {
  const passphrase: EngineEnvironment =
    salt === publicSalt
      ? { PULUMI_CONFIG_PASSPHRASE: publicPassphrase, PULUMI_CONFIG_PASSPHRASE_FILE: null }
      : { PULUMI_CONFIG_PASSPHRASE: null, PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile(stateFolder) };
  return {
    ...commonEnvironment(folders, searchPath),
    PULUMI_HOME: folders.home,
    PULUMI_BACKEND_URL: fileBackend(backendFolder(stateFolder)),
    ...passphrase,
    SKERRY_STATE: dirname(stateFolder),
    // All plugins of a local stack are in the clone: never look for one in the network.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
  };
}

/**
 * URL of a backend in a folder. Its bucket library would keep attributes beside each file, in files that it writes in
 * place: one that a kill leaves torn makes the file beside it unreadable.
 */
export function fileBackend(folder: string): string {
  return `${pathToFileURL(folder).href}?metadata=skip`;
}

/** The same of a backend that the user's environment names; `undefined`: it may stay as it is. */
export function withoutAttributes(url: string | undefined): string | undefined {
  if (url?.startsWith('file://') !== true || /[?&]metadata=/.test(url)) return undefined;
  return `${url}${url.includes('?') ? '&' : '?'}metadata=skip`;
}

/** What the engine needs for any stack; backend, passphrase and cloud credentials stay the user's own. */
export function commonEnvironment(
  folders: Pick<EngineFolders, 'engine' | 'node'>,
  searchPath: string,
): EngineEnvironment {
  return {
    PATH: prepend([dirname(folders.engine), dirname(folders.node)], searchPath),
    PULUMI_SKIP_UPDATE_CHECK: 'true',
  };
}

/** The present environment with the stack's variables over it. */
export function applyEnvironment(base: NodeJS.ProcessEnv, changes: EngineEnvironment): NodeJS.ProcessEnv {
  const environment = { ...base };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete environment[name];
    else environment[name] = value;
  }
  return environment;
}

/** Lines for `eval` in any POSIX shell. */
export function renderExports(changes: EngineEnvironment): string[] {
  return Object.entries(changes).map(([name, value]) =>
    value === null ? `unset ${name}` : `export ${name}=${quote(value)}`,
  );
}

function prepend(folders: readonly string[], searchPath: string): string {
  const present = searchPath.split(':').filter((folder) => folder !== '' && !folders.includes(folder));
  return [...new Set(folders), ...present].join(':');
}
