#!/bin/sh
# runsv SERVICE, once no other runsv has it.
if [ -e "$1/supervise/lock" ]; then flock "$1/supervise/lock" true; fi
PATH=${PATH#*:} exec runsv "$1"
