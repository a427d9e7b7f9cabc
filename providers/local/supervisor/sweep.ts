/**
 * Shell function `left`: the pids of what runs in places that the patterns of a `case` let through, found by working
 * directory as in process/procfs.ts. Processes with a terminal are somebody's shell.
 *
 * @param branches of the `case` on the working directory; `continue` passes it over
 */
function leftFunction(branches: readonly string[]): string[] {
  return [
    'left() {',
    "  find /proc/[0-9]* -maxdepth 1 -name cwd -printf '%h\\t%l\\n' 2>/dev/null |",
    "    while IFS='\t' read -r process target; do",
    '      case $target in',
    ...branches.map((branch) => `        ${branch} ;;`),
    '        *) continue ;;',
    '      esac',
    '      { read -r stat <"$process/stat"; } 2>/dev/null || continue',
    '      # After the command in parentheses: state, parent, group, session, terminal.',
    '      set -- ${stat##*) }',
    '      [ "$1" = Z ] || [ "$5" != 0 ] || echo "${process#/proc/}"',
    '    done',
    '}',
  ];
}

/** Lines that send SIGKILL to all that is `left`, those that are started meanwhile included. */
function killLeft(whenItFails: string): string[] {
  return [
    'tries=0',
    'while pids=$(left) && [ -n "$pids" ]; do',
    '  kill -9 $pids 2>/dev/null',
    '  tries=$((tries + 1))',
    `  if [ $tries -gt 200 ]; then echo "these do not end: $pids"; exit ${whenItFails}; fi`,
    '  sleep 0.05',
    'done',
  ];
}

/**
 * `sweep PART`: SIGKILL for what a part has left running: the workers of a killed nginx hold its port. Its supervisor,
 * in `service/`, is the caller.
 */
export const sweepScript = [
  '#!/bin/sh',
  'folder=$(cd "$1" && pwd -P) || exit 111',
  ...leftFunction([
    '"$folder/service" | "$folder/service/"*) continue',
    '"$folder" | "$folder"/* | "$folder (deleted)")',
  ]),
  ...killLeft('111'),
  '',
].join('\n');

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
