import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMembers } from '../../../../providers/local/balancer/members.ts';
import { serverStats, whileRunning } from '../../../../providers/local/balancer/servers.ts';
import type { InstanceDeclaration } from '../../../../providers/local/group/declaration.ts';
import { readRecord, writeRecord } from '../../../../providers/local/parts/record.ts';
import { renderHaproxyCfg } from '../../../../providers/local/render/haproxy-cfg.ts';
import type { LoadBalancerInputs } from '../../../../providers/local/resources.ts';
import {
  partFolder,
  partId,
  physical,
  serviceName,
  servicesFolder,
} from '../../../../providers/local/state/layout.ts';
import { SYSTEM_PATH } from '../../../../providers/local/supervisor/machine.ts';
import { freeLoopbackAddress } from '../../../support/loopback.ts';
import { until } from '../../../support/until.ts';

const REGION = 'local-1';
const PORT = 8080;

/** A stack's folder with real balancers and instances that answer, but no supervisor: a test brings them to any state. */
export class BalancedStack {
  readonly stateDir = physical(mkdtempSync(join(tmpdir(), 'skerry-balanced-')));
  readonly #processes = new Map<string, ChildProcess>();
  readonly #servers = new Map<string, Server>();

  /** @returns the part's id */
  async addBalancer(name: string): Promise<string> {
    const id = partId.loadBalancer(REGION, name);
    const address = await freeLoopbackAddress(PORT);
    const listeners = [{ name: 'http', port: PORT, targetPort: PORT }];
    const inputs: LoadBalancerInputs = {
      region: REGION,
      name,
      network: '127.9.0.0/16',
      listeners,
      deny: [],
      healthPath: '/healthz',
    };
    const common = { version: 1, id, kind: 'balancer', region: REGION, name, phase: 'ready' } as const;
    const probe = { type: 'tcp' as const, host: address, ports: [PORT] };
    await writeRecord(this.stateDir, { ...common, address, port: PORT, probe, inputs });
    mkdirSync(join(partFolder(this.stateDir, id), 'work'));
    writeFileSync(join(partFolder(this.stateDir, id), 'deny.acl'), '');
    await this.configure(id);
    await this.start(id);
    return id;
  }

  /** haproxy.cfg with the members of now, as every change of them writes it. */
  async configure(balancer: string): Promise<void> {
    const { address = '', inputs } = (await readRecord(this.stateDir, balancer)) ?? {};
    const { listeners, healthPath } = inputs as LoadBalancerInputs;
    const members = await readMembers(this.stateDir, balancer);
    const text = renderHaproxyCfg({ address, listeners, healthPath, members });
    writeFileSync(join(partFolder(this.stateDir, balancer), 'haproxy.cfg'), text);
  }

  async start(balancer: string): Promise<void> {
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'haproxy', '-db', '-f', '../haproxy.cfg'], {
      cwd: join(partFolder(this.stateDir, balancer), 'work'),
      env: { PATH: SYSTEM_PATH },
      stdio: 'ignore',
    });
    this.#processes.set(balancer, child);
    await until('haproxy’s admin socket', () => whileRunning(() => serverStats(this.stateDir, balancer)));
  }

  async kill(balancer: string): Promise<void> {
    const child = this.#processes.get(balancer);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  /** An instance that answers `/healthz`, with its record; no balancer is told of it. */
  async addInstance(
    name: string,
    loadBalancers: string[],
    group = 'serve',
    draining = false,
  ): Promise<string> {
    const address = await freeLoopbackAddress(PORT);
    const server = createServer((_request, response) => response.end(name)).listen(PORT, address);
    this.#servers.set(name, server);
    await once(server, 'listening');
    await this.declare(name, address, loadBalancers, group, draining);
    return address;
  }

  /** It answers no longer; its record stays. */
  endInstance(name: string): void {
    this.#servers.get(name)?.closeAllConnections();
    this.#servers.get(name)?.close();
  }

  async declare(
    name: string,
    address: string,
    loadBalancers: string[],
    group: string,
    draining: boolean,
  ): Promise<void> {
    const inputs: InstanceDeclaration = {
      group: partId.group(REGION, group),
      workload: 'mirror-serve',
      zone: 'local-1a',
      fingerprint: 'f',
      created: '2026-01-01T00:00:00.000Z',
      loadBalancers,
      draining,
    };
    const id = partId.instance(REGION, group, name);
    mkdirSync(join(servicesFolder(this.stateDir), serviceName(id)), { recursive: true });
    await writeRecord(this.stateDir, {
      version: 1,
      id,
      kind: 'instance',
      region: REGION,
      name,
      phase: 'ready',
      address,
      port: PORT,
      probe: { type: 'http', url: `http://${address}:${PORT}/healthz` },
      inputs,
    });
  }

  /** What haproxy has now: `{"i-1": "UP"}`. */
  async states(balancer: string): Promise<Record<string, string>> {
    const servers = await serverStats(this.stateDir, balancer);
    return Object.fromEntries(servers.map(({ server, status }) => [server, status]));
  }

  async close(): Promise<void> {
    for (const balancer of this.#processes.keys()) await this.kill(balancer);
    for (const name of this.#servers.keys()) this.endInstance(name);
    rmSync(this.stateDir, { recursive: true });
  }
}
