import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publish, sweepTemporary, temporaryName } from './files.ts';
import type { Detection } from './step.ts';

/** Beside every cached tool: where it came from, and what shows that it is whole. Written before the folder is named. */
export interface Origin {
  source: 'path' | 'download' | 'build' | 'npm' | 'pypi';
  /** As the tool itself says. */
  version: string;
  /** Bytes. */
  size: number;
  /** As above, of the files that came with it (an engine's language hosts), by their paths in its folder. */
  company: Record<string, number>;
  /** Milliseconds since 1970; only of a tool outside the cache, which others may replace. */
  modified?: number;
}

/** Looks at the tool without starting it: an existing name alone says little, its size and origin say enough. */
export function detectTool(path: string): Detection {
  const origin = readOrigin(path);
  if (!origin) return { present: false, reason: `not in the cache (${path})` };
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return { present: false, reason: `${path} is gone, or what it points to` };
  if (stat.size !== origin.size || (origin.modified !== undefined && stat.mtimeMs !== origin.modified)) {
    return { present: false, reason: `${path} is not what set-up has put there` };
  }
  const changed = Object.entries(origin.company).find(
    ([name, size]) => sizeOf(join(dirname(path), name)) !== size,
  );
  if (changed)
    return { present: false, reason: `${changed[0]}, which came with ${path}, is missing or changed` };
  return { present: true, detail: `${origin.version}, ${describe(origin.source)} (${path})` };
}

/** `undefined` where there is none, or one that was torn. */
export function readOrigin(path: string): Origin | undefined {
  try {
    const found = JSON.parse(readFileSync(originPath(dirname(path)), 'utf8')) as Partial<Origin> | null;
    // Caches of earlier versions don't tell of any company.
    return found?.source ? ({ company: {}, ...found } as Origin) : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Fills a new folder by `fill` (which gives the version that the tool says of itself) and puts it into the place of the
 * tool's own. Until then the cache shows nothing of it.
 */
export async function installTool(
  path: string,
  source: Origin['source'],
  fill: (temporaryPath: string) => Promise<string>,
): Promise<void> {
  const folder = dirname(path);
  sweepTemporary(folder);
  const temporary = temporaryName(folder);
  const inside = join(temporary, path.slice(folder.length + 1));
  mkdirSync(temporary, { recursive: true });
  try {
    const version = await fill(inside);
    const { size, mtimeMs } = statSync(inside);
    const modified = source === 'path' ? { modified: mtimeMs } : {};
    const origin: Origin = { source, version, size, ...modified, company: companyOf(inside) };
    writeFileSync(originPath(temporary), `${JSON.stringify(origin)}\n`);
    publish(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function companyOf(path: string): Record<string, number> {
  const folder = dirname(path);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    names.flatMap((name) => {
      const size = sizeOf(join(folder, name));
      return size === undefined || join(folder, name) === path ? [] : [[name, size]];
    }),
  );
}

/** Of a file, or of the one that a link leads to. */
function sizeOf(path: string): number | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? stat.size : undefined;
}

function originPath(folder: string): string {
  return join(folder, 'origin.json');
}

function describe(source: Origin['source']): string {
  const words = {
    path: 'found on PATH',
    download: 'downloaded',
    build: 'built from Go modules',
    npm: 'from npm',
    pypi: 'from PyPI',
  };
  return words[source];
}
