import { checks } from '../checks/registry.ts';
import type { Code } from './code.ts';
import { attachmentCodes } from './attachment.ts';
import { codesElsewhere } from './elsewhere.ts';
import { exemptCodes } from './exempt.ts';
import { schemaCodes } from './schema.ts';
import { schemaPlaceCodes } from './schema-places/index.ts';
import { yamlCodes } from './yaml.ts';

/** Every code that can be printed, in the order of the documentation: by family, the file's own first. */
export const catalogue: readonly Code[] = [
  ...yamlCodes,
  ...schemaCodes,
  ...schemaPlaceCodes,
  ...exemptCodes,
  ...checks,
  ...attachmentCodes,
  ...codesElsewhere,
];

/** What a code means; `undefined`: there is none of that name. */
export function codeOf(code: string): Code | undefined {
  return catalogue.find((each) => each.code === code);
}

/** `capacity` of `capacity/min-exceeds-max`. */
export function familyOf(code: string): string {
  return code.slice(0, code.indexOf('/'));
}

/** Whether a finding may be accepted for a time (`exempt`). */
export function isExemptible({ code, severity, exemptible }: Code): boolean {
  return severity === 'error' ? exemptible === true : familyOf(code) !== 'exempt';
}

/** The codes of each family, families in the order in which they first come. */
export function byFamily(codes: readonly Code[] = catalogue): Map<string, Code[]> {
  return Map.groupBy(codes, ({ code }) => familyOf(code));
}
