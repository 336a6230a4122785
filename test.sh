#!/usr/bin/env bash
# Installs what the tests need and runs all of them, on real parts. Last line: "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. eng/tools.sh

prepare() {
  check_sdk
  need git git "to serve and fetch the repositories of the tests"
  need docker-registry docker-registry "to pull images from"
  need htpasswd apache2-utils "for a registry that wants a password"
  need ip iproute2 "for another host in a network namespace"
  need curl curl "to knock at a slot from there"
  need chromium chromium "to look at the pages as people do"
  need_postgresql
  eng/engine.sh up
  eng/images.sh small
  export CI_TEST_IMAGE=ci-test/busybox:1
  CI_CHROMIUM=$(command -v chromium)
  export CI_CHROMIUM
}

# Debian's package would make and start a server on port 5432. The tests start their own, so none is made.
need_postgresql() (
  has initdb && return
  settings=/etc/postgresql-common/createcluster.d/none-for-ci-tests.conf
  if can_install; then
    trap 'rm -f "$settings"' EXIT
    mkdir -p "${settings%/*}"
    echo "create_main_cluster = off" >"$settings"
  fi
  need initdb postgresql "to ask another storage what ours is asked"
)

build() {
  eng/front-end.sh build
  say "Building the solution."
  quietly .run/restore.log dotnet restore Ci.sln --locked-mode
  quietly .run/build.log dotnet build Ci.sln --configuration Debug --no-restore
}

# Both kinds of tests run even if the first fails; each leaves "passed failed skipped" in `counts`.
run_tests() {
  counts=(0 0 0) code=0
  local front_end
  front_end=$(eng/front-end.sh test) || code=$?
  add "${front_end:-0 1 0}"
  dotnet test --solution Ci.sln --configuration Debug --no-build --no-progress --max-parallel-test-modules 2 |
    tee .run/test.log || code=$?
  add "$(awk '/^ *succeeded: [0-9]/ { p = $2 } /^ *failed: [0-9]/ { f = $2 } /^ *skipped: [0-9]/ { s = $2 }
    END { print p + 0, f + 0, s + 0 }' .run/test.log)"
}

add() {
  local passed failed skipped
  read -r passed failed skipped <<<"$1"
  counts=($((counts[0] + passed)) $((counts[1] + failed)) $((counts[2] + skipped)))
}

mkdir -p .run
prepare
build
run_tests
if [ "$code" != 0 ] && [ "${counts[1]}" = 0 ]; then
  say "No test failed, but a test project did not run as it should: see above."
fi
echo "${counts[0]} passed, ${counts[1]} failed, ${counts[2]} skipped"
[ "$code" = 0 ] && [ "${counts[1]}" = 0 ]
