#!/bin/sh
# Installs Debian packages without starting their daemons, which would listen on all addresses: the stack starts its own
# on loopback. Run as root with the names of the packages; without
# any, it only tidies up after a run that was killed.
#
# While it runs, policy-rc.d forbids starts; whatever policy was there before is put back at the end, after a failure,
# and by the next run where this one was killed.
set -eu

policy=${SKERRY_POLICY_RC_D:-/usr/sbin/policy-rc.d}
saved=$policy.before-skerry
mark='# Put here by the set-up of Skerry while it installs packages.'

restore() {
  if [ -e "$saved" ]; then
    mv -f "$saved" "$policy"
  elif grep -qsF "$mark" "$policy"; then
    rm -f "$policy"
  fi
}

restore
rm -f "$policy.new" "$saved.new"
[ $# -gt 0 ] || exit 0
trap restore EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

printf '#!/bin/sh\n%s\nexit 101\n' "$mark" > "$policy.new"
chmod 755 "$policy.new"
if [ -e "$policy" ]; then
  cp -p "$policy" "$saved.new"
  mv -f "$saved.new" "$saved"
fi
mv -f "$policy.new" "$policy"

export DEBIAN_FRONTEND=noninteractive
install() {
  apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
}

# The lists of a fresh machine are empty or old; of any other they are good enough.
install "$@" || {
  apt-get update -o DPkg::Lock::Timeout=300
  install "$@"
}
