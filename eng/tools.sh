#!/usr/bin/env bash
# What the scripts share: `need` installs a missing tool, `say` and `fail` talk to the person in front.
#   . eng/tools.sh;  need git git "to clone repositories"

# need COMMAND PACKAGES WHY: installs the Debian packages when the command is missing.
need() {
  local command=$1 packages=$2 why=$3
  has "$command" && return
  say "Installing $packages $why."
  can_install || fail "\"$command\" is missing ($why). Install \"$packages\" as root, or with your system's own package tool."
  refresh_package_list
  # shellcheck disable=SC2086 # several packages are several words
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages >"$apt_log" 2>&1 ||
    fail_with_log "$apt_log" "apt-get could not install \"$packages\"."
  has "$command" || fail "\"$packages\" is installed, but \"$command\" is still not on the PATH."
}

say() { printf '%s\n' "$*" >&2; }

fail() {
  printf 'Error: %s\n' "$*" >&2
  exit 1
}

fail_with_log() {
  tail -n 30 "$1" >&2
  fail "$2 The lines above are the end of $1."
}

# quietly LOG COMMAND...: shows a command's output only when it fails.
quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 || fail_with_log "$log" "\"$*\" failed."
}

# The folder for what outlives a run: the engine's data, image tarballs, remembered answers.
engine_dir() {
  if [ -n "${CI_ENGINE_DIR:-}" ]; then
    echo "$CI_ENGINE_DIR"
  elif is_root; then
    echo /var/lib/ci-engine
  else
    echo "${XDG_CACHE_HOME:-$HOME/.cache}/ci-engine"
  fi
}

# Debian keeps PostgreSQL's programs, a folder for each version, off the PATH.
has() { PATH="$PATH:/usr/sbin:/sbin:$(printf '%s:' /usr/lib/postgresql/*/bin)" command -v "$1" >/dev/null 2>&1; }
is_root() { [ "$(id -u)" = 0 ]; }
can_install() { is_root && has apt-get; }

apt_log=${TMPDIR:-/tmp}/ci-apt-$(id -u).log

refresh_package_list() {
  [ -n "${CI_APT_UPDATED:-}" ] && return
  # One source out of order must not stop the others: the install itself says what is missing.
  apt-get update >"$apt_log" 2>&1 || say "apt-get update had errors ($apt_log); trying to install all the same."
  export CI_APT_UPDATED=1
}

# The two tool chains a build needs are too version-bound to take from Debian: say what is missing instead.
check_sdk() {
  has dotnet || fail "The .NET 10 SDK is missing (command \"dotnet\"). Install it and run this again."
  dotnet --version >/dev/null 2>&1 || fail "The .NET SDK found does not fit global.json: install the .NET 10 SDK."
}

check_node() {
  if ! has node || ! has npm; then
    fail "Node.js (20.19 or newer, with npm) is missing; it builds the front end. Install it and run this again."
  fi
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    fail "Node.js $(node --version) is too old to build the front end: install 20.19 or newer."
}

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
