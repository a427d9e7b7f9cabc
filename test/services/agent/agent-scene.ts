import { readFile } from 'node:fs/promises';
import { createStore } from '../../../storage/create-store.ts';
import { internalPrefix } from '../../../storage/keys.ts';
import type { ObjectStore } from '../../../storage/store.ts';
import { buildAgent, createAgent, workload, type TestAgent } from '../../support/agent.ts';
import { signedReleases } from '../../support/signed-releases.ts';
import { useScene, type Scene } from '../../support/use-scene.ts';
import { startVersitygw, type Versitygw } from '../../support/versitygw.ts';

/** A bucket without releases, and an agent that isn't started yet. */
class AgentScene implements Scene {
  gateway!: Versitygw;
  store!: ObjectStore;
  releases!: ReturnType<typeof signedReleases>;
  agent!: TestAgent;
  #built!: Awaited<ReturnType<typeof buildAgent>>;

  async start(): Promise<void> {
    this.#built = await buildAgent();
    this.gateway = await startVersitygw();
    this.store = createStore(this.gateway.config);
  }

  async begin(): Promise<void> {
    for await (const { key } of this.store.list(internalPrefix())) await this.store.delete(key);
    this.releases = signedReleases(this.store);
    this.agent = await createAgent(this.#built.script, this.gateway.config, this.releases.key.publicKey);
  }

  async end(): Promise<void> {
    await this.agent?.destroy();
  }

  async stop(): Promise<void> {
    this.store?.close();
    await this.gateway?.stop();
    await this.#built?.remove();
  }

  release(version: string, options?: Parameters<typeof workload>[1]) {
    return this.releases.publish({ 'app.js': workload(version, options), 'lib/data.txt': version });
  }

  /** Publishes a first release, which runs then. */
  async running(version: string): Promise<void> {
    await this.release(version);
    this.agent.start();
    await this.agent.reaches({ state: 'healthy', epoch: 1 });
  }
}

export const useAgentScene = (): AgentScene => useScene(new AgentScene());

export function isAlive(pid: number): Promise<boolean> {
  return readFile(`/proc/${pid}/stat`, 'utf8').then(
    (stat) => !/\) Z /.test(stat),
    () => false,
  );
}
