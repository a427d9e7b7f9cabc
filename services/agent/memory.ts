import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceDurably } from '../../release/durable.ts';
import type { Memory, ReleaseRef } from './state.ts';

const FORMAT = 1;

function memoryFile(stateDir: string): string {
  return join(stateDir, 'agent.json');
}

/** What an earlier process of this agent wrote; empty where there was none. Throws where the file can't be read. */
export async function recall(stateDir: string): Promise<Memory> {
  let text: string;
  try {
    text = await readFile(memoryFile(stateDir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { bad: [] };
    throw error;
  }
  const value = JSON.parse(text) as Memory & { format?: number };
  const { format, ...memory } = value;
  const refs = [memory.seen, memory.chosen, memory.proven];
  if (format !== FORMAT || !Array.isArray(memory.bad) || !refs.every(isRefOrAbsent)) {
    throw new Error(`${memoryFile(stateDir)} is not of format ${FORMAT}`);
  }
  return memory;
}

export async function remember(stateDir: string, memory: Memory): Promise<void> {
  await replaceDurably(memoryFile(stateDir), JSON.stringify({ format: FORMAT, ...memory }) + '\n');
}

function isRefOrAbsent(ref: ReleaseRef | undefined): boolean {
  return ref === undefined || (Number.isSafeInteger(ref.epoch) && /^[0-9a-f]{64}$/.test(ref.root));
}
