import { isDeepStrictEqual } from 'node:util';
import { UNKNOWN, isMap, isSealed } from '../standin-provider/values.ts';

/** Whether a preview has this value, as far as a preview knows values and tells secrets. */
export function isKnownAs(value: unknown, previewed: unknown): boolean {
  if (previewed === UNKNOWN || isSealed(value)) return previewed !== undefined;
  if (Array.isArray(value)) {
    const others = previewed as unknown[];
    return (
      Array.isArray(previewed) &&
      value.length === others.length &&
      value.every((each, at) => isKnownAs(each, others[at]))
    );
  }
  if (isMap(value)) {
    return (
      isMap(previewed) && Object.entries(value).every(([name, each]) => isKnownAs(each, previewed[name]))
    );
  }
  return isDeepStrictEqual(value, previewed);
}
