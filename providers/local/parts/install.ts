import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from '../process/lock.ts';
import { infrastructureAddress } from '../network/address-plan.ts';
import type { InfrastructureKind } from '../network/address-plan.ts';
import { processesIn } from '../process/procfs.ts';
import { writeIfChanged } from '../state/files.ts';
import { machineLock, partFolder, physical } from '../state/layout.ts';
import { removeKeys } from '../state/secrets.ts';
import { orUndo } from '../state/undo.ts';
import { bootMachine, shutdownIfIdle } from '../supervisor/machine.ts';
import type { Command } from '../supervisor/scripts.ts';
import {
  control,
  disableService,
  enableService,
  restartService,
  runsOldCommand,
  writeService,
} from '../supervisor/service.ts';
import type { Probe } from './probe.ts';
import { awaitReady, refuseTakenPorts } from './ready.ts';
import { listRecords, readRecord, removeFolder, writeRecord } from './record.ts';
import type { FoundPart } from './record.ts';

/** What a part is made of, computed from its declaration and address alone. */
export interface PartDesign {
  /** Folders in the part's own that its software doesn't make by itself. */
  folders?: string[];
  /** Files by their path in the part's folder. */
  files: Record<string, string>;
  command: Command;
  probe: Probe;
  port: number;
  /** Ports on the part's address, for the check that nobody else has them. */
  ports: number[];
}

export interface PartDeclaration {
  id: string;
  kind: InfrastructureKind;
  region: string;
  name: string;
  network: string;
  inputs: unknown;
  /** Pure, but for files that it may read, and the part's keys, which are made here: once the part is on record. */
  design: (address: string) => PartDesign | Promise<PartDesign>;
}

/**
 * How a running part takes a new declaration. Decided by the inputs that it was last brought to, not by which files
 * differ: an interrupted update has written the files already, and is decided alike when it is repeated.
 */
export type Reload = (before: unknown) => 'restart' | 'hangup' | 'none';

/**
 * Creates a part, or completes what an interrupted create has left; when it returns, the part answers. On failure
 * nothing stays behind, unless the part had been complete before.
 *
 * @param whenUp what else makes it complete (a bucket in the store); repeatable
 */
export async function installPart(
  stateDir: string,
  declaration: PartDeclaration,
  whenUp: (part: FoundPart) => Promise<void> = async () => {},
): Promise<FoundPart> {
  const before = await readRecord(stateDir, declaration.id);
  // Half removed, it has lost nobody knows what.
  if (before?.phase === 'removing') await erasePart(stateDir, before.id);
  // The record before the supervisor: it keeps another part's removal from ending the supervisor as idle.
  const part = await claimAddress(stateDir, declaration);
  const complete = async (): Promise<FoundPart> => {
    await bootMachine(stateDir);
    const ready = await realise(stateDir, declaration, part, () => 'restart');
    await whenUp(ready);
    const done: FoundPart = { ...ready, phase: 'ready' };
    await writeRecord(stateDir, done);
    return done;
  };
  // A part that was complete keeps its data, whatever hinders it now.
  if (part.phase === 'ready') return await complete();
  return await orUndo(`remove ${part.id}`, complete, () => removePart(stateDir, part.id));
}

/** Brings a part to a changed declaration, keeping its address and data; when it returns, the part answers. */
export async function updatePart(
  stateDir: string,
  declaration: PartDeclaration,
  reload: Reload,
  whenUp: (part: FoundPart) => Promise<void> = async () => {},
): Promise<FoundPart> {
  const before = await readRecord(stateDir, declaration.id);
  if (!before || before.phase === 'removing') {
    throw new Error(
      `${declaration.id} is gone from ${partFolder(stateDir, declaration.id)}: refresh, then update again`,
    );
  }
  await bootMachine(stateDir);
  const part = await claimAddress(stateDir, declaration);
  const ready = await realise(stateDir, declaration, part, reload);
  await whenUp(ready);
  const done: FoundPart = { ...ready, phase: 'ready' };
  await writeRecord(stateDir, done);
  return done;
}

/** Ends and removes a part with all its data, and its keys. Fine to repeat. */
export async function removePart(stateDir: string, id: string, graceMs?: number): Promise<void> {
  await erasePart(stateDir, id, graceMs);
  await shutdownIfIdle(stateDir);
}

async function erasePart(stateDir: string, id: string, graceMs?: number): Promise<void> {
  const record = await readRecord(stateDir, id);
  // First of all: whenever this is killed, nobody takes what is left for the part. Nor is it one that should answer.
  if (record) {
    const { probe: _probe, ...rest } = record;
    await writeRecord(stateDir, { ...rest, phase: 'removing' });
  }
  await disableService(stateDir, id, graceMs);
  if (record) await removeKeys(stateDir, record);
  await removeFolder(stateDir, id);
}

/** Gives the part its address for life and records it, so that no other part of the stack takes the same. */
async function claimAddress(stateDir: string, declaration: PartDeclaration): Promise<FoundPart> {
  const { id, kind, region, name, network, inputs } = declaration;
  return await withLock(machineLock(stateDir), async () => {
    const before = await readRecord(stateDir, id);
    if (before?.address) return before;
    const taken = new Set((await listRecords(stateDir)).flatMap(({ address }) => address ?? []));
    const address = infrastructureAddress(network, kind, taken);
    const record: FoundPart = { version: 1, id, kind, region, name, phase: 'creating', address, inputs };
    await writeRecord(stateDir, record);
    return record;
  });
}

async function realise(
  stateDir: string,
  declaration: PartDeclaration,
  part: FoundPart,
  reload: Reload,
): Promise<FoundPart> {
  const { id } = part;
  const address = part.address ?? '';
  const folder = physical(partFolder(stateDir, id));
  const design = await declaration.design(address);
  await refuseTakenPorts(id, folder, address, design.ports);
  for (const each of design.folders ?? []) await mkdir(join(folder, each), { recursive: true, mode: 0o700 });
  for (const [path, content] of Object.entries(design.files))
    await writeIfChanged(join(folder, path), content);
  await writeService(stateDir, id, design.command);
  const running = processesIn(folder).length > 0;
  await enableService(stateDir, id);
  if (running) {
    const how = runsOldCommand(stateDir, id) ? 'restart' : reload(part.inputs);
    if (how === 'restart') await restartService(stateDir, id);
    if (how === 'hangup') control(stateDir, id, 'hangup');
  }
  await awaitReady(stateDir, id, design.probe);
  return { ...part, port: design.port, probe: design.probe, inputs: declaration.inputs };
}
