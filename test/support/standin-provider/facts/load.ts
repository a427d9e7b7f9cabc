import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Facts, InputFact } from './facts.ts';

/** Facts of a package's types; a package without any (`skerry`, `random`) is not held to some. */
export function loadFacts(packageName: string): (type: string) => Record<string, InputFact> | undefined {
  const path = join(import.meta.dirname, `${packageName}.json`);
  if (!existsSync(path)) return () => undefined;
  const facts = JSON.parse(readFileSync(path, 'utf8')) as Facts;
  return (type) => {
    if (type.startsWith('pulumi:')) return undefined;
    const known = facts[type];
    if (known) return known;
    throw new Error(`the stand-in has no facts of ${type}: add them with facts/extract.ts`);
  };
}
