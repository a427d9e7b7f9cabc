#!/bin/sh
# Part local-1/redis. Written by Skerry's provider; changes are lost.
exec 2>&1 </dev/null
'/a clone'\''s/machine/bin/sweep' .. || exit 111
cd ../work || exit 111
ulimit -S -n 1024 2>/dev/null || ulimit -S -n "$(ulimit -H -n)"
exec setpriv --pdeathsig KILL -- redis-server ../redis.conf
