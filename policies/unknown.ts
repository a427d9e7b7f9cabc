/**
 * What a preview can't know yet: an id, an address, anything that a cloud makes up. The engine tells it by these texts
 * (`UnknownStringValue`… of its protocol).
 */
const UNKNOWN: ReadonlySet<unknown> = new Set([
  '1c4a061d-8072-4f0a-a4cb-0ff528b18fe7',
  '3eeb2bf0-c639-47a8-9e75-3b44932eb421',
  '04da6b54-80e4-46f7-96ec-b56ff0331ba9',
  '6a19a0b0-7e62-4c92-b797-7f8e31da9cc2',
  '030794c1-ac77-496b-92df-f27374a8bd58',
  'e48ece36-62e2-4504-bad9-02848725956a',
  'dd056dcd-154b-4c76-9bd3-c8f88648b5ff',
]);

/** Somebody has asked for a value that is not known yet. */
export class NotKnown extends Error {}

/**
 * Values that may be read as if all were known: asking for one that is not ends the judgement. It is no violation: the
 * engine asks again in the update, when it is known, before the resource is created or changed.
 */
export function readable<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key);
      if (UNKNOWN.has(member)) throw new NotKnown(String(key));
      return typeof member === 'function' ? member : readable(member);
    },
  });
}

/** Whether something surely is so: of what can't be known yet nothing is said. */
export function surely(test: () => boolean): boolean {
  try {
    return test();
  } catch (error) {
    if (error instanceof NotKnown) return false;
    throw error;
  }
}
