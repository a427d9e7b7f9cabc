import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { bundles, languageHost, type Bundle } from './bundle-table.ts';
import { replaceFile } from './files.ts';
import { lockDigest, markFile, sha256, type FileMark } from './fingerprint.ts';
import { repositoryRoot } from './paths.ts';
import { readStamp, staleness, writeStamp } from './stamp.ts';

/** CommonJS packages inside an ES module still ask for these. */
const banner = [
  `import { createRequire as __createRequire } from 'node:module';`,
  `import { dirname as __dirnameOf } from 'node:path';`,
  `import { fileURLToPath as __fileURLToPath } from 'node:url';`,
  `const require = __createRequire(import.meta.url);`,
  `const __filename = __fileURLToPath(import.meta.url);`,
  `const __dirname = __dirnameOf(__filename);`,
].join('\n');

/**
 * An ES module that imports a name of `http` makes Node read every property of it, and so load a WebSocket client with
 * all of undici: 13 MB of each process. `require` reads what is used.
 */
const leanHttp: Plugin = {
  name: 'lean-http',
  setup(build) {
    build.onResolve({ filter: /^(node:)?https?$/ }, ({ path, kind }) =>
      kind === 'require-call' ? undefined : { path: path.replace('node:', ''), namespace: 'lean-http' },
    );
    build.onLoad({ filter: /.*/, namespace: 'lean-http' }, ({ path }) => ({
      contents: `module.exports = require('node:${path}');`,
    }));
  },
};

/**
 * Marks each of our files before esbuild reads it. Packages are covered by the lock file's digest, which saves looking
 * at thousands of files.
 */
const marking = (root: string, marks: Map<string, FileMark>): Plugin => ({
  name: 'marking',
  setup(build) {
    build.onLoad({ filter: /./, namespace: 'file' }, ({ path }) => {
      const mark = path.includes(`${sep}node_modules${sep}`) ? undefined : markFile(path);
      if (mark) marks.set(relative(root, path), mark);
      return undefined;
    });
  },
});

/** The bundles that must be built, each with the reason. */
export function staleBundles(root: string, table: readonly Bundle[]): { bundle: Bundle; reason: string }[] {
  const lock = lockDigest(root);
  return table.flatMap((bundle) => {
    const reason = staleness(readStamp(stampPath(root, bundle)), root, recipe(bundle, lock));
    return reason ? [{ bundle, reason }] : [];
  });
}

/** Builds one bundle. Its file is replaced at once, and stamped last. */
export async function buildBundle(root: string, bundle: Bundle): Promise<void> {
  // Loading esbuild takes longer than finding out that nothing is to be done.
  const { build } = await import('esbuild');
  const made = recipe(bundle, lockDigest(root));
  const inputs = new Map<string, FileMark>();
  const { plugins, ...rest } = options(root, bundle);
  const { outputFiles } = await build({ ...rest, plugins: [...plugins, marking(root, inputs)] });
  // The map first: the file that names it comes last.
  const written = outputFiles.sort(
    (a, b) => Number(b.path.endsWith('.map')) - Number(a.path.endsWith('.map')),
  );
  for (const { path, contents } of written) replaceFile(path, contents);
  const outputs = written.map(({ path }) => join('dist', dirname(bundle.output), basename(path)));
  writeStamp(stampPath(root, bundle), root, made, Object.fromEntries(inputs), outputs);
}

/** Removes from `dist/` what no bundle of the table makes any longer; a release holds exactly what the table says. */
export function removeLeftovers(root: string, table: readonly Bundle[]): void {
  const expected = new Set(table.flatMap(({ output }) => [output, `${output}.map`]));
  for (const folder of new Set(table.map(({ output }) => dirname(output)))) {
    for (const name of listFolder(join(root, 'dist', folder))) {
      if (!expected.has(join(folder, name))) rmSync(join(root, 'dist', folder, name), { recursive: true });
    }
  }
}

const forNode = {
  platform: 'node',
  format: 'esm',
  target: 'node24',
  // A running program keeps its text, twice. Names stay, and lines short, for the sake of what errors print.
  minifyWhitespace: true,
  lineLimit: 160,
  banner: { js: banner },
} satisfies BuildOptions;

const forPage = {
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  minify: true,
} satisfies BuildOptions;

function options(root: string, bundle: Bundle) {
  return {
    absWorkingDir: root,
    entryPoints: [bundle.entry],
    outfile: join(root, 'dist', bundle.output),
    bundle: true,
    write: false,
    ...(bundle.browser ? forPage : forNode),
    sourcemap: bundle.sourcemap ? 'linked' : false,
    sourcesContent: false,
    legalComments: 'none',
    external: bundle.external ?? [],
    plugins: [leanHttp],
    logLevel: 'silent',
  } satisfies BuildOptions;
}

function recipe(bundle: Bundle, lock: string): string {
  return sha256(JSON.stringify([options('', bundle), lock]));
}

function stampPath(root: string, { output }: Bundle): string {
  return join(root, 'dist', '.stamps', `${output.replaceAll('/', '-')}.json`);
}

function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** `node setup/bundle.ts [OUTPUT…]` builds those (without any: all) whether stale or not, for work on one of them. */
if (import.meta.main) {
  const all = [...bundles, languageHost];
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !all.some(({ output }) => output === name));
  if (unknown.length > 0) {
    const known = all.map(({ output }) => output).join(', ');
    throw new Error(`no such bundle: ${unknown.join(', ')}; there are ${known}`);
  }
  for (const bundle of all) {
    if (wanted.length === 0 || wanted.includes(bundle.output)) await buildBundle(repositoryRoot(), bundle);
  }
}
