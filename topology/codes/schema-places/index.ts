import type { Code } from '../code.ts';
import { placesOfGroups } from './group.ts';
import type { SchemaPlace } from './place.ts';
import { placesOfRegions } from './region.ts';

const places: readonly SchemaPlace[] = [...placesOfRegions, ...placesOfGroups];

/** What these codes mean. */
export const schemaPlaceCodes: readonly Code[] = places.map(
  ({ at: _at, keywords: _keywords, missing: _missing, ...meaning }) => ({ ...meaning, severity: 'error' }),
);

/** The code of its own that a finding of the schema has, if it has one. */
export function codeOfPlace(error: {
  keyword: string;
  instancePath: string;
  params: Record<string, unknown>;
  data?: unknown;
}): string | undefined {
  const { keyword, instancePath, params, data } = error;
  return places.find(
    ({ at, keywords, missing }) =>
      keywords.includes(keyword) &&
      at.test(instancePath) &&
      (missing === undefined || params['missingProperty'] === missing) &&
      // A number in quotes is a string, and no broken number.
      (keyword !== 'type' || typeof data === 'number'),
  )?.code;
}
