import { commandLine, quote } from './shell.ts';

/**
 * The shell scripts of the supervision tree, as text. Two runsvdir watch each other, each through a guard service of
 * the other:
 *
 *     runsvdir services ── guard ─(holds watch.lock)──▶ runsvdir watch ── guard ─(waits for services.lock)─▷ …
 *        └── parts, bell
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

/**
 * `run` of the bell. By itself runsvdir looks for new and for dead services every five seconds; a NUL on its log pipe
 * (which the log ignores) makes it look now. When the pipe is broken, its runsvdir was killed: this runsv gives way to
 * that of the successor.
 */
export const bellRun = [
  '#!/bin/sh',
  '# Wakes runsvdir once a second, so that a killed runsv is replaced in about a second instead of five.',
  "exec setpriv --pdeathsig KILL -- sh -c '",
  'trap "" PIPE',
  'while printf "\\000" >&2; do sleep 1; done',
  'printf x >supervise/control',
  "'",
  '',
].join('\n');

/** `run` of the service that keeps the edges' access logs at two files of 16 MB: nginx itself never ends one. */
export const rotateRun = [
  '#!/bin/sh',
  '# Renames large access logs; SIGUSR1 (runsv: "1") makes nginx open new ones.',
  "exec setpriv --pdeathsig KILL -- sh -c '",
  'while sleep 60; do',
  '  for part in ../*/../; do',
  '    log=$part/log/access.log',
  '    [ -n "$(find "$log" -size +16384k 2>/dev/null)" ] || continue',
  '    mv "$log" "$log.1" && printf 1 >"$part/service/supervise/control"',
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

/**
 * `sweep PART`: SIGKILL for what a part has left running, found by working directory as in process/procfs.ts: the
 * workers of a killed nginx hold its port. Its supervisor, in `service/`, is the caller. Processes with a terminal are
 * somebody's shell.
 */
export const sweepScript = [
  '#!/bin/sh',
  'folder=$(cd "$1" && pwd -P) || exit 111',
  'left() {',
  "  find /proc/[0-9]* -maxdepth 1 -name cwd -printf '%h\\t%l\\n' 2>/dev/null |",
  "    while IFS='\t' read -r process target; do",
  '      case $target in',
  '        "$folder/service" | "$folder/service/"*) continue ;;',
  '        "$folder" | "$folder"/* | "$folder (deleted)") ;;',
  '        *) continue ;;',
  '      esac',
  '      { read -r stat <"$process/stat"; } 2>/dev/null || continue',
  '      # After the command in parentheses: state, parent, group, session, terminal.',
  '      set -- ${stat##*) }',
  '      [ "$1" = Z ] || [ "$5" != 0 ] || echo "${process#/proc/}"',
  '    done',
  '}',
  'tries=0',
  'while pids=$(left) && [ -n "$pids" ]; do',
  '  kill -9 $pids 2>/dev/null',
  '  tries=$((tries + 1))',
  '  if [ $tries -gt 200 ]; then echo "these do not end: $pids"; exit 111; fi',
  '  sleep 0.05',
  'done',
  '',
].join('\n');

export interface Command {
  /** Executable and arguments; the working directory is the part's `work/`. */
  argv: string[];
  environment?: Record<string, string>;
  /** Highest memory of the whole part is not bounded here; this is the limit of open files. */
  openFiles?: number;
}

/**
 * `run` of a part. It dies with its runsv (pdeathsig), so that a new runsv starts it without a rival on its address.
 *
 * @param sweep absolute path of the sweep script
 */
export function partRun(id: string, sweep: string, command: Command): string {
  const variables = Object.entries(command.environment ?? {});
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
    ...variables.map(([name, value]) => `export ${name}=${quote(value)}`),
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
