import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderPolicies } from './document.ts';

/** Writes docs/policies.md anew: `node policies/publish.ts`. */
writeFileSync(join(import.meta.dirname, '../docs/policies.md'), renderPolicies());
