import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processStart } from './process.mjs';

/** @typedef {{ pid: number, start: string }} Holder */
/** @typedef {{ holders: Holder[] }} Content */

const pollMilliseconds = 200;

/**
 * Runs `work` while nobody else does so under the same path, on this machine. A lock whose holders are all dead is
 * taken over. Should two processes take over the same stale lock in the same instant, both may work at once: the lock
 * saves double work, while correctness rests on each publishing its result under a temporary name and renaming it.
 *
 * @template T
 * @param {string} path
 * @param {(lock: { alsoHeldBy(pid: number): void }) => Promise<T>} work `alsoHeldBy` names a child that goes on working
 *   when this process is killed.
 * @param {(holder: number) => void} onWait Called once, with the holder's pid, where there is somebody to wait for.
 * @returns {Promise<T>}
 */
export async function withLock(path, work, onWait) {
  const own = { pid: process.pid, start: processStart(process.pid) ?? '' };
  /** @type {Content} */
  const content = { holders: [own] };
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  for (let holder = tryAcquire(path, content); holder !== undefined; holder = tryAcquire(path, content)) {
    if (!told) onWait(holder);
    told = true;
    await delay(pollMilliseconds);
  }
  try {
    return await work({
      alsoHeldBy(pid) {
        const start = processStart(pid);
        if (start === undefined) return;
        content.holders.push({ pid, start });
        const temporary = temporaryName(path);
        writeFileSync(temporary, JSON.stringify(content));
        renameSync(temporary, path);
      },
    });
  } finally {
    rmSync(path, { force: true });
  }
}

/**
 * The pid of a living holder, or `undefined` when the lock is ours.
 *
 * @param {string} path
 * @param {Content} content
 * @returns {number | undefined}
 */
function tryAcquire(path, content) {
  const temporary = temporaryName(path);
  writeFileSync(temporary, JSON.stringify(content));
  try {
    for (;;) {
      // A link gives the lock its name and its whole content in one step, and fails where there is one.
      if (linkIfAbsent(temporary, path)) return undefined;
      const found = readIfThere(path);
      if (found === undefined) continue;
      const holder = livingHolder(found);
      if (holder !== undefined) return holder;
      takeAway(path, found);
    }
  } finally {
    rmSync(temporary, { force: true });
  }
}

/**
 * The first holder that still lives. A lock that can't be read as one has none.
 *
 * @param {string} text
 * @param {(pid: number) => string | undefined} startOf
 * @returns {number | undefined}
 */
export function livingHolder(text, startOf = processStart) {
  /** @type {Partial<Content>} */
  let content;
  try {
    content = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return content.holders?.find(({ pid, start }) => startOf(pid) === start)?.pid;
}

/**
 * Removes a stale lock, unless another process was faster and it is a new one by now.
 *
 * @param {string} path
 * @param {string} stale
 */
function takeAway(path, stale) {
  const aside = temporaryName(path);
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== stale) linkIfAbsent(aside, path);
  rmSync(aside);
}

/**
 * @param {string} from
 * @param {string} to
 */
function linkIfAbsent(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** @param {string} path */
function temporaryName(path) {
  return `${path}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
}

/** @param {unknown} error */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}
