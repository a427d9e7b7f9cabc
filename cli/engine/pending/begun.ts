import { describeUrn, type Step } from '../events.ts';
import { liveOf, type ExportedState, type StateResource } from './state.ts';

/** A creation that the state knows no end of. */
export interface Begun {
  /** As the state would hold it, but for its id. */
  resource: StateResource;
  /** `killed`: the state tells that it was begun. `unknown`: nothing does; an answer of the cloud may have been lost. */
  why: 'killed' | 'unknown';
  /** What it is to replace, which the state holds by the same URN. */
  old?: StateResource;
}

export interface Interrupted {
  creations: Begun[];
  /** Updates, deletions…: of what the state knows, so that reading it is enough. In the engine's words. */
  others: { urn: string; operation: string }[];
}

/** What an engine had begun when it was killed. */
export function interruptedOf(state: ExportedState): Interrupted {
  const pending = state.deployment.pending_operations ?? [];
  const live = liveOf(state);
  return {
    creations: pending
      .filter(({ type }) => type === 'creating')
      .map(({ resource }) => begunOf(resource, 'killed', live.get(resource.urn))),
    others: pending
      .filter(({ type }) => type !== 'creating')
      .map(({ resource, type }) => ({ urn: resource.urn, operation: type })),
  };
}

const begunOf = (resource: StateResource, why: Begun['why'], old: StateResource | undefined): Begun => ({
  resource,
  why,
  ...(old && { old }),
});

/** Whether a step of a preview would bring something into being. */
export const isCreation = ({ op }: Pick<Step, 'op'>): boolean =>
  op === 'create' || op === 'create-replacement' || op === 'replace';

/**
 * What a preview is to create, or to replace, and may be there already: everything that it stands on is in the state, so that an
 * earlier run can have come to it. Where the cloud's answer to its creation was lost, the engine has written down nothing.
 */
export function maybeCreated(steps: readonly Step[], state: ExportedState): Begun[] {
  const live = liveOf(state);
  const providers = new Set([...live.values()].map(({ urn, id }) => `${urn}::${id ?? ''}`));
  const creations = new Map<string, Begun>();
  for (const step of steps) {
    const { urn, type, new: next } = step;
    if (!isCreation(step) || next?.custom !== true || type.startsWith('pulumi:')) continue;
    const old = live.get(urn);
    if ((step.op === 'create') !== (old === undefined)) continue;
    const { parent, provider } = next;
    if (provider === undefined || !providers.has(provider)) continue;
    if (parent && !live.has(parent)) continue;
    const resource = {
      urn,
      type,
      custom: true,
      inputs: next.inputs ?? {},
      provider,
      ...(parent && { parent }),
    };
    // A replacement is told by several steps.
    creations.set(urn, begunOf(resource, 'unknown', old));
  }
  return [...creations.values()];
}

export function nameOf({ urn }: { urn: string }): string {
  const { kind, name } = describeUrn(urn);
  return `${kind} ${name}`;
}

/** Name of the provider's resource: its region, by our naming. */
export function providerOf({ provider = '' }: StateResource): { platform: string; name: string } {
  const parts = provider.split('::');
  const type = parts[2]?.split('$').at(-1) ?? '';
  return { platform: type.slice(type.lastIndexOf(':') + 1), name: parts.slice(3, -1).join('::') };
}
