import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { noise } from '../../services/sample-upstream/random.ts';
import { zip, type ZipFile } from '../../services/sample-upstream/zip.ts';
import { freeLoopbackAddress } from './loopback.ts';
import { stopServer } from './sample-upstream.ts';

const PORT = 8081;
const MODIFIED = new Date('2026-11-22T00:00:00Z');

/** A version of real metadata. */
interface Entry {
  name: string;
  version: string;
  version_normalized: string;
  dist?: { type: string; url: string; reference: string; shasum: string };
  autoload?: Record<string, unknown>;
  bin?: string[];
  [key: string]: unknown;
}

export interface PackagistUpstream {
  readonly url: string;
  /** The versions of the lock file that lies beside the metadata. */
  readonly locked: readonly { name: string; version: string }[];
  /** SHA-256 of a version's generated dist. */
  digest(name: string, version: string): string;
  stop(): Promise<void>;
}

/**
 * Serves a folder of real metadata (`p2/`, `dist-sizes.json`, `laravel/composer.lock`) as a Composer repository. The
 * dists are generated when they are asked for: as large as the real ones for the locked versions, small for the rest,
 * with empty files and folders where `autoload` names some.
 */
export async function startPackagistUpstream(folder: string, port = PORT): Promise<PackagistUpstream> {
  const address = await freeLoopbackAddress(port);
  const url = `http://${address}:${port}`;
  const repository = new Repository(folder, url);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '/');
    const body = repository.find(path);
    if (!body) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not found"}');
      return;
    }
    const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
    response.setHeader('etag', etag);
    response.setHeader('last-modified', MODIFIED.toUTCString());
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304).end();
      return;
    }
    const type = path.endsWith('.zip') ? 'application/zip' : 'application/json';
    response.writeHead(200, { 'content-type': type, 'content-length': body.length }).end(body);
  });
  server.listen(port, address);
  await once(server, 'listening');
  return {
    url,
    locked: repository.locked,
    digest: (name, version) => repository.digest(name, version),
    stop: () => stopServer(server),
  };
}

/** By name and version; `zip` in bytes. */
type Sizes = Record<string, Record<string, { zip: number }>>;

class Repository {
  readonly locked: { name: string; version: string }[];
  readonly #folder: string;
  readonly #url: string;
  readonly #sizes: Sizes;
  readonly #parsed = new Map<string, Entry[]>();

  constructor(folder: string, url: string) {
    this.#folder = folder;
    this.#url = url;
    this.#sizes = this.#json('dist-sizes.json') as Sizes;
    const lock = this.#json('laravel/composer.lock') as Record<string, { name: string; version: string }[]>;
    this.locked = [...(lock['packages'] ?? []), ...(lock['packages-dev'] ?? [])].map(({ name, version }) => ({
      name,
      version,
    }));
  }

  find(path: string): Buffer | undefined {
    if (path === '/packages.json') {
      return toJson({ packages: [], 'metadata-url': '/p2/%package%.json', list: '/packages/list.json' });
    }
    if (path === '/packages/list.json') return toJson({ packageNames: this.#names() });
    const [, file] = /^\/p2\/([a-z0-9_.-]+\/[a-z0-9_.-]+(?:~dev)?)\.json$/.exec(path) ?? [];
    if (file !== undefined) return this.#metadata(file);
    const [, name, normalized] = /^\/dists\/([^/]+\/[^/]+)\/(.+)\/[^/]+\.zip$/.exec(path) ?? [];
    const entry =
      name === undefined ? undefined : this.#entry(name, (one) => one.version_normalized === normalized);
    return entry && this.#dist(entry);
  }

  digest(name: string, version: string): string {
    const entry = this.#entry(name, (one) => one.version === version);
    if (!entry) throw new Error(`${name} has no version ${version}`);
    return createHash('sha256').update(this.#dist(entry)).digest('hex');
  }

  #names(): string[] {
    return readdirSync(join(this.#folder, 'p2'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.json') && !file.endsWith('~dev.json'))
      .map((file) => file.slice(0, -'.json'.length))
      .sort();
  }

  #metadata(file: string): Buffer | undefined {
    const name = file.replace(/~dev$/, '');
    const entries = this.#entries(file, name);
    return entries && toJson({ packages: { [name]: entries.map((entry) => this.#rewritten(entry)) } });
  }

  #rewritten(entry: Entry): Entry {
    if (!entry.dist) return entry;
    const path = `/dists/${entry.name}/${entry.version_normalized}/${entry.dist.reference}.zip`;
    return { ...entry, dist: { ...entry.dist, url: this.#url + encodeURI(path) } };
  }

  #entry(name: string, isIt: (entry: Entry) => boolean): Entry | undefined {
    return [name, `${name}~dev`].flatMap((file) => this.#entries(file, name) ?? []).find(isIt);
  }

  #entries(file: string, name: string): Entry[] | undefined {
    const known = this.#parsed.get(file);
    if (known) return known;
    try {
      const { packages } = this.#json(`p2/${file}.json`) as { packages: Record<string, Entry[]> };
      const entries = packages[name] ?? [];
      this.#parsed.set(file, entries);
      return entries;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  #dist(entry: Entry): Buffer {
    const { name, version } = entry;
    const isLocked = this.locked.some((one) => one.name === name && one.version === version);
    const wanted = isLocked
      ? (this.#sizes[name]?.[version.replace(/^v/, '')]?.zip ?? this.#sizes[name]?.[version]?.zip ?? 0)
      : 0;
    const files = placeholders(entry);
    const make = (length: number) =>
      zip([...files, { path: 'pkg/noise.bin', data: noise(1 + length, length), method: 'store' }], {
        modified: MODIFIED,
      });
    return make(Math.max(0, wanted - make(0).length));
  }

  #json(file: string): unknown {
    return JSON.parse(readFileSync(join(this.#folder, file), 'utf8'));
  }
}

/** What Composer looks for in the archive when it writes the autoloader. */
function placeholders({ dist: _, source: __, autoload = {}, bin = [], ...manifest }: Entry): ZipFile[] {
  const paths = new Set<string>();
  for (const kind of ['psr-4', 'psr-0'] as const) {
    for (const target of Object.values((autoload[kind] ?? {}) as Record<string, string | string[]>).flat()) {
      paths.add(`${target.replace(/\/*$/, '/')}.keep`);
    }
  }
  for (const target of (autoload['classmap'] ?? []) as string[]) {
    paths.add(/\.\w+$/.test(target) ? target : `${target.replace(/\/*$/, '/')}.keep`);
  }
  for (const target of [...((autoload['files'] ?? []) as string[]), ...bin]) paths.add(target);
  const composerJson = JSON.stringify({ ...manifest, autoload, bin }, undefined, 4);
  return [
    { path: 'pkg/composer.json', data: Buffer.from(composerJson) },
    ...[...paths].sort().map((path) => ({
      path: `pkg/${path.replace(/^\/+/, '')}`,
      data: Buffer.from(path.endsWith('.php') ? '<?php\n' : ''),
    })),
  ];
}

function toJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
