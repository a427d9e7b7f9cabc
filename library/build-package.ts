/**
 * Builds what `npm pack` packs: the library as JavaScript with declarations, because Node strips no types below
 * node_modules. Of the repository only what the entries reach, under the same paths.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const output = join(root, 'dist', 'package');
/** Replaces the old one at once: whoever packs at the same time gets the one or the other. */
const building = `${output}.${process.pid}`;

const ENTRIES = ['index', 'aws', 'alicloud', 'checks'];

/** Read by the code at run time, or made by set-up. */
const FILES = [
  'components/platforms/aws/boot/boot.py',
  'components/platforms/alicloud/boot/boot.py',
  'topology/schema/compiled/stack-file.js',
  'topology/schema/compiled/stack-file.d.ts',
  'dist/agent/agent.js',
  'dist/first-release.json',
  ...globSync('dist/first-release/*', { cwd: root }),
];

function compile(): void {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const project = join(root, 'library', 'tsconfig.package.json');
  execFileSync(process.execPath, [compiler, '-p', project, '--outDir', building], { stdio: 'inherit' });
}

/** Declarations keep the names of sources, which are not there. */
function nameModules(): void {
  for (const path of globSync(join(building, '**/*.d.ts'))) {
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replaceAll(/((?:from|import\() ?['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2'));
  }
}

/** Everything that the entries import, files of code and of declarations each by their own. */
function reached(extension: '.js' | '.d.ts'): Set<string> {
  const found = new Set<string>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    const imports = readFileSync(path, 'utf8').matchAll(/(?:from|import\() ?['"](\.[^'"]*)\.js['"]/g);
    for (const [, name = ''] of imports) visit(`${join(dirname(path), name)}${extension}`);
  };
  for (const entry of ENTRIES) visit(join(building, 'library', `${entry}${extension}`));
  return found;
}

function prune(): void {
  const kept = new Set([
    ...reached('.js'),
    ...reached('.d.ts'),
    ...FILES.map((file) => join(building, file)),
  ]);
  for (const path of globSync(join(building, '**/*.{js,d.ts}'))) if (!kept.has(path)) rmSync(path);
  for (const path of globSync(join(building, '**/')).toSorted((a, b) => b.length - a.length)) {
    if (globSync(join(path, '*')).length === 0) rmSync(path, { recursive: true });
  }
}

function copy(file: string): void {
  mkdirSync(dirname(join(building, file)), { recursive: true });
  copyFileSync(join(root, file), join(building, file));
}

/** What instances start from: the agent is packed, Node comes by its own package. */
function describeKit(): void {
  const kit = JSON.parse(readFileSync(join(root, 'dist', 'boot.json'), 'utf8')) as Record<
    'agent' | 'node',
    { path: string; sha256: string }
  >;
  const agent = join(building, 'dist', 'agent', 'agent.js');
  const digest = createHash('sha256').update(readFileSync(agent)).digest('hex');
  if (digest !== kit.agent.sha256)
    throw new Error('dist/agent/agent.js is not the one of dist/boot.json: npm run setup');
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    peerDependencies: Record<string, string>;
  };
  const node = {
    package: 'node',
    version: manifest.peerDependencies['node'],
    path: 'bin/node',
    sha256: kit.node.sha256,
  };
  const described = { ...kit, agent: { path: 'agent/agent.js', sha256: digest }, node };
  writeFileSync(join(building, 'dist', 'boot.json'), `${JSON.stringify(described)}\n`);
}

rmSync(building, { recursive: true, force: true });
try {
  compile();
  nameModules();
  for (const file of FILES) copy(file);
  describeKit();
  prune();
  rmSync(output, { recursive: true, force: true });
  renameSync(building, output);
} finally {
  rmSync(building, { recursive: true, force: true });
}
