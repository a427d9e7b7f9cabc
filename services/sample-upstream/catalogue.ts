import { createHash } from 'node:crypto';
import { archive, autoload } from './archive.ts';
import { minify } from './minify.ts';
import { LEAST_PACKAGES, packageIndex, packageName } from './names.ts';
import { requirements } from './requirements.ts';
import { branches, taggedVersions, type Version } from './versions.ts';

export interface CatalogueConfig {
  seed: number;
  /** At least 5. The core's 30 are one connected graph below `sample/app`; the rest are bulk. */
  packages: number;
  /** What dist URLs begin with: `http://127.0.0.1:8081`. */
  baseUrl: string;
}

/** A generated Composer v2 repository. Everything is made on demand from the seed; nothing is kept. */
export class Catalogue {
  readonly #config: CatalogueConfig;

  constructor(config: CatalogueConfig) {
    if (!Number.isInteger(config.packages) || config.packages < LEAST_PACKAGES) {
      throw new RangeError(`packages: ${config.packages}; allowed: a whole number from ${LEAST_PACKAGES}`);
    }
    this.#config = config;
  }

  root(): object {
    return { packages: [], 'metadata-url': '/p2/%package%.json', list: '/packages/list.json' };
  }

  names(): string[] {
    return Array.from({ length: this.#config.packages }, (_, index) => packageName(index));
  }

  /** Body of `p2/<name>.json` or `p2/<name>~dev.json`; `undefined` for an unknown package. */
  metadata(name: string, kind: 'tagged' | 'dev'): object | undefined {
    const index = packageIndex(name, this.#config.packages);
    if (index === undefined) return undefined;
    const versions = this.#versions(index, kind).map((version) => this.#entry(index, version));
    return { minified: 'composer/2.0', packages: { [name]: minify(versions) } };
  }

  /** Bytes of the dist; `undefined` for one that no metadata names. */
  dist(path: string): { body: Buffer; modified: Date } | undefined {
    const [, vendor, project, normalized] = /^\/dists\/([^/]+)\/([^/]+)\/(.+)\/[^/]+\.zip$/.exec(path) ?? [];
    const index = packageIndex(`${vendor}/${project}`, this.#config.packages);
    if (index === undefined) return undefined;
    const all = [...this.#versions(index, 'tagged'), ...this.#versions(index, 'dev')];
    const version = all.find((candidate) => candidate.normalized === normalized);
    if (!version || distPath(packageName(index), version) !== path) return undefined;
    return { body: this.#archive(index, version), modified: version.released };
  }

  /** Path and SHA-256 of every dist, package by package. */
  *digests(): Generator<{ path: string; sha256: string }> {
    for (let index = 0; index < this.#config.packages; index++) {
      for (const version of [...this.#versions(index, 'tagged'), ...this.#versions(index, 'dev')]) {
        const sha256 = createHash('sha256').update(this.#archive(index, version)).digest('hex');
        yield { path: distPath(packageName(index), version), sha256 };
      }
    }
  }

  #versions(index: number, kind: 'tagged' | 'dev'): Version[] {
    return (kind === 'tagged' ? taggedVersions : branches)(this.#config.seed, index);
  }

  #archive(index: number, version: Version): Buffer {
    return archive(this.#config.seed, index, version, this.#composerJson(index, version));
  }

  #composerJson(index: number, version: Version) {
    const { seed, packages } = this.#config;
    return {
      name: packageName(index),
      description: `Generated package ${index}`,
      type: 'library',
      license: ['Apache-2.0'],
      autoload: autoload(index),
      require: requirements(seed, packages, index, version),
    };
  }

  #entry(index: number, version: Version): Record<string, unknown> {
    const name = packageName(index);
    return {
      ...this.#composerJson(index, version),
      version: version.pretty,
      version_normalized: version.normalized,
      dist: {
        type: 'zip',
        url: this.#config.baseUrl + encodeURI(distPath(name, version)),
        reference: version.reference,
        shasum: this.#shasum(index, version),
      },
      time: version.released.toISOString().replace('.000Z', '+00:00'),
      ...(version.pretty === 'dev-main' ? { 'default-branch': true } : {}),
    };
  }

  /** As on Packagist most are empty; every fifth package tells them. */
  #shasum(index: number, version: Version): string {
    return index % 5 === 0 ? createHash('sha1').update(this.#archive(index, version)).digest('hex') : '';
  }
}

function distPath(name: string, version: Version): string {
  return `/dists/${name}/${version.normalized}/${version.reference ?? 'none'}.zip`;
}
