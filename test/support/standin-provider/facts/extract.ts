/**
 * Writes the facts that the stand-in provider holds resources to: `node extract.ts FOLDER [TYPE…]` renews them, and adds
 * the types that are named. Names, types and what is required come from the installed SDKs' declarations; what replaces
 * a resource, and what is a secret, from tables in FOLDER (`alicloud-inputs.json` of provider 1.240.0,
 * `aws-inputs-2020.json`: taken from the plugins' own schemas), and for newer types from newer.ts.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import type { Facts, InputFact } from './facts.ts';
import { IN_PLACE, REPLACED_BY, REPLACED_BY_REMOVAL } from './newer.ts';
import { SdkTypes } from './sdk-types.ts';

const TABLES = { alicloud: 'alicloud-inputs.json', aws: 'aws-inputs-2020.json' } as const;

const [folder, ...added] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node extract.ts FOLDER [TYPE…]');
  process.exit(2);
}

for (const cloud of ['alicloud', 'aws'] as const) {
  const path = join(import.meta.dirname, `${cloud}.json`);
  const known = existsSync(path) ? Object.keys(read(path)) : [];
  const types = new Set([...known, ...added.filter((type) => type.startsWith(`${cloud}:`))]);
  const sdk = new SdkTypes(join(import.meta.dirname, '../../../../node_modules/@pulumi', cloud));
  const table = read(join(folder, TABLES[cloud]));
  const facts: Facts = {};
  for (const type of [...types].sort()) facts[type] = overlay(type, sdk.inputsOf(type), table[type]);
  writeFileSync(path, await format(JSON.stringify(facts), { parser: 'json', printWidth: 110 }));
}

function overlay(
  type: string,
  inputs: Record<string, InputFact>,
  table: Record<string, InputFact> | undefined,
): Record<string, InputFact> {
  const replacing = table ? Object.keys(table).filter((name) => table[name]?.forceNew) : REPLACED_BY[type];
  if (!replacing) throw new Error(`${type}: neither the tables nor newer.ts say what replaces it`);
  for (const name of replacing) {
    if (inputs[name] && !IN_PLACE[type]?.includes(name)) inputs[name].forceNew = true;
  }
  for (const name of REPLACED_BY_REMOVAL[type] ?? []) if (inputs[name]) inputs[name].forceNewByRemoval = true;
  for (const [name, fact] of Object.entries(inputs)) if (table?.[name]?.secret) fact.secret = true;
  return inputs;
}

function read(path: string): Facts {
  return JSON.parse(readFileSync(path, 'utf8')) as Facts;
}
