import { join } from 'node:path';
import { withLock } from '../process/lock.ts';
import { canListen, describeListener, readListeners } from '../network/listening.ts';
import { infrastructureAddress } from '../network/address-plan.ts';
import type { InfrastructureKind } from '../network/address-plan.ts';
import { processesIn } from '../process/procfs.ts';
import { writeIfChanged } from '../state/files.ts';
import { machineLock, partFolder, physical } from '../state/layout.ts';
import { until } from '../state/wait.ts';
import { bootMachine, shutdownIfIdle } from '../supervisor/machine.ts';
import type { Command } from '../supervisor/scripts.ts';
import {
  control,
  disableService,
  enableService,
  restartService,
  runsOldCommand,
  serviceFolder,
  writeService,
} from '../supervisor/service.ts';
import { readServiceStatus } from '../supervisor/status.ts';
import { lastLogLines, logPath } from './log.ts';
import { probe } from './probe.ts';
import type { Probe } from './probe.ts';
import { listRecords, readRecord, removeFolder, writeRecord } from './record.ts';
import type { FoundPart } from './record.ts';

/** Generous: a machine that runs a cold `npm test` on two cores starts things slowly. */
export const READY_TIMEOUT_MS = 60_000;

/** A part that was started so often and still doesn't answer has a fault that waiting doesn't cure. */
const MAX_STARTS = 5;

/** What a part is made of, computed from its declaration and address alone. */
export interface PartDesign {
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
  /** Pure, but for files that it may read. */
  design: (address: string, folder: string) => PartDesign;
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
  // The record before the supervisor: it keeps another part's removal from ending the supervisor as idle.
  const part = await claimAddress(stateDir, declaration);
  try {
    await bootMachine(stateDir);
    const ready = await realise(stateDir, declaration, part, () => 'restart');
    await whenUp(ready);
    const done: FoundPart = { ...ready, phase: 'ready' };
    await writeRecord(stateDir, done);
    return done;
  } catch (error) {
    // A part that was complete keeps its data, whatever hinders it now.
    if (part.phase === 'creating') await removePart(stateDir, part.id);
    throw error;
  }
}

/** Brings a part to a changed declaration, keeping its address and data; when it returns, the part answers. */
export async function updatePart(
  stateDir: string,
  declaration: PartDeclaration,
  reload: Reload,
  whenUp: (part: FoundPart) => Promise<void> = async () => {},
): Promise<FoundPart> {
  if (!(await readRecord(stateDir, declaration.id))) {
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

/** Ends and removes a part with all its data. Fine to repeat. */
export async function removePart(stateDir: string, id: string, graceMs?: number): Promise<void> {
  await disableService(stateDir, id, graceMs);
  await removeFolder(stateDir, id);
  await shutdownIfIdle(stateDir);
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
  const design = declaration.design(address, folder);
  await refuseTakenPorts(id, folder, address, design.ports);
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

/** @throws when somebody else has one of the ports; the part itself may well have them already */
export async function refuseTakenPorts(
  id: string,
  folder: string,
  address: string,
  ports: readonly number[],
): Promise<void> {
  const running = processesIn(folder).length > 0;
  const listeners = readListeners();
  for (const port of ports) {
    // Nobody but the part itself uses its address, so a listener on exactly that address is its own.
    if (running && listeners.some((each) => each.address === address && each.port === port)) continue;
    if (await canListen(address, port)) continue;
    throw new Error(
      `${id} can't listen on ${address}:${port}: ${describeListener(address, port)} has this port; ` +
        'stop it, or give this part another port in the stack file',
    );
  }
}

/** @throws with the end of the part's log when it doesn't answer in time, or ends again and again */
export async function awaitReady(
  stateDir: string,
  id: string,
  target: Probe,
  timeoutMs = READY_TIMEOUT_MS,
): Promise<void> {
  const begun = performance.now();
  const service = serviceFolder(stateDir, id);
  const pids = new Set<number>();
  let reason: string | undefined;
  let ready = false;
  await until(
    async () => {
      reason = await probe(target);
      ready = reason === undefined;
      const { pid } = readServiceStatus(service);
      if (pid !== undefined) pids.add(pid);
      return ready || pids.size > MAX_STARTS;
    },
    { timeoutMs },
  );
  if (ready) return;
  const seconds = Math.round((performance.now() - begun) / 1000);
  const starts = pids.size > MAX_STARTS ? ` and ${pids.size} starts` : '';
  throw new Error(
    `${id} doesn't answer after ${seconds} s${starts}: ${reason ?? 'no reason'}\n` +
      `last lines of ${logPath(stateDir, id)}:\n${await lastLogLines(stateDir, id)}`,
  );
}
