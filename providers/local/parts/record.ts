import { existsSync, readdirSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrno, readIfExists, writeIfChanged } from '../state/files.ts';
import { partFolder, partsFolder } from '../state/layout.ts';
import type { Probe } from './probe.ts';

export type PartKind =
  'network' | 'redis' | 'bucket' | 'balancer' | 'cdn' | 'sample-upstream' | 'release' | 'group' | 'instance';

/**
 * `part.json` of a part's folder: what it is and how it was declared. Written first and removed last, so that whatever
 * a crash leaves of a part can be found by it.
 */
export interface PartRecord {
  version: 1;
  kind: PartKind;
  region: string;
  name: string;
  /** `creating` until it has answered for the first time; `removing` from the first step of its removal. */
  phase: 'creating' | 'ready' | 'removing';
  /** Of a network. */
  cidr?: string;
  /** Of everything that listens. */
  address?: string;
  port?: number;
  probe?: Probe;
  /** The resource's inputs, as last realised. */
  inputs: unknown;
}

export interface FoundPart extends PartRecord {
  id: string;
}

const RECORD = 'part.json';

export const recordPath = (stateDir: string, id: string): string => join(partFolder(stateDir, id), RECORD);

export async function readRecord(stateDir: string, id: string): Promise<FoundPart | undefined> {
  const path = recordPath(stateDir, id);
  const text = await readIfExists(path);
  if (text === undefined) return undefined;
  try {
    return { ...(JSON.parse(text) as PartRecord), id };
  } catch (error) {
    throw new Error(`${path} is damaged (${String(error)}): remove the folder of this part, then run again`, {
      cause: error,
    });
  }
}

export async function writeRecord(stateDir: string, { id, ...record }: FoundPart): Promise<void> {
  await writeIfChanged(recordPath(stateDir, id), `${JSON.stringify(record, undefined, 2)}\n`);
}

/** Every part of the stack, instances included, in the order of their ids. */
export async function listRecords(stateDir: string): Promise<FoundPart[]> {
  const found: FoundPart[] = [];
  for (const region of await namesIn(partsFolder(stateDir))) {
    for (const name of await namesIn(join(partsFolder(stateDir), region))) {
      const id = `${region}/${name}`;
      const record = await readRecord(stateDir, id);
      if (record) found.push(record);
      for (const instance of await namesIn(join(partFolder(stateDir, id), 'instances'))) {
        const member = await readRecord(stateDir, `${id}/instances/${instance}`);
        if (member) found.push(member);
      }
    }
  }
  return found;
}

/** Whether the stack has parts on this machine, in whatever condition. */
export function hasRecords(stateDir: string): boolean {
  const folder = partsFolder(stateDir);
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some((region) =>
    readdirSync(join(folder, region)).some((name) => existsSync(recordPath(stateDir, `${region}/${name}`))),
  );
}

/** Removes a part's folder; the record goes last. */
export async function removeFolder(stateDir: string, id: string): Promise<void> {
  const folder = partFolder(stateDir, id);
  for (const name of await namesIn(folder)) {
    if (name !== RECORD) await rm(join(folder, name), { recursive: true, force: true });
  }
  await rm(folder, { recursive: true, force: true });
}

/** Sorted; none where there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    // Removed by another operation, perhaps between two looks.
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
}
