import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../process/lock.ts';
import { isErrno } from '../state/files.ts';
import { cidrOf, secondOctet } from './address-plan.ts';
import { octetsInUse, readListeners } from './listening.ts';

/**
 * The machine-wide register of loopback /16s: one file a range, in a folder that all users share (sticky, so that
 * nobody removes another's). It outlives reboots, as /var/tmp does. Whoever changes it holds the folder's lock.
 */
export const CLAIMS_FOLDER = '/var/tmp/skerry-loopback';
const CLAIM = /^127\.(\d+)$/;
/** Claims are made in milliseconds: longer means a stuck holder. */
const LOCK_SECONDS = 30;

export interface Claim {
  octet: number;
  /** File in the owner's state folder that holds the claim's other half: the claim is stale without it. */
  evidence: string;
}

/**
 * The first free range from a start that depends on the state folder: neighbours seldom meet, and a folder that was
 * emptied gets its old range again.
 */
export function chooseRange(seed: string, taken: ReadonlySet<number>): number | undefined {
  const start = createHash('sha256').update(seed).digest().readUInt32BE(0);
  for (let step = 0; step < RANGES; step++) {
    const octet = FIRST_RANGE + ((start + step) % RANGES);
    if (!taken.has(octet)) return octet;
  }
  return undefined;
}

/** 127.0 and 127.1 are where other software listens by habit. */
const FIRST_RANGE = 2;
const RANGES = 253;

export interface ClaimRequest {
  /** Absolute path of the file that will tell of the claim; see `Claim.evidence`. */
  evidence: string;
  /** A range wished for: the part's from before, or the user's own. */
  wished?: string;
  /** Refuse rather than take another range than the wished one. */
  insist: boolean;
  /** Writes the evidence, before the register's lock is released. */
  record: (cidr: string) => Promise<void>;
}

/**
 * Claims a range for a network. Repeating it with the same evidence gives the same range.
 *
 * @throws when no range is free, or the wished one isn't and the request insists
 */
export async function claimRange(request: ClaimRequest, folder = CLAIMS_FOLDER): Promise<string> {
  makeFolder(folder);
  return await withLock(
    folder,
    async () => {
      const others = liveClaims(folder).filter(({ evidence }) => evidence !== request.evidence);
      const mine = readClaims(folder).find(({ evidence }) => evidence === request.evidence);
      const cidr = cidrOf(selectRange(request, others, mine));
      const octet = secondOctet(cidr) ?? 0;
      if (mine && mine.octet !== octet) unlinkSync(claimPath(folder, mine.octet));
      if (mine?.octet !== octet) writeClaim(folder, { octet, evidence: request.evidence });
      await request.record(cidr);
      return cidr;
    },
    LOCK_SECONDS,
  );
}

function selectRange(request: ClaimRequest, others: readonly Claim[], mine: Claim | undefined): number {
  const wished = request.wished === undefined ? mine?.octet : secondOctet(request.wished);
  const rival = others.find(({ octet }) => octet === wished);
  if (wished !== undefined && !rival) return wished;
  if (request.insist) {
    throw new Error(
      `${request.wished ?? ''} is in use by another stack of this machine (${rival?.evidence ?? ''}): ` +
        'choose another 127.N.0.0/16, or leave cidr away and get a free one',
    );
  }
  const taken = new Set([...others.map((each) => each.octet), ...octetsInUse(readListeners())]);
  const octet = chooseRange(request.evidence, taken);
  if (octet === undefined) {
    throw new Error(`all loopback ranges 127.2.0.0/16 to 127.254.0.0/16 are in use: see ${CLAIMS_FOLDER}`);
  }
  return octet;
}

/** Gives up what the evidence file claimed, if anything. */
export async function releaseRange(evidence: string, folder = CLAIMS_FOLDER): Promise<void> {
  if (!existsSync(folder)) return;
  await withLock(
    folder,
    async () => {
      for (const claim of readClaims(folder)) {
        if (claim.evidence === evidence) unlinkSync(claimPath(folder, claim.octet));
      }
    },
    LOCK_SECONDS,
  );
}

/** Claims that hold; removes those of folders that are gone, where the folder's stickiness lets us. */
function liveClaims(folder: string): Claim[] {
  return readClaims(folder).filter((claim) => {
    if (isHeld(claim)) return true;
    try {
      unlinkSync(claimPath(folder, claim.octet));
      return false;
    } catch (error) {
      // Another user's leftover: its owner's next run, or root's, removes it.
      if (isErrno(error, 'EPERM', 'EACCES')) return true;
      throw error;
    }
  });
}

/** What can't be looked at, because it lies in another user's folder, counts as held. */
function isHeld({ evidence, octet }: Claim): boolean {
  if (evidence === '') return true;
  try {
    statSync(evidence);
    const { cidr } = JSON.parse(readFileSync(evidence, 'utf8')) as { cidr?: string };
    return cidr === undefined || cidr === cidrOf(octet);
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return false;
    if (isErrno(error, 'EACCES', 'EPERM')) return true;
    throw error;
  }
}

export function readClaims(folder = CLAIMS_FOLDER): Claim[] {
  return readdirSync(folder).flatMap((name) => {
    const octet = Number(CLAIM.exec(name)?.[1] ?? Number.NaN);
    return Number.isNaN(octet) ? [] : [{ octet, evidence: readEvidence(join(folder, name)) }];
  });
}

/** Empty, hence never stale, where the file can't be read or was cut short by a crash of somebody else. */
function readEvidence(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (isErrno(error, 'EACCES', 'EPERM', 'ENOENT')) return '';
    throw error;
  }
}

function writeClaim(folder: string, claim: Claim): void {
  // Exclusive: an unremovable leftover of another user must not be overwritten.
  writeFileSync(claimPath(folder, claim.octet), `${claim.evidence}\n`, { flag: 'wx', mode: 0o644 });
}

const claimPath = (folder: string, octet: number): string => join(folder, `127.${octet}`);

function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  try {
    // Apart from mkdir, whose mode the umask would cut.
    chmodSync(folder, 0o1777);
  } catch (error) {
    // Another user has made it between the two calls.
    if (!isErrno(error, 'EPERM')) throw error;
  }
}
