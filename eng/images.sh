#!/usr/bin/env bash
# The base images of the samples and tests: pulled where that works, otherwise made here from Debian's packages.
#   eng/images.sh small   busybox:1.36, also named ci-test/busybox:1 (a second)
#   eng/images.sh full    debian:bookworm-slim with certificates, curl and git (about a minute, later a few seconds)
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/tools.sh"
PATH="$PATH:/usr/sbin:/sbin"

cache=$(engine_dir)

small() {
  exists busybox:1.36 && exists ci-test/busybox:1 && return
  if exists busybox:1.36 || pull busybox:1.36; then
    docker tag busybox:1.36 ci-test/busybox:1
  else
    need busybox busybox-static "for a small test image, because no registry answers"
    import_from pack_busybox ci-test/busybox:1 --change 'CMD ["sh"]'
    docker tag ci-test/busybox:1 busybox:1.36
  fi
  say "The images busybox:1.36 and ci-test/busybox:1 are there."
}

full() {
  exists debian:bookworm-slim && return
  if ! pull debian:bookworm-slim; then
    need debootstrap debootstrap "for a Debian test image, because no registry answers"
    import_from pack_debian debian:bookworm-slim --change 'CMD ["bash"]'
  fi
  say "The image debian:bookworm-slim is there."
}

exists() { docker image inspect "$1" >/dev/null 2>&1; }

# One quick attempt tells whether images can be pulled; its "no" is remembered for ten minutes, so that a run asks once.
pull() {
  local no=$cache/no-registry
  mkdir -p "$cache"
  [ -z "$(find "$no" -mmin -10 2>/dev/null)" ] || return 1
  if timeout "${CI_PULL_SECONDS:-20}" docker pull -q "$1" >/dev/null 2>&1; then
    rm -f "$no"
  else
    touch "$no"
    return 1
  fi
}

# import_from PACK NAME OPTIONS...: PACK writes a root file system as a tar to its standard output.
import_from() {
  local pack=$1 name=$2
  shift 2
  "$pack" | docker import --change 'LABEL ci.image=test' \
    --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' "$@" - "$name" >/dev/null
}

# Its static resolver crashes on host names: good for applications that look up none.
pack_busybox() (
  root=$(mktemp -d)
  trap 'rm -rf "$root"' EXIT
  chmod 755 "$root"
  mkdir -p "$root"/{bin,sbin,usr/bin,usr/sbin,etc,root,home,var/tmp,proc,sys,dev}
  mkdir -m 1777 "$root/tmp"
  cp "$(command -v busybox)" "$root/bin/busybox"
  busybox --list-full | while read -r applet; do
    [ "$applet" = bin/busybox ] || ln -sf /bin/busybox "$root/$applet"
  done
  printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' >"$root/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
  tar -C "$root" --numeric-owner --owner=0 --group=0 -c .
)

pack_debian() {
  local tarball=$cache/debian-bookworm-slim.tar.gz
  [ -s "$tarball" ] || bootstrap_debian "$tarball"
  gzip -dc "$tarball"
}

bootstrap_debian() (
  is_root || fail "Making a Debian image needs root."
  root=$(mktemp -d "$cache/debian.XXXXXX")
  trap 'rm -rf "$root"' EXIT
  chmod 755 "$root"
  quietly "$cache/debootstrap.log" debootstrap --variant=minbase --include=ca-certificates,curl,git bookworm "$root"
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
  # Package registries may be reached through a certificate authority of this machine's own.
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
  tar -C "$root" --numeric-owner -c . | gzip -1 >"$1.new"
  mv "$1.new" "$1"
)

case ${1:-} in
  small | full) ;;
  *)
    say "Usage: eng/images.sh small | full"
    exit 2
    ;;
esac
has docker || fail "The docker command is missing: run eng/engine.sh up first."
# Two test runs at once make each image once. The lock follows the cache folder, which both share.
mkdir -p "$cache"
exec 8>"$cache/images.lock"
flock 8
"$1"
