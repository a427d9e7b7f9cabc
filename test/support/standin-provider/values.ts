/** The signatures by which the engine's property values tell special ones from plain maps. */
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';

/** Stands for a value that is not known before another resource exists. */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** A value as the engine hands a secret on. */
export function sealed<T>(value: T): { [SIGNATURE]: string; value: T } {
  return { [SIGNATURE]: SECRET, value };
}

/** Whether a value is sealed as a whole. */
export function isSealed(value: unknown): boolean {
  return isMap(value) && value[SIGNATURE] === SECRET;
}

/** Whether a value is a secret, in the open as on the wire, encrypted as in a state, or told as `[secret]` in a preview. */
export function isSecret(value: unknown): boolean {
  return isSealed(value) || value === '[secret]';
}

/** A value without the wrapping of secrets, at any depth: they compare by what they hide. */
export function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (!isMap(value)) return value;
  if (value[SIGNATURE] === SECRET) return unwrap(value['value']);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrap(inner)]));
}

/** Whether a value is one of the engine's special ones (an asset, a reference to a resource), which have no JSON type. */
export function isSpecial(value: unknown): boolean {
  return isMap(value) && SIGNATURE in value;
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
