#!/bin/sh
# Renames large access logs; SIGUSR1 (runsv: "1") makes nginx open new ones: until it has, should this be killed
# before it says so.
exec setpriv --pdeathsig KILL -- sh -c '
while sleep 60; do
  for part in ../*/../; do
    log=$part/log/access.log
    control=$part/service/supervise/control
    [ -z "$(find "$log" -size +16384k 2>/dev/null)" ] || mv "$log" "$log.1"
    if [ ! -e "$log" ] && [ -e "$log.1" ] && [ -p "$control" ]; then
      # Opened for reading, too: it must not wait for the runsv of a part that is being removed.
      printf 1 1<>"$control"
    fi
  done
done'
