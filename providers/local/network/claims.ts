import { createHash } from 'node:crypto';
import { withLock } from '../process/lock.ts';
import { readUntrusted } from '../state/untrusted.ts';
import { cidrOf, secondOctet } from './address-plan.ts';
import { octetsInUse, readListeners } from './listening.ts';
import {
  CLAIMS_FOLDER,
  createClaim,
  isRegister,
  isSound,
  mendMode,
  openRegister,
  readClaims,
  removeClaim,
  sweepTemporaries,
} from './register.ts';
import type { Claim } from './register.ts';

/** Claims are made in milliseconds: longer means a stuck holder. */
const LOCK_SECONDS = 30;
/** A network's record has hundreds of bytes. */
const MAX_EVIDENCE_BYTES = 256 * 1024;

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
 * @throws when no range is free, when the wished one isn't and the request insists, or when the register isn't sound
 */
export async function claimRange(request: ClaimRequest, folder = CLAIMS_FOLDER): Promise<string> {
  openRegister(folder);
  const standing = standingRange(request, folder);
  if (standing !== undefined) {
    await request.record(standing);
    return standing;
  }
  return await withLock(
    folder,
    async () => {
      sweepTemporaries(folder);
      const cidr = cidrOf(takeRange(request, folder));
      await request.record(cidr);
      return cidr;
    },
    LOCK_SECONDS,
  );
}

/**
 * What the request has already: a claim that stands with its evidence is nobody's to take, and needs no lock, which any
 * user of the machine could hold.
 */
function standingRange({ evidence, wished }: ClaimRequest, folder: string): string | undefined {
  const [claim, ...others] = readClaims(folder).filter((each) => each.evidence === evidence);
  if (!claim || others.length > 0 || !isSound(claim)) return undefined;
  const cidr = cidrOf(claim.octet);
  return readRecorded(evidence) === cidr && (wished ?? cidr) === cidr ? cidr : undefined;
}

function takeRange(request: ClaimRequest, folder: string): number {
  for (;;) {
    const claims = readClaims(folder).filter((claim) => isHeld(claim) || !removeClaim(claim));
    const mine = claims.filter(({ evidence }) => evidence === request.evidence);
    const octet = selectRange(
      request,
      claims.filter((claim) => !mine.includes(claim)),
      mine[0],
      folder,
    );
    const held = mine.find((claim) => claim.octet === octet);
    if (held) mendMode(held);
    // Somebody who doesn't heed the lock was faster: his claim stands, so look again.
    else if (!createClaim(folder, octet, request.evidence)) continue;
    for (const claim of mine) if (claim !== held) removeClaim(claim);
    return octet;
  }
}

function selectRange(
  request: ClaimRequest,
  others: readonly Claim[],
  mine: Claim | undefined,
  folder: string,
): number {
  const wished = request.wished === undefined ? mine?.octet : secondOctet(request.wished);
  const rival = others.find(({ octet }) => octet === wished);
  if (wished !== undefined && !rival) return wished;
  if (request.insist) throw new Error(rivalry(request.wished ?? '', rival));
  const taken = new Set([...others.map((each) => each.octet), ...octetsInUse(readListeners())]);
  const octet = chooseRange(request.evidence, taken);
  if (octet === undefined) throw new Error(exhaustion(others, folder));
  return octet;
}

function rivalry(wished: string, rival: Claim | undefined): string {
  if (!rival) return `"${wished}" is no loopback /16 such as 127.42.0.0/16`;
  const { evidence, path, problem = '', uid } = rival;
  return (
    `${wished} is in use by another stack of this machine (${evidence ?? `unknown: the claim ${problem}`}): ` +
    'choose another 127.N.0.0/16, or leave cidr away and get a free one; ' +
    `where no such stack is left, remove its claim ${path}, which belongs to user ${uid ?? 'unknown'}`
  );
}

function exhaustion(claims: readonly Claim[], folder: string): string {
  const counts = new Map<string, number>();
  for (const { uid } of claims) counts.set(`${uid ?? '?'}`, (counts.get(`${uid ?? '?'}`) ?? 0) + 1);
  const owners = [...counts].map(([uid, count]) => `${count} of user ${uid}`).join(', ');
  // The likeliest leftover: one that names no stack.
  const example = claims.find(({ evidence }) => evidence === undefined) ?? claims[0];
  return (
    'all loopback ranges 127.2.0.0/16 to 127.254.0.0/16 are in use: ' +
    `${claims.length} are claimed in ${folder}${owners && ` (${owners})`}, in the others somebody listens; ` +
    `remove the claims of stacks that are gone${example ? `, such as ${example.path}` : ''}`
  );
}

/** Gives up what the evidence file claimed, if anything. */
export async function releaseRange(evidence: string, folder = CLAIMS_FOLDER): Promise<void> {
  // What is no register holds no claim that counts; and one that stays is stale anyway, once the evidence is gone.
  if (!isRegister(folder)) return;
  await withLock(
    folder,
    () => {
      for (const claim of readClaims(folder)) if (claim.evidence === evidence) removeClaim(claim);
      return Promise.resolve();
    },
    LOCK_SECONDS,
  );
}

/** Not where the evidence is gone, or tells of another range. What can't be looked at counts as held. */
function isHeld({ evidence, octet, torn }: Claim): boolean {
  if (evidence === undefined) return !torn;
  const cidr = readRecorded(evidence);
  return cidr === 'unknown' || cidr === cidrOf(octet);
}

/** The range that the evidence tells of, if it is there. */
function readRecorded(evidence: string): string | undefined {
  const found = readUntrusted(evidence, MAX_EVIDENCE_BYTES);
  if (found.kind === 'missing') return undefined;
  return (found.kind === 'text' ? recordedCidr(found.text) : undefined) ?? 'unknown';
}

function recordedCidr(record: string): string | undefined {
  try {
    const { cidr } = (JSON.parse(record) ?? {}) as { cidr?: unknown };
    return typeof cidr === 'string' ? cidr : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
