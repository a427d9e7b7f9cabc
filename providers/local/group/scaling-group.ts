import { join } from 'node:path';
import type { CheckFailure } from '@pulumi/pulumi/provider/index.js';
import type { Context, ResourceKind } from '../kind.ts';
import { readRecord, removeFolder, writeRecord } from '../parts/record.ts';
import type { FoundPart } from '../parts/record.ts';
import type { ScalingGroupInputs, ScalingGroupOutputs } from '../resources.ts';
import { partId, splitId } from '../state/layout.ts';
import { installProgram } from '../state/program.ts';
import { ensureSigningKey } from '../state/secrets.ts';
import { checkTokens, dropTokens, keepTokens, tokensAtHand, withoutTokens } from './tokens.ts';
import { together } from '../state/together.ts';
import { orUndo } from '../state/undo.ts';
import { bootMachine, shutdownIfIdle } from '../supervisor/machine.ts';
import { readCapacity, resolveCapacity, writeCapacity } from './capacity.ts';
import {
  addInstance,
  AGENT_PORT,
  fingerprintOf,
  moveToBalancers,
  removeInstance,
  resumeInstance,
} from './instances.ts';
import type { InstanceTemplate } from './instances.ts';
import { countAtWork, listInstances, observeInstances } from './observe.ts';
import { removeOrphans } from './orphans.ts';
import { planGroup } from './plan-group.ts';
import type { GroupAction } from './plan-group.ts';
import { resolveSettings, resolveStore } from './resolve-settings.ts';

/** Seconds between an agent's looks for a new release: small reads, on one machine. */
const POLL_SECONDS = 5;
/** Rounds beyond two for each instance (one more, one less): then new instances fall ill as fast as they come. */
const SPARE_ROUNDS = 10;

async function templateOf(
  { stateDir, root }: Context,
  inputs: ScalingGroupInputs,
): Promise<InstanceTemplate> {
  const { region, name, workload, port, drainSeconds, release } = inputs;
  const { publicKey } = await ensureSigningKey(stateDir);
  const tokens = await keepTokens(stateDir, inputs);
  return {
    group: partId.group(region, name),
    inputs,
    agent: await installProgram(stateDir, join(root, 'dist', 'agent', 'agent.js')),
    loadBalancers: inputs.loadBalancers.map((id) => {
      const balancer = splitId(id);
      return partId.loadBalancer(balancer.region, balancer.name);
    }),
    config: {
      region,
      group: name,
      workload,
      port,
      agentPort: AGENT_PORT,
      release: {
        store: await resolveStore(stateDir, release.bucket),
        channel: release.channel,
        publicKey,
        pollSeconds: POLL_SECONDS,
      },
      drainSeconds,
      settings: await resolveSettings(stateDir, inputs.settings, tokens),
    },
  };
}

/** Plans, acts and looks again until the group is as declared; an interrupted run is simply gone on with. */
async function converge(context: Context, inputs: ScalingGroupInputs): Promise<void> {
  const { stateDir } = context;
  const template = await templateOf(context, inputs);
  const { group } = template;
  await bootMachine(stateDir);
  const capacity = resolveCapacity(inputs.capacity, await readCapacity(stateDir, group));
  await writeCapacity(stateDir, group, capacity);
  const intent = { desired: capacity.desired, zones: inputs.zones, fingerprint: fingerprintOf(template) };
  await removeOrphans(stateDir, group);
  const present = await listInstances(stateDir, group);
  const rounds = 2 * (capacity.desired + present.length) + SPARE_ROUNDS;
  for (let round = 0; round < rounds; round++) {
    const actions = planGroup(intent, await observeInstances(stateDir, group));
    if (actions.length === 0) {
      await moveToBalancers(stateDir, template);
      // Only now nobody reads former ones any more.
      await dropTokens(stateDir, inputs, inputs.codeHostTokens);
      return;
    }
    await together(actions.map((action) => perform(stateDir, template, action)));
  }
  throw new Error(
    `${group} has not come to ${capacity.desired} instances of its present declaration in ${rounds} steps: ` +
      'new ones become unhealthy soon after their start; see their logs',
  );
}

