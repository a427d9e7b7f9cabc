/**
 * Writes the published JSON Schema of a whole stack file, which editors use: `node topology/schema/publish.ts`.
 * A test fails when the file and the definitions differ.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { StackFile } from './stack-file.ts';

export const PUBLISHED = join(import.meta.dirname, '../../schema/stack.v1.json');

/** The text of `schema/stack.v1.json`. */
export function publishedSchema(): Promise<string> {
  const schema = { $schema: 'http://json-schema.org/draft-07/schema#', ...StackFile };
  return format(JSON.stringify(schema), { parser: 'json', printWidth: 110 });
}

if (import.meta.main) writeFileSync(PUBLISHED, await publishedSchema());
