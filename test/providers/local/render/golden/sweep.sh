#!/bin/sh
folder=$(cd "$1" && pwd -P) || exit 111
left() {
  find /proc/[0-9]* -maxdepth 1 -name cwd -printf '%h\t%l\n' 2>/dev/null |
    while IFS='	' read -r process target; do
      case $target in
        "$folder/service" | "$folder/service/"*) continue ;;
        "$folder" | "$folder"/* | "$folder (deleted)") ;;
        *) continue ;;
      esac
      { read -r stat <"$process/stat"; } 2>/dev/null || continue
      # After the command in parentheses: state, parent, group, session, terminal.
      set -- ${stat##*) }
      [ "$1" = Z ] || [ "$5" != 0 ] || echo "${process#/proc/}"
    done
}
tries=0
while pids=$(left) && [ -n "$pids" ]; do
  kill -9 $pids 2>/dev/null
  tries=$((tries + 1))
  if [ $tries -gt 200 ]; then echo "these do not end: $pids"; exit 111; fi
  sleep 0.05
done
