import { packageName } from './names.ts';
import { hash32, noise } from './random.ts';
import type { Version } from './versions.ts';
import { zip, type ZipFile } from './zip.ts';

export interface Autoload {
  'psr-4'?: Record<string, string>;
  classmap?: string[];
  files?: string[];
}

/** What `autoload` says; the archive holds files at just these paths. */
export function autoload(index: number): Autoload {
  const name = packageName(index);
  if (name === 'sample/string') return { files: ['src/functions.php'] };
  if (name === 'sample/clock') return { classmap: ['lib/'] };
  return { 'psr-4': { [`${namespaceOf(name)}\\`]: 'src/' } };
}

/** The dist of one version: like a code host's, everything is below one folder. */
export function archive(seed: number, index: number, version: Version, composerJson: object): Buffer {
  const name = packageName(index);
  const folder = `${name.replace('/', '-')}-${(version.reference ?? version.normalized).slice(0, 7).replaceAll('/', '-')}/`;
  const text = (path: string, content: string): ZipFile => ({
    path: folder + path,
    data: Buffer.from(content),
  });
  const files = [
    { path: folder, data: Buffer.alloc(0) },
    text('README.md', `# ${name}\n\nVersion ${version.pretty}, generated. It does nothing.\n`),
    text('composer.json', JSON.stringify(composerJson, undefined, 4) + '\n'),
    ...sources(name, version).map(([path, content]) => text(path, content)),
    { path: `${folder}resources/noise.bin`, data: filler(seed, name, version), method: 'store' as const },
  ];
  return zip(files, { modified: version.released, comment: version.reference ?? '' });
}

function sources(name: string, version: Version): [path: string, content: string][] {
  const literal = `'${version.pretty}'`;
  if (name === 'sample/string') {
    return [
      ['src/functions.php', php(`function sample_string_version(): string\n{\n    return ${literal};\n}\n`)],
    ];
  }
  if (name === 'sample/clock') {
    return [['lib/clock.php', php(`class SampleClock\n{\n    const VERSION = ${literal};\n}\n`)]];
  }
  const space = namespaceOf(name);
  const main = space.split('\\').at(-1)!;
  return [main, 'Factory', 'Exception'].map((type) => {
    const parent = type === 'Exception' ? ' extends \\Exception' : '';
    const body = `namespace ${space};\n\nclass ${type}${parent}\n{\n    const VERSION = ${literal};\n}\n`;
    return [`src/${type}.php`, php(body)];
  });
}

function php(body: string): string {
  return `<?php\n\n${body}`;
}

/** `sample/http-client` → `Sample\HttpClient` */
function namespaceOf(name: string): string {
  const pascal = (word: string) =>
    word.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return name.split('/').map(pascal).join('\\');
}

/** Real dists have a median of some 67 kB, a few go to megabytes: between 2 kB and 256 kB, small ones more often. */
function filler(seed: number, name: string, version: Version): Uint8Array {
  const random = hash32(seed, 'bytes', name, version.pretty);
  return noise(random, Math.round(2048 * 2 ** (((random % 1000) / 1000) * 7)));
}
