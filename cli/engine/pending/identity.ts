import type { Properties } from './state.ts';

/**
 * How one finds out whether the cloud has a resource whose id is not known:
 * - `again`: creating it once more gives back what is there, or writes over it: nothing can be left behind
 * - `named`: its id, or what the provider takes for one, follows from its inputs
 * - `lookUp`: a function of the provider lists what bears its name or its tags
 * - `unfindable`: the provider can't look for it
 */
export type Identity =
  | { kind: 'again' }
  | { kind: 'named'; id: (inputs: Properties) => string | undefined }
  | { kind: 'lookUp'; call: (inputs: Properties) => Call | undefined; ids: PickIds; absent?: RegExp }
  | Unfindable;

/** Commands for people, as forms of {@link named}; what isn't known stays a form. */
export interface Unfindable {
  kind: 'unfindable';
  /** Lists it, or says why it can't be found. */
  look: string;
  /** Removes it; absent: as one does in the cloud's console. */
  remove?: string;
  /** What is there already is of no use to the stack, and must go. */
  isUseless?: true;
}

/** A function of a provider. */
export interface Call {
  token: string;
  args: Properties;
}

/** Ids of what a look-up found, as the provider takes them for an import. */
export type PickIds = (answer: Properties, inputs: Properties) => string[];

export const again: Identity = { kind: 'again' };

/** @param form such as `{topicName}:{subscriptionName}`, of inputs; `{tags.Name}` is a member */
export function named(form: string): Identity {
  return { kind: 'named', id: (inputs) => fillIn(form, inputs) };
}

/**
 * @param args strings in them are forms as of {@link named}; values of `nameRegex` and its like are matched as a whole
 * @param ids by default the member `ids` of the answer, which most functions have
 * @param absent what an error says where there is none, of functions that take that for one
 */
export function lookUp(
  token: string,
  args: Properties,
  ids: PickIds = (answer) => answer['ids'] as string[],
  absent?: RegExp,
): Identity {
  const call = (inputs: Properties): Call | undefined => {
    const filled = fillInAll(args, inputs);
    return filled === undefined ? undefined : { token, args: filled as Properties };
  };
  return { kind: 'lookUp', call, ids, ...(absent && { absent }) };
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** `undefined` where an input isn't there, is a secret, or is not known yet. */
export function fillIn(form: string, inputs: Properties, quote = (text: string) => text): string | undefined {
  let isKnown = true;
  const text = form.replace(/\{([^}]+)\}/g, (_, path: string) => {
    const value = plain(path, inputs);
    if (value === undefined) isKnown = false;
    return quote(value ?? '');
  });
  return isKnown ? text : undefined;
}

function fillInAll(value: unknown, inputs: Properties, key = ''): unknown {
  if (typeof value === 'string') {
    return /Regex$/.test(key) ? fillIn(`^${value}$`, inputs, escape) : fillIn(value, inputs);
  }
  if (Array.isArray(value)) {
    const filled = value.map((each) => fillInAll(each, inputs));
    return filled.includes(undefined) ? undefined : filled;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => [name, fillInAll(each, inputs, name)] as const);
  return entries.some(([, each]) => each === undefined) ? undefined : Object.fromEntries(entries);
}

/** How the engine's events and states write what is not known yet, and what is secret. */
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const SECRET = '[secret]';

/**
 * Inputs as a state can hold them: without those of which an event of the engine tells only that they are secret, in
 * place of what they are encrypted, or not known yet. What they are the cloud tells, or the next update sets.
 */
export function withoutHidden(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => !isHidden(value)));
}

function isHidden(value: unknown): boolean {
  if (value === UNKNOWN || value === SECRET) return true;
  if (Array.isArray(value)) return value.some(isHidden);
  return typeof value === 'object' && value !== null && Object.values(value).some(isHidden);
}

function plain(path: string, inputs: Properties): string | undefined {
  // Names of tags have colons, and no dots.
  const [first = '', ...rest] = path.split('.');
  const outer = inputs[first];
  const value = rest.length === 0 ? outer : (outer as Properties | undefined)?.[rest.join('.')];
  if (value === UNKNOWN || value === SECRET) return undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
