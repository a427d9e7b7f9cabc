import { providerOf, type Begun } from './begun.ts';
import { identityOf } from './identities.ts';
import type { Identity } from './identity.ts';
import type { Answer, Question } from './finder.ts';
import type { StateResource } from './state.ts';

/** What is known of a creation without having asked the cloud. */
export type Outlook =
  | { begun: Begun; kind: 'again' }
  /** An id to read it by: there is either one such resource, or none. */
  | { begun: Begun; kind: 'read'; id: string }
  | { begun: Begun; kind: 'ask'; question: Question; identity: Identity & { kind: 'lookUp' } }
  | { begun: Begun; kind: 'unfindable'; look: string };

export function outlookOf(begun: Begun): Outlook {
  const { type, inputs = {} } = begun.resource;
  const identity = identityOf(type);
  switch (identity.kind) {
    case 'again':
      return { begun, kind: 'again' };
    case 'unfindable':
      return { begun, kind: 'unfindable', look: identity.look };
    case 'named': {
      const id = identity.id(inputs);
      return id === undefined ? unclear(begun) : { begun, kind: 'read', id };
    }
    case 'lookUp': {
      const call = identity.call(inputs);
      if (call === undefined) return unclear(begun);
      return { begun, kind: 'ask', question: { ...providerOf(begun.resource), ...call }, identity };
    }
  }
}

/** What names it is a secret, or comes of what isn't there yet: without that, no earlier run can have come to it. */
const unclear = (begun: Begun): Outlook =>
  begun.why === 'unknown'
    ? { begun, kind: 'again' }
    : { begun, kind: 'unfindable', look: 'what it is named by is not known' };

/**
 * Ids of what the cloud says there is, less those that the state has already: a list may hold siblings.
 *
 * @throws {Error} where the cloud gave no answer
 */
export function idsFound(
  { begun, identity }: Outlook & { kind: 'ask' },
  { answer, error }: Answer,
  known: ReadonlySet<string>,
): string[] {
  if (error !== undefined) {
    if (identity.absent?.test(error)) return [];
    throw new Error(error);
  }
  return identity.ids(answer ?? {}, begun.resource.inputs ?? {}).filter((id) => !known.has(id));
}

/** The resource as the state holds one that the engine has made, but for what its next reading brings. */
export function adopted({ resource }: Begun, id: string): StateResource {
  return {
    ...resource,
    id,
    // Without outputs providers read it as for an import, for which the id may have a form of its own.
    outputs: {},
    // Whichever command comes next reads it first, and drops it where the cloud has none: also plain `pulumi up`.
    refreshBeforeUpdate: true,
  };
}

const STACK_TAG = 'skerry:stack';

/** Whether a resource that should bear the stack's tag has another owner: only its name is the same. */
export function isForeign(begun: Begun, found: StateResource): boolean {
  const wanted = tagOf(begun.resource.inputs?.['tags']);
  return wanted !== undefined && tagOf(found.outputs?.['tags'] ?? found.inputs?.['tags']) !== wanted;
}

/** Scaling groups of AWS have tags as a list. */
function tagOf(tags: unknown): unknown {
  if (Array.isArray(tags)) {
    return (tags as { key?: unknown; value?: unknown }[]).find(({ key }) => key === STACK_TAG)?.value;
  }
  return (tags as Record<string, unknown> | undefined)?.[STACK_TAG];
}
