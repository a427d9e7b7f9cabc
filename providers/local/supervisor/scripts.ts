import { commandLine, quote } from './shell.ts';

/**
 * The shell scripts of the supervision tree, as text. Two runsvdir watch each other, each through a guard service of
 * the other:
 *
 *     runsvdir services ── guard ─(holds watch.lock)──▶ runsvdir watch ── guard ─(waits for services.lock)─▷ …
 *        └── parts, bell (see bell.ts)
 *
 * A guard blocks on the kernel's lock that stands for the other's life, so it costs nothing while all is well and acts
 * at once when the lock falls free.
 */

/** Placeholder that runsvdir overwrites with the latest messages of its services, to be seen in `ps`. */
const PROCESS_TITLE_LOG = `log: ${'.'.repeat(200)}`;

/** Words that run one of the two runsvdir under its lock; they end at once (status 1) where it is held. */
export function runsvdirUnderLock(side: 'services' | 'watch', whenHeld: 'wait' | 'give-up'): string[] {
  return [
    'flock',
    ...(whenHeld === 'give-up' ? ['-n'] : []),
    // Not inherited: else every service would hold the lock beyond the life of its runsvdir.
    '-o',
    `${side}.lock`,
    ...['setpriv', '--pdeathsig', 'KILL', '--'],
    ...['runsvdir', '-P', side, PROCESS_TITLE_LOG],
  ];
}

/** `run` of the guard that lives on the other side of `side`. */
export function guardRun(side: 'services' | 'watch'): string {
  return [
    '#!/bin/sh',
    `# Keeps the runsvdir of "${side}" alive: waits until nobody runs it, then runs it.`,
    'cd ../.. || exit 111',
    'PATH=$PWD/bin:$PATH',
    'export PATH',
    `exec setpriv --pdeathsig KILL -- ${commandLine(runsvdirUnderLock(side, 'wait'))}`,
    '',
  ].join('\n');
}

/** `run` of the service that keeps the edges' access logs at two files of 16 MB: nginx itself never ends one. */
export const rotateRun = [
  '#!/bin/sh',
  '# Renames large access logs; SIGUSR1 (runsv: "1") makes nginx open new ones: until it has, should this be killed',
  '# before it says so.',
  "exec setpriv --pdeathsig KILL -- sh -c '",
  'while sleep 60; do',
  '  for part in ../*/../; do',
  '    log=$part/log/access.log',
  '    control=$part/service/supervise/control',
  '    [ -z "$(find "$log" -size +16384k 2>/dev/null)" ] || mv "$log" "$log.1"',
  '    if [ ! -e "$log" ] && [ -e "$log.1" ] && [ -p "$control" ]; then',
  '      # Opened for reading, too: it must not wait for the runsv of a part that is being removed.',
  '      printf 1 1<>"$control"',
  '    fi',
  '  done',
  "done'",
  '',
].join('\n');

/**
 * `runsv` as runsvdir finds it first on its PATH. After a runsvdir was killed its runsv live on, and their parts with
 * them; the successor's runsv wait here for their end instead of failing every second.
 */
export const runsvWrapper = [
  '#!/bin/sh',
  '# runsv SERVICE, once no other runsv has it.',
  'if [ -e "$1/supervise/lock" ]; then flock "$1/supervise/lock" true; fi',
  'PATH=${PATH#*:} exec runsv "$1"',
  '',
].join('\n');

export interface Command {
  /** Executable and arguments; the working directory is the part's `work/`. */
  argv: string[];
  /** The soft limit of open files; by default the system's. */
  openFiles?: number;
}

/**
 * `run` of a part. It dies with its runsv (pdeathsig), so that a new runsv starts it without a rival on its address.
 *
 * @param sweep absolute path of the sweep script
 */
export function partRun(id: string, sweep: string, command: Command): string {
  return [
    '#!/bin/sh',
    `# Part ${id}. Written by Skerry's provider; changes are lost.`,
    'exec 2>&1 </dev/null',
    `${quote(sweep)} .. || exit 111`,
    'cd ../work || exit 111',
    // A soft limit may be raised up to the hard one; where even that is too high, what there is must do.
    ...(command.openFiles
      ? [`ulimit -S -n ${command.openFiles} 2>/dev/null || ulimit -S -n "$(ulimit -H -n)"`]
      : []),
    `exec setpriv --pdeathsig KILL -- ${commandLine(command.argv)}`,
    '',
  ].join('\n');
}

/**
 * `log/run` of a part. No pdeathsig: after the death of its runsv it writes what is left in the pipe and ends by
 * itself.
 */
export const logRun = ['#!/bin/sh', 'exec svlogd -tt ../../log', ''].join('\n');

/** svlogd: files of 1 MB, five of them kept. */
export const logConfig = 's1000000\nn5\n';
