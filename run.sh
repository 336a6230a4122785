#!/usr/bin/env bash
# Builds and starts Lightweight CI/CD. What is missing on the machine is installed, and said.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/eng/tools.sh"

usage() {
  cat <<'TEXT'
./run.sh [--data DIR] [--console HOST:PORT] [--proxy HOST:PORT]
    Builds and starts the server. Defaults: --data ./data --console 0.0.0.0:10000 --proxy 0.0.0.0:9999
./run.sh demo [--exit]
    Shows three pushes of samples/hello: one goes live, one replaces it under load, one is sick and rolled back.
    The server stays up afterwards; with --exit everything is stopped and the exit code tells whether all went well.
./run.sh token [--data DIR]
    Prints a new admin API token for the data directory.
TEXT
}

server() {
  read_options --data --console --proxy -- "$@"
  need git git "to fetch the sources of builds"
  "$root/eng/engine.sh" up
  build_front_end_and src/Ci.Web
  exec dotnet "$(built src/Ci.Web Ci.Web)" "${options[@]}"
}

demo() {
  local arguments=()
  case "$*" in '') ;; --exit) arguments=(--exit) ;; *) refuse "demo takes only --exit, not \"$*\"." ;; esac
  need git git "to fetch the sources of builds"
  "$root/eng/engine.sh" up
  "$root/eng/images.sh" small
  build_front_end_and tests/Ci.Demo
  exec dotnet "$(built tests/Ci.Demo Ci.Demo)" "${arguments[@]}"
}

token() {
  read_options --data -- "$@"
  [ -f "$(built src/Ci.Web Ci.Web)" ] || build_front_end_and src/Ci.Web
  exec dotnet "$(built src/Ci.Web Ci.Web)" token "${options[@]}"
}

# read_options NAME... -- ARGUMENT...: keeps "--name value" pairs in `options`; folders become absolute here, where they were typed.
read_options() {
  local allowed=" " data=$root/data
  options=()
  while [ "$1" != -- ]; do allowed+="$1 "; shift; done
  shift
  while [ $# -gt 0 ]; do
    [[ $allowed == *" $1 "* ]] || refuse "Unknown option \"$1\"."
    [ -n "${2:-}" ] || refuse "$1 needs a value."
    case $1 in
      --data) data=$(realpath -m -- "$2") ;;
      *)
        [[ $2 =~ ^[^:]+:[0-9]+$|^\[.+\]:[0-9]+$ ]] || refuse "$1 needs HOST:PORT, for example 0.0.0.0:10000, not \"$2\"."
        options+=("$1" "$2")
        ;;
    esac
    shift 2
  done
  options=(--data "$data" "${options[@]}")
}

build_front_end_and() {
  check_sdk
  "$root/eng/front-end.sh" build
  say "Building $1."
  quietly "$root/.run/build.log" dotnet build "$root/$1" --configuration Release
}

built() { echo "$root/$1/bin/Release/net10.0/$2.dll"; }

refuse() {
  printf 'Error: %s\n\n' "$1" >&2
  usage >&2
  exit 2
}

case ${1:-} in
  -h | --help | help) usage ;;
  demo | token) "$@" ;;
  '' | --*) server "$@" ;;
  *) refuse "Unknown command \"$1\"." ;;
esac
