/** Writes words.ts anew, after a change of the schema. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { wordTypes } from '../topology/schema/word-types.ts';

const path = join(import.meta.dirname, 'words.ts');
writeFileSync(path, await format(wordTypes(), { ...(await resolveConfig(path)), parser: 'typescript' }));
