import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A resource that exists at the stand-in's cloud. */
export interface Existing {
  id: string;
  urn: string;
  type: string;
  /** As the engine's values, secrets wrapped. */
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

/**
 * What exists at the stand-in's cloud: a folder with a file a resource, which outlives the plugin. A test that changes
 * or removes a file has changed the cloud behind Pulumi's back.
 */
export class World {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  get(id: string): Existing | undefined {
    const path = this.#path(id);
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Existing) : undefined;
  }

  put(resource: Existing): void {
    const path = this.#path(resource.id);
    writeFileSync(`${path}.tmp`, JSON.stringify(resource, undefined, 2));
    renameSync(`${path}.tmp`, path);
  }

  remove(id: string): void {
    rmSync(this.#path(id), { force: true });
  }

  all(): Existing[] {
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => this.get(decodeURIComponent(name.slice(0, -'.json'.length))) ?? []);
  }

  #path(id: string): string {
    return join(this.#folder, `${encodeURIComponent(id)}.json`);
  }
}
