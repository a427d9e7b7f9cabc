#!/bin/sh
# Installs Debian packages without starting their daemons, which would listen on all addresses: the stack starts its own
# on loopback. Run as root with the names of the packages; without any, it only tidies up after a run that was
# killed.
#
# While it runs, policy-rc.d forbids starts; whatever policy was there before is put back at the end, after a failure,
# and by the next run where this one was killed. There is one such policy on a machine, so one run at a time, whichever
# user and clone it comes from: apt-get inherits the lock, and keeps it where this script is killed above it.
set -eu

# Tests let a folder stand for `/`.
policy=${SKERRY_DEBIAN_ROOT:-}/usr/sbin/policy-rc.d
saved=$policy.before-skerry
mark='# Put here by the set-up of Skerry while it installs packages.'
# Not in /run/lock, where every user could make this name lead to another file, or be the owner of it.
lock=${SKERRY_DEBIAN_ROOT:-}/run/skerry-policy-rc.d.lock
patience=1800

exists() { [ -e "$1" ] || [ -L "$1" ]; }

restore() {
  if grep -qsF "$mark" "$policy"; then
    if exists "$saved"; then mv -f "$saved" "$policy"; else rm -f "$policy"; fi
  elif exists "$policy"; then
    # Not ours: the one that was saved, or a newer one.
    rm -f "$saved"
  elif exists "$saved"; then
    mv -f "$saved" "$policy"
  fi
  rm -f "$policy.new" "$saved.new"
}

umask 022
exec 9>>"$lock"
flock --nonblock 9 || {
  echo "Waiting for another set-up on this machine, which installs Debian packages ($lock is held)" >&2
  flock --timeout "$patience" 9 || {
    echo "$lock is still held after $patience s: see who does with: lslocks" >&2
    exit 75
  }
}

restore
[ $# -gt 0 ] || exit 0
trap restore EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

printf '#!/bin/sh\n%s\nexit 101\n' "$mark" > "$policy.new"
chmod 755 "$policy.new"
# Torn by a power cut it would neither forbid anything nor be known as ours.
sync "$policy.new"
if exists "$policy"; then
  cp -a "$policy" "$saved.new"
  mv -f "$saved.new" "$saved"
fi
mv -f "$policy.new" "$policy"

export DEBIAN_FRONTEND=noninteractive
install() {
  apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
}

# The lists of a fresh machine are empty or old; of any other they are good enough. After an interrupted installation
# apt-get asks for dpkg to complete that one; whether it could is told by apt-get.
install "$@" || {
  dpkg --configure -a || :
  apt-get update -o DPkg::Lock::Timeout=300
  install "$@"
}
