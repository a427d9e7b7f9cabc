import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../../setup/paths.ts';
import { type HttpServer, startHttpServer } from '../../support/http-server.ts';
import { useScene, type Scene } from '../../support/use-scene.ts';

const AGENT = 'console.log("agent")';
const run = promisify(execFile);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What the clouds differ in. */
export interface BootedCloud {
  platform: 'alicloud' | 'aws';
  region: string;
  zone: string;
  instance: string;
  /** Name of a parameter that the instance is told to fetch. */
  parameter: string;
  /** Where the instance is in its life as it boots. */
  booting: string;
  tokenHeader: string;
  metadata: (machine: BootMachine) => Record<string, string>;
  settings: (machine: BootMachine) => object;
  /** Answers what is neither about metadata nor about health. */
  answer: (machine: BootMachine, request: IncomingMessage, response: ServerResponse) => unknown;
}

/** A folder for an instance's disk, and what the services of its cloud answer it. */
export class BootMachine implements Scene {
  server!: HttpServer;
  folder = '';
  state = '';
  healthy = false;
  kit = AGENT;
  refused: string[] = [];
  completed: string[] = [];
  readonly #cloud: BootedCloud;

  constructor(cloud: BootedCloud) {
    this.#cloud = cloud;
  }

  get address(): string {
    return new URL(this.server.endpoint).hostname;
  }

  get secret(): string {
    return join(this.folder, 'run/redis-password');
  }

  async start(): Promise<void> {
    this.server = await startHttpServer((request, response) => void this.#answer(request, response));
  }

  async begin(): Promise<void> {
    const { booting: state } = this.#cloud;
    Object.assign(this, { state, healthy: false, kit: AGENT, refused: [], completed: [] });
    this.folder = mkdtempSync(join(tmpdir(), 'skerry-boot-'));
  }

  async end(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  /** Runs a command of the cloud's boot script. @returns what it has printed */
  async boot(command: string): Promise<string> {
    const script = join(repositoryRoot(), 'components/platforms', this.#cloud.platform, 'boot/boot.py');
    const settings = join(this.folder, 'boot.json');
    writeFileSync(settings, JSON.stringify(this.#settings()));
    const env = { ...process.env, SKERRY_BOOT: settings, SKERRY_BOOT_POLL: '0.05' };
    const { stdout, stderr } = await run('python3', [script, command], { env, timeout: 60_000 });
    return stdout + stderr;
  }

  #settings(): object {
    const { region, parameter, settings } = this.#cloud;
    return {
      metadata: this.server.endpoint,
      region,
      user: null,
      stop: ['touch', join(this.folder, 'stopped')],
      files: [
        {
          key: 'internal/boot/=agent',
          sha256: sha256(AGENT),
          path: join(this.folder, 'opt/agent.js'),
          mode: '0644',
        },
      ],
      parameters: { [parameter]: this.secret },
      instanceFile: join(this.folder, 'etc/instance.json'),
      instance: { group: `${region}/git`, agentPort: Number(new URL(this.server.endpoint).port) },
      ...settings(this),
    };
  }

  #answer(request: IncomingMessage, response: ServerResponse): unknown {
    const { metadata, tokenHeader, answer } = this.#cloud;
    const path = request.url ?? '';
    if (path === '/latest/api/token') return response.end('metadata-token');
    if (path.startsWith('/latest/meta-data/')) {
      const value = metadata(this)[path.slice('/latest/meta-data/'.length)];
      const allowed = request.headers[tokenHeader] === 'metadata-token';
      return response.writeHead(allowed ? (value === undefined ? 404 : 200) : 401).end(value);
    }
    if (path === '/healthz') return response.writeHead(this.healthy ? 200 : 503).end();
    return answer(this, request, response);
  }
}

export const useBootMachine = (cloud: BootedCloud): BootMachine => useScene(new BootMachine(cloud));

/** What holds of an instance of every cloud. */
export function holdsTheStartContract(machine: BootMachine, cloud: BootedCloud): void {
  const { region, instance, zone, parameter } = cloud;

  describe('an instance that starts', () => {
    test('fetches what it starts from and its secrets, and learns who and where it is', async () => {
      await machine.boot('prepare');
      expect(machine.refused).toEqual([]);
      expect(readFileSync(join(machine.folder, 'opt/agent.js'), 'utf8')).toBe(AGENT);
      expect(readFileSync(machine.secret, 'utf8')).toBe(`value of ${parameter}`);
      expect(statSync(machine.secret).mode & 0o777).toBe(0o600);
      expect(JSON.parse(readFileSync(join(machine.folder, 'etc/instance.json'), 'utf8'))).toMatchObject({
        id: `${region}/git/${instance}`,
        zone,
        address: machine.address,
      });
    });

    test('starts nothing that has another digest than it was told', async () => {
      machine.kit = 'something else';
      await expect(machine.boot('prepare')).rejects.toThrow(/is not what this instance was told to start/);
      expect(existsSync(join(machine.folder, 'opt/agent.js'))).toBe(false);
      expect(existsSync(join(machine.folder, 'etc/instance.json'))).toBe(false);
    });
  });
}
