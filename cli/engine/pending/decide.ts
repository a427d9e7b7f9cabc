import { providerOf, type Begun } from './begun.ts';
import { identityOf } from './identities.ts';
import { withoutHidden, type Identity, type Unfindable } from './identity.ts';
import type { Answer, Question } from './finder.ts';
import type { StateResource } from './state.ts';

/** What is known of a creation without having asked the cloud. */
export type Outlook =
  | { begun: Begun; kind: 'again' }
  /** An id to read it by: there is either one such resource, or none. */
  | { begun: Begun; kind: 'read'; id: string }
  | { begun: Begun; kind: 'ask'; question: Question; identity: Identity & { kind: 'lookUp' } }
  | ({ begun: Begun } & Unfindable);

export function outlookOf(begun: Begun): Outlook {
  const { type, inputs = {} } = begun.resource;
  const identity = identityOf(type);
  switch (identity.kind) {
    case 'again':
      return { begun, kind: 'again' };
    case 'unfindable':
      return { begun, ...identity };
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

const ASIDE = '~begun';

/**
 * By which URN it is read: one aside where the state has another of its own, which may have to stay what it is. Nothing
 * of that name is in the program; the engine would remove it, and is kept from it by its protection.
 */
export const placeOf = ({ resource: { urn }, old }: Begun): string => (old ? `${urn}${ASIDE}` : urn);

export const isAside = (urn: string): boolean => urn.endsWith(ASIDE);

/** The resource as the state holds one that the engine has made, but for what its next reading brings. */
export function adopted(begun: Begun, id: string): StateResource {
  return {
    ...begun.resource,
    inputs: withoutHidden(begun.resource.inputs ?? {}),
    ...(begun.old && { protect: true }),
    urn: placeOf(begun),
    id,
    // Without outputs providers read it as for an import, for which the id may have a form of its own.
    outputs: {},
    // Whichever command comes next reads it first, and drops it where the cloud has none: also plain `pulumi up`.
    refreshBeforeUpdate: true,
  };
}

/** What was read aside, as that which has replaced the other one. */
export function inPlace({ resource }: Begun, { protect: _, ...read }: StateResource): StateResource {
  return { ...read, urn: resource.urn, ...(resource.protect === true && { protect: true }) };
}

/** Whether what was found is the one that was to be replaced: some are found by another id than the state's. */
export const isOld = ({ old }: Begun, { id }: StateResource): boolean =>
  old !== undefined && old.pendingReplacement !== true && old.id === id;

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
