#!/bin/sh
# Keeps the runsvdir of "services" alive: waits until nobody runs it, then runs it.
cd ../.. || exit 111
PATH=$PWD/bin:$PATH
export PATH
exec setpriv --pdeathsig KILL -- flock -o services.lock setpriv --pdeathsig KILL -- runsvdir -P services 'log: ........................................................................................................................................................................................................'
