import { isScalar, parseDocument } from 'yaml';
import { FORMAT_VERSION, migrations, type Migration } from './migrations.ts';

export type Migrated =
  /** The file is of this version already. */
  | { kind: 'current' }
  | { kind: 'migrated'; from: number; text: string }
  /** Written for a later Skerry. */
  | { kind: 'newer'; version: number }
  /** The file has no version, or none that is a number; `found` as it stands there. */
  | { kind: 'unknown'; found: string | undefined };

/** Brings a stack file to the version of the format that this checkout reads. */
export function migrate(
  text: string,
  steps: readonly Migration[] = migrations,
  current: number = FORMAT_VERSION,
): Migrated {
  const { value: from, source } = readVersion(text);
  if (from === undefined) return { kind: 'unknown', found: source };
  if (from > current) return { kind: 'newer', version: from };
  if (from === current) return { kind: 'current' };
  let migrated = text;
  for (let version = from; version < current; version += 1) {
    const step = steps.find((one) => one.from === version);
    if (!step) return { kind: 'unknown', found: source };
    migrated = setVersion(step.change(migrated), version + 1);
  }
  return { kind: 'migrated', from, text: migrated };
}

const PLACE = ['config', 'skerry:site', 'version'];

function readVersion(text: string): { value?: number; source: string | undefined } {
  const node = parseDocument(text, { logLevel: 'silent' }).getIn(PLACE, true);
  if (!isScalar(node) || !node.range) return { source: undefined };
  const source = text.slice(node.range[0], node.range[1]);
  return Number.isSafeInteger(node.value) ? { value: Number(node.value), source } : { source };
}

/** @throws where a migration has lost the version: its fault */
function setVersion(text: string, version: number): string {
  const node = parseDocument(text, { logLevel: 'silent' }).getIn(PLACE, true);
  if (!isScalar(node) || !node.range)
    throw new Error(`the migration to version ${version} has lost the version`);
  return `${text.slice(0, node.range[0])}${version}${text.slice(node.range[1])}`;
}
