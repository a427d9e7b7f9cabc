import { killLeft, leftFunction } from './sweep.ts';

/**
 * `run` of the bell. By itself runsvdir looks for new and for dead services every five seconds; a NUL on its log pipe
 * (which the log ignores) makes it look now. When the pipe is broken, its runsvdir was killed: this runsv gives way to
 * that of the successor.
 *
 * It also ends the whole tree, parts and both runsvdir, when the supervisor's folder has been removed, as with the clone
 * by `rm -rf`: runit itself would go on for ever. A stack that has been made anew in the same place meanwhile keeps what
 * works in folders that are there.
 */
export const bellRun = [
  '#!/bin/sh',
  '# Wakes runsvdir once a second, so that a killed runsv is replaced in about a second instead of five; and ends all',
  '# when the folder of the supervisor is gone.',
  '[ "$1" = ring ] || exec setpriv --pdeathsig KILL -- sh "$0" ring',
  'where() { cd -P ../.. && readlink /proc/self/cwd; }',
  ...leftFunction([
    '"$state (deleted)" | "$state"/*" (deleted)")',
    '"$state" | "$state"/*) [ ! -e "$state/machine" ] || continue',
  ]),
  'end() {',
  '  cd /',
  ...killLeft('1').map((line) => `  ${line}`),
  '}',
  'trap "" PIPE',
  'while printf "\\000" >&2; do',
  '  sleep 1',
  '  [ ! -e run ] || continue',
  '  machine=$(where)',
  '  case $machine in *" (deleted)") ;; *) continue ;; esac',
  '  state=${machine%/machine (deleted)}',
  '  # In the background it outlives its runsv, which is among what it ends.',
  '  end </dev/null >/dev/null 2>&1 &',
  '  exit 0',
  'done',
  'printf x >supervise/control',
  '',
].join('\n');
