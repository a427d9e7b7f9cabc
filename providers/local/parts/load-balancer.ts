import { isDeepStrictEqual } from 'node:util';
import type { Context, ResourceKind } from '../kind.ts';
import { adminCommand } from '../balancer/admin-socket.ts';
import { readMembers } from '../balancer/members.ts';
import { portFailure } from '../network/port-check.ts';
import { DENY_FILE, renderDenyFile, renderHaproxyCfg } from '../render/haproxy-cfg.ts';
import type { LoadBalancerInputs, LoadBalancerOutputs } from '../resources.ts';
import { partId } from '../state/layout.ts';
import { installPart, removePart, updatePart } from './install.ts';
import type { PartDeclaration } from './install.ts';
import { readDeclared } from './read.ts';
import type { FoundPart } from './record.ts';

async function declare({ stateDir }: Context, inputs: LoadBalancerInputs): Promise<PartDeclaration> {
  const { region, name, listeners, deny, healthPath } = inputs;
  const id = partId.loadBalancer(region, name);
  const members = await readMembers(stateDir, id);
  const ports = listeners.map(({ port }) => port);
  return {
    id,
    kind: 'balancer',
    region,
    name,
    network: inputs.network,
    inputs,
    design: (address) => ({
      files: {
        'deny.acl': renderDenyFile(deny),
        'haproxy.cfg': renderHaproxyCfg({ address, listeners, healthPath, members }),
      },
      command: { argv: ['haproxy', '-db', '-f', '../haproxy.cfg'], openFiles: 16_384 },
      probe: { type: 'tcp', host: address, ports },
      port: ports[0] ?? 0,
      ports,
    }),
  };
}

const hasSameListeners = (a: LoadBalancerInputs, b: LoadBalancerInputs): boolean =>
  isDeepStrictEqual([a.listeners, a.healthPath], [b.listeners, b.healthPath]);

/** Replaces the deny list of the running haproxy in one step. */
async function pushDenyList(stateDir: string, part: FoundPart, deny: readonly string[]): Promise<void> {
  const answer = await adminCommand(stateDir, part.id, `prepare acl ${DENY_FILE}`);
  const version = /New version created: (\d+)/.exec(answer)?.[1];
  if (version === undefined) throw new Error(`${part.id}: haproxy prepared no new deny list: ${answer}`);
  for (const cidr of deny) {
    const refusal = await adminCommand(stateDir, part.id, `add acl @${version} ${DENY_FILE} ${cidr}`);
    if (refusal !== '') throw new Error(`${part.id}: haproxy refused "${cidr}" in the deny list: ${refusal}`);
  }
  const refusal = await adminCommand(stateDir, part.id, `commit acl @${version} ${DENY_FILE}`);
  if (refusal !== '') throw new Error(`${part.id}: haproxy did not take the new deny list: ${refusal}`);
}

export const loadBalancer: ResourceKind<LoadBalancerInputs, LoadBalancerOutputs> = {
  id: ({ region, name }) => partId.loadBalancer(region, name),

  async check({ listeners = [] }, olds) {
    const before = new Set(olds.listeners?.map(({ port }) => port));
    const failures = [];
    for (const [index, { port }] of listeners.entries()) {
      const reason = before.has(port) ? undefined : await portFailure(port);
      if (reason) failures.push({ property: `listeners[${index}].port`, reason });
    }
    return failures;
  },

  async create(context, inputs) {
    const { address = '' } = await installPart(context.stateDir, await declare(context, inputs));
    return { ...inputs, host: address };
  },

  async read({ stateDir }, id) {
    const part = await readDeclared<LoadBalancerInputs>(stateDir, id);
    return part && { inputs: part.inputs, outputs: { ...part.inputs, host: part.address } };
  },

  async update(context, _olds, inputs) {
    const { stateDir } = context;
    const declaration = await declare(context, inputs);
    const { address = '' } = await updatePart(
      stateDir,
      declaration,
      // Listeners need a new start; it has all members. The deny list is changed in the running haproxy.
      (before) => (hasSameListeners(before as LoadBalancerInputs, inputs) ? 'none' : 'restart'),
      (part) => pushDenyList(stateDir, part, inputs.deny),
    );
    return { ...inputs, host: address };
  },

  delete: ({ stateDir }, { region, name }) => removePart(stateDir, partId.loadBalancer(region, name)),
};
