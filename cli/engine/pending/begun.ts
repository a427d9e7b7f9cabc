import { describeUrn, type Step } from '../events.ts';
import type { ExportedState, StateResource } from './state.ts';

/** A creation that the state knows no end of. */
export interface Begun {
  /** As the state would hold it, but for its id. */
  resource: StateResource;
  /** `killed`: the state tells that it was begun. `unknown`: nothing does; an answer of the cloud may have been lost. */
  why: 'killed' | 'unknown';
}

export interface Interrupted {
  creations: Begun[];
  /** Updates, deletions…: of what the state knows, so that reading it is enough. In the engine's words. */
  others: { urn: string; operation: string }[];
}

/** What an engine had begun when it was killed. */
export function interruptedOf({ deployment }: ExportedState): Interrupted {
  const pending = deployment.pending_operations ?? [];
  return {
    creations: pending
      .filter(({ type }) => type === 'creating')
      .map(({ resource }) => ({ resource, why: 'killed' })),
    others: pending
      .filter(({ type }) => type !== 'creating')
      .map(({ resource, type }) => ({ urn: resource.urn, operation: type })),
  };
}

/**
 * What a preview is to create, and may be there already: everything that it stands on is in the state, so that an
 * earlier run can have come to it. Where the cloud's answer to its creation was lost, the engine has written down nothing.
 */
export function maybeCreated(steps: readonly Step[], { deployment }: ExportedState): Begun[] {
  const resources = deployment.resources ?? [];
  const urns = new Set(resources.map(({ urn }) => urn));
  const providers = new Set(resources.map(({ urn, id }) => `${urn}::${id ?? ''}`));
  return steps.flatMap(({ op, urn, type, new: next }) => {
    if (op !== 'create' || next?.custom !== true || type.startsWith('pulumi:') || urns.has(urn)) return [];
    const { parent, provider } = next;
    if (provider === undefined || !providers.has(provider)) return [];
    if (parent && !urns.has(parent)) return [];
    const resource = {
      urn,
      type,
      custom: true,
      inputs: next.inputs ?? {},
      provider,
      ...(parent && { parent }),
    };
    return [{ resource, why: 'unknown' }];
  });
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