async function perform(stateDir: string, template: InstanceTemplate, action: GroupAction): Promise<void> {
  switch (action.kind) {
    case 'add':
      return await addInstance(stateDir, template, action.zone);
    case 'await':
      return await resumeInstance(stateDir, template, action.id);
    case 'remove':
      return await removeInstance(stateDir, template, action.id);
  }
}

async function writeGroup(
  stateDir: string,
  inputs: ScalingGroupInputs,
  phase: FoundPart['phase'],
): Promise<void> {
  const { region, name } = inputs;
  await writeRecord(stateDir, {
    version: 1,
    id: partId.group(region, name),
    kind: 'group',
    region,
    name,
    phase,
    inputs: withoutTokens(inputs),
  });
}

async function removeGroup(context: Context, inputs: ScalingGroupInputs): Promise<void> {
  const { stateDir } = context;
  const group = partId.group(inputs.region, inputs.name);
  await writeGroup(stateDir, inputs, 'removing');
  const instances = await listInstances(stateDir, group);
  await together(instances.map(({ name }) => removeInstance(stateDir, { inputs }, name)));
  await dropTokens(stateDir, inputs);
  await removeFolder(stateDir, group);
  await shutdownIfIdle(stateDir);
}

export const scalingGroup: ResourceKind<ScalingGroupInputs, ScalingGroupOutputs> = {
  id: ({ region, name }) => partId.group(region, name),

  check({ capacity, zones, codeHostTokens }) {
    const failures: CheckFailure[] = checkTokens(codeHostTokens);
    if (capacity) {
      const { min, max, desired } = capacity;
      if (!(min >= 0 && min <= desired && desired <= max)) {
        const reason = `min ${min}, desired ${desired}, max ${max}: it must be 0 ≤ min ≤ desired ≤ max`;
        failures.push({ property: 'capacity', reason });
      }
    }
    if (zones?.length === 0)
      failures.push({ property: 'zones', reason: 'no zone is given; at least one is needed' });
    return Promise.resolve(failures);
  },

  async create(context, inputs) {
    const { stateDir } = context;
    const before = await readRecord(stateDir, partId.group(inputs.region, inputs.name));
    await writeGroup(stateDir, inputs, before?.phase === 'ready' ? 'ready' : 'creating');
    await orUndo(
      `remove ${partId.group(inputs.region, inputs.name)}`,
      () => converge(context, inputs),
      async () => {
        if (before?.phase !== 'ready') await removeGroup(context, inputs);
      },
    );
    await writeGroup(stateDir, inputs, 'ready');
    return inputs;
  },

  async read({ stateDir }, id, { codeHostTokens }) {
    const record = await readRecord(stateDir, id);
    const live = await readCapacity(stateDir, id);
    if (record?.phase !== 'ready' || !live) return undefined;
    const declared = record.inputs as ScalingGroupInputs;
    const { owner } = declared.capacity;
    // Under another owner `desired` moves by right; the declaration only knows what it began with.
    const desired = owner === 'iac' ? live.desired : declared.capacity.desired;
    // The machine's own record does not tell the tokens: those of the engine's state, where their file is there.
    const tokens = tokensAtHand(stateDir, declared, codeHostTokens);
    const inputs = { ...declared, ...tokens, capacity: { owner, min: live.min, max: live.max, desired } };
    const missing = live.desired - (await countAtWork(stateDir, id));
    return { inputs, outputs: missing > 0 ? { ...inputs, missing } : inputs };
  },

  async update(context, _olds, inputs) {
    const { stateDir } = context;
    const before = await readRecord(stateDir, partId.group(inputs.region, inputs.name));
    if (!before)
      throw new Error(`${partId.group(inputs.region, inputs.name)} is gone: refresh, then update again`);
    await converge(context, inputs);
    await writeGroup(stateDir, inputs, 'ready');
    return inputs;
  },

  delete: (context, outputs) => removeGroup(context, outputs),
};
