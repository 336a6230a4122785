#!/usr/bin/env bash
# The front end: TypeScript and styles from wwwroot-src become src/Ci.Web/wwwroot.
#   eng/front-end.sh build   only when an input is newer than the last build
#   eng/front-end.sh test    runs vitest and prints "PASSED FAILED SKIPPED" as its last line
# Build it before the server: the server's build lists the files it will serve.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/eng/tools.sh"

source=$root/wwwroot-src
output=$root/src/Ci.Web/wwwroot
stamp=$root/.run/front-end.built

build() {
  is_there || { say "There is no wwwroot-src/package.json: building without a front end."; return; }
  is_current && return
  check_node
  install_packages
  say "Building the front end."
  quietly "$root/.run/front-end.log" npm --prefix "$source" run build
  touch "$stamp"
}

test() {
  if ! is_there || ! has_tests; then
    echo "0 0 0"
    return
  fi
  check_node
  install_packages
  local report=$root/.run/vitest.json exit=0
  rm -f "$report"
  npm --prefix "$source" test -- --reporter=default --reporter=json --outputFile.json="$report" >&2 || exit=$?
  [ -s "$report" ] || fail "The front end tests ended with $exit and without a report."
  node -p 'const r = require(process.argv[1]); [r.numPassedTests, Math.max(r.numFailedTests, r.success ? 0 : 1), r.numPendingTests + r.numTodoTests].join(" ")' "$report"
  return "$exit"
}

is_there() { [ -f "$source/package.json" ]; }
has_tests() { grep -q '"test"' "$source/package.json"; }

is_current() {
  [ -f "$stamp" ] && [ -n "$(ls -A "$output" 2>/dev/null)" ] &&
    [ -z "$(find "$source" -name node_modules -prune -o -type f -newer "$stamp" -print -quit)" ]
}

install_packages() {
  local installed=$source/node_modules/.package-lock.json
  [ -f "$installed" ] && ! [ "$source/package-lock.json" -nt "$installed" ] && return
  say "Installing the front end's packages."
  quietly "$root/.run/npm.log" npm --prefix "$source" ci
}

case ${1:-} in
  build | test) "$1" ;;
  *)
    say "Usage: eng/front-end.sh build | test"
    exit 2
    ;;
esac
