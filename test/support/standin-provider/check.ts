import { type InputFact, type TypeFact, isMapFact } from './facts/facts.ts';
import { UNKNOWN, isMap, isSpecial, unwrap } from './values.ts';

export interface Fault {
  /** Such as `rules[0].port`. */
  property: string;
  reason: string;
}

/** What a provider would refuse of a resource's inputs before any call: unknown words, missing ones, wrong types. */
export function findFaults(inputs: Record<string, unknown>, facts: Record<string, InputFact>): Fault[] {
  return [...faultsOfMembers('', unwrap(inputs) as Record<string, unknown>, facts)];
}

function* faultsOfMembers(
  at: string,
  given: Record<string, unknown>,
  facts: Record<string, InputFact>,
): Generator<Fault> {
  for (const [name, value] of Object.entries(given)) {
    // The engine's own, such as __defaults.
    if (name.startsWith('__') || value === undefined || value === null) continue;
    const fact = facts[name];
    if (fact) yield* faultsOf(at + name, value, fact.type);
    else yield { property: at + name, reason: 'there is no such input' };
  }
  for (const [name, { required }] of Object.entries(facts)) {
    if (required && (given[name] ?? undefined) === undefined) {
      yield { property: at + name, reason: 'is required' };
    }
  }
}

function* faultsOf(at: string, value: unknown, type: TypeFact): Generator<Fault> {
  if (type === 'any' || value === UNKNOWN || isSpecial(value)) return;
  if (Array.isArray(type)) {
    if (!Array.isArray(value)) yield { property: at, reason: `must be a list, is ${kindOf(value)}` };
    else for (const [index, element] of value.entries()) yield* faultsOf(`${at}[${index}]`, element, type[0]);
  } else if (typeof type === 'object') {
    if (!isMap(value)) yield { property: at, reason: `must be a map, is ${kindOf(value)}` };
    else if (isMapFact(type)) yield* faultsOfEntries(at, value, type['*']);
    else yield* faultsOfMembers(`${at}.`, value, type);
  } else {
    const wanted = type === 'integer' ? 'number' : type;
    if (typeof value !== wanted) yield { property: at, reason: `must be a ${type}, is ${kindOf(value)}` };
    else if (type === 'integer' && !Number.isInteger(value)) yield { property: at, reason: 'must be whole' };
  }
}

function* faultsOfEntries(at: string, value: Record<string, unknown>, type: TypeFact): Generator<Fault> {
  for (const [name, inner] of Object.entries(value)) {
    if (inner !== undefined && inner !== null) yield* faultsOf(`${at}.${name}`, inner, type);
  }
}

function kindOf(value: unknown): string {
  return Array.isArray(value)
    ? 'a list'
    : isMap(value)
      ? 'a map'
      : `the ${typeof value} ${JSON.stringify(value)}`;
}
