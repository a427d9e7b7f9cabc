/** What stands for a value that is not known before the update. */
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
/** Marks an object that wraps a special value, and the mark of a secret. */
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';

type Properties = Record<string, unknown>;

const isUnknown = (value: unknown): boolean => value === UNKNOWN;

/** The values themselves, out of the wrappers of secrets; what leaves the provider is sealed again by `sealed`. */
export function plain(properties: Properties): Properties {
  return unwrap(properties) as Properties;
}

/** Wraps these properties, where they are there, so that the engine keeps them secret in its state and output. */
export function sealed(properties: Properties, secrets: readonly string[]): Properties {
  const wrapped = secrets
    .filter((name) => properties[name] !== undefined)
    .map((name) => [name, { [SIGNATURE]: SECRET, value: properties[name] }]);
  return { ...properties, ...(Object.fromEntries(wrapped) as Properties) };
}

function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (typeof value !== 'object' || value === null) return value;
  const properties = value as Properties;
  if (properties[SIGNATURE] === SECRET) return unwrap(properties['value']);
  const entries = Object.entries(properties).filter(([name]) => !name.startsWith('__'));
  return Object.fromEntries(entries.map(([name, inner]) => [name, unwrap(inner)]));
}

/** Without the properties that are not known, or not wholly, before the update. */
export function knownOnly(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => !holdsUnknown(value)));
}

function holdsUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsUnknown);
}
