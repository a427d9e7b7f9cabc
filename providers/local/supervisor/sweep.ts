/**
 * Shell function `left`: the pids of what runs in places that the patterns of a `case` let through, found by working
 * directory as in process/procfs.ts. Processes with a terminal are somebody's shell.
 *
 * @param branches of the `case` on the working directory; `continue` passes it over
 */
export function leftFunction(branches: readonly string[]): string[] {
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
export function killLeft(whenItFails: string): string[] {
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
