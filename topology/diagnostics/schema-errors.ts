import type { ErrorObject } from 'ajv';
import { codeOfPlace } from '../codes/schema-places/index.ts';
import type { Finding } from './diagnostic.ts';
import { isWithin } from './pointer.ts';
import { keysOfSchema, tellers } from './schema-messages.ts';
import { suggest } from './suggest.ts';

/**
 * One finding for each mistake. Ajv tells all that follows from one: a misspelt key is unknown and missing at once, a
 * value of the wrong type fails the enum, too. The most telling is kept.
 */
export function schemaFindings(errors: readonly ErrorObject[]): Finding[] {
  const findings = new Map<string, { rank: number; finding: Finding }>();
  const unknown = errors.filter((error) => error.keyword === 'additionalProperties');
  for (const error of errors) {
    const rank = RANK.indexOf(error.keyword);
    const tell = tellers[error.keyword];
    if (!tell) {
      // It only wraps the error of the name itself, which stands beside it.
      if (error.keyword === 'propertyNames') continue;
      throw new Error(`no message for the schema keyword ${error.keyword} at ${error.schemaPath}`);
    }
    if (error.keyword === 'required' && isMisspelt(error, unknown)) continue;
    const told = tell(error);
    const finding: Finding = { severity: 'error', ...told, code: codeOfPlace(error) ?? told.code };
    const place = `${finding.pointer} ${finding.at === 'key' ? (error.propertyName ?? '') : 'value'} ${
      error.keyword === 'required' ? error.params['missingProperty'] : ''
    }`;
    const known = findings.get(place);
    if (!known || rank < known.rank) findings.set(place, { rank, finding });
  }
  const wrongType = [...findings.values()].filter(({ rank }) => rank === RANK.indexOf('type'));
  return [...findings.values()]
    .map(({ finding }) => finding)
    .filter(
      (finding) =>
        !wrongType.some(
          ({ finding: type }) => type.pointer !== finding.pointer && isWithin(finding.pointer, type.pointer),
        ),
    );
}

/** The earlier, the more telling. */
const RANK = [
  'type',
  'additionalProperties',
  'required',
  'const',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'uniqueItems',
];

/** A missing key that is there under a misspelt name: the unknown key's suggestion says it all. */
function isMisspelt(missing: ErrorObject, unknown: ErrorObject[]): boolean {
  const key = String(missing.params['missingProperty']);
  return unknown.some(
    (error) =>
      error.instancePath === missing.instancePath &&
      suggest(String(error.params['additionalProperty']), keysOfSchema(error.parentSchema)) === key,
  );
}
