import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isErrno } from '../state/files.ts';
import { describeKind, readUntrusted } from '../state/untrusted.ts';

/**
 * The machine-wide register of loopback /16s: one file a range, in a folder that all users share (sticky, so that
 * nobody removes another's). It outlives reboots, as /var/tmp does. Any user may put there what he likes: all that is
 * read from it is doubted, and what tells nothing counts as somebody's claim.
 */
export const CLAIMS_FOLDER = '/var/tmp/skerry-loopback';
const FOLDER_MODE = 0o1777;
const CLAIM_MODE = 0o644;
const CLAIM = /^127\.([1-9]\d{0,2})$/;
const LAST_OCTET = 254;
const TEMPORARY = '.claim.';
/** One path; Linux' longest has 4096. */
const MAX_CLAIM_BYTES = 8192;
const WHOLE = /^(\/[^\0\n]+)\n$/;

export interface Claim {
  octet: number;
  /** Of the claim's own file. */
  path: string;
  /** Owner of that file; absent when it can't be learnt. */
  uid?: number;
  mode?: number;
  /** File in the owner's state folder that holds the claim's other half; absent when the claim doesn't tell. */
  evidence?: string;
  /** Why it doesn't tell, to go on after its path: "is a fifo". */
  problem?: string;
  /** The file is ours, and was cut short by a power cut or an older version's crash: it claims nothing. */
  torn: boolean;
}

const ourselves = (): number => process.geteuid?.() ?? 0;

/**
 * Makes the folder if it isn't there, and sees to it that nobody but root and ourselves can exchange it or remove our
 * claims: only then its path may be used as if it were one's own.
 *
 * @throws when it is something else, or another user's; with the command that mends it
 */
export function openRegister(folder: string): void {
  if (!lstatSync(folder, { throwIfNoEntry: false })) mkdirSync(folder, { recursive: true });
  const { complaint, mode, uid } = inspect(folder);
  if (complaint) throw new Error(complaint);
  if ((mode & FOLDER_MODE) === FOLDER_MODE) return;
  // Just made (mkdir's mode is cut by the umask), or its maker was killed between the two calls.
  if (uid === ourselves()) chmodSync(folder, FOLDER_MODE);
  else {
    throw new Error(
      `${folder}, where all users claim loopback ranges, has mode ${(mode & 0o7777).toString(8)}: ` +
        `it must be open to all and sticky; as its owner: chmod 1777 ${folder}`,
    );
  }
}

/** Whether there is a register, and one that may be trusted to be one; see `openRegister`. */
export const isRegister = (folder: string): boolean =>
  lstatSync(folder, { throwIfNoEntry: false }) !== undefined && inspect(folder).complaint === undefined;

function inspect(folder: string): { complaint?: string; mode: number; uid: number } {
  const stats = lstatSync(folder);
  const { mode, uid } = stats;
  if (!stats.isDirectory()) {
    const complaint =
      `${folder} is ${describeKind(stats)} of user ${uid}, where the folder must be in which all users claim ` +
      `loopback ranges: find out whose it is, then remove it: rm ${folder}`;
    return { complaint, mode, uid };
  }
  if (uid !== 0 && uid !== ourselves()) {
    const complaint =
      `${folder}, where all users claim loopback ranges, belongs to user ${uid}, who could remove or exchange ` +
      `other users' claims: let root have it, once for all users: sudo chown root: ${folder}`;
    return { complaint, mode, uid };
  }
  return { mode, uid };
}

export function readClaims(folder = CLAIMS_FOLDER): Claim[] {
  return readdirSync(folder).flatMap((name) => {
    const octet = Number(CLAIM.exec(name)?.[1] ?? Number.NaN);
    return octet <= LAST_OCTET ? readClaim(join(folder, name), octet) : [];
  });
}

function readClaim(path: string, octet: number): Claim[] {
  const found = readUntrusted(path, MAX_CLAIM_BYTES);
  if (found.kind === 'missing') return [];
  const uid = found.uid === undefined ? {} : { uid: found.uid };
  if (found.kind === 'unreadable') return [{ octet, path, ...uid, problem: found.problem, torn: false }];
  const { text, mode } = found;
  const evidence = WHOLE.exec(text)?.[1];
  if (evidence !== undefined) return [{ octet, path, ...uid, mode, evidence, torn: false }];
  const torn = found.uid === ourselves() && !text.endsWith('\n');
  return [{ octet, path, ...uid, mode, problem: text === '' ? 'is empty' : 'holds no path', torn }];
}

/**
 * Makes a claim, whole or not at all: a crash never leaves half of one, nor one that others can't read.
 *
 * @returns false when there is one of this range already, whatever it is
 */
export function createClaim(folder: string, octet: number, evidence: string): boolean {
  const temporary = join(folder, `${TEMPORARY}${process.pid}.${randomBytes(8).toString('hex')}`);
  const file = openSync(temporary, 'wx', 0o600);
  try {
    writeFileSync(file, `${evidence}\n`);
    // Apart from open, whose mode the umask would cut.
    fchmodSync(file, CLAIM_MODE);
    fsyncSync(file);
    linkSync(temporary, join(folder, `127.${octet}`));
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    throw error;
  } finally {
    closeSync(file);
    rmSync(temporary, { force: true });
  }
}

/** Whether a claim is ours, and as it should be: then only we change it. */
export const isSound = ({ uid, mode, evidence }: Claim): boolean =>
  uid === ourselves() && mode === CLAIM_MODE && evidence !== undefined;

/** Makes a claim of ours readable to all and writable to nobody else, whatever umask it was made under. */
export function mendMode({ path, uid, mode }: Claim): void {
  if (uid === ourselves() && mode !== CLAIM_MODE) chmodSync(path, CLAIM_MODE);
}

/** @returns false when it is another user's, whose next run, or root's, removes it */
export function removeClaim({ path }: Claim): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return true;
    if (isErrno(error, 'EPERM', 'EACCES')) return false;
    throw error;
  }
}

/** Removes what a kill amidst `createClaim` has left of ours. Only under the register's lock. */
export function sweepTemporaries(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.startsWith(TEMPORARY))) {
    const path = join(folder, name);
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats?.isFile() && stats.uid === ourselves()) rmSync(path, { force: true });
  }
}
