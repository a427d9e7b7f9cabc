#!/bin/sh
# Wakes runsvdir once a second, so that a killed runsv is replaced in about a second instead of five.
exec setpriv --pdeathsig KILL -- sh -c '
trap "" PIPE
while printf "\000" >&2; do sleep 1; done
printf x >supervise/control
'
