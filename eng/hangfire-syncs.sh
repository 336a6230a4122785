#!/usr/bin/env bash
# Counts the syncs of the Hangfire storage: a killed process never tests them. One thread must sync for every job it enqueues; eight
# threads must share.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. eng/tools.sh
need strace strace "to count the syncs of the job storage"

project=tests/Hangfire.Sqlite.TestProcess
dotnet build "$project" --verbosity quiet
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
jobs=800

syncs() {
  strace -f -qq -e trace=fsync,fdatasync -o "$folder/trace" \
    "$project/bin/Debug/net10.0/Hangfire.Sqlite.TestProcess" enqueue-many "$folder/$1.db" "$1" $jobs
  grep -c -E 'f(data)?sync\(' "$folder/trace"
}

alone=$(syncs 1) together=$(syncs 8)
echo "$jobs jobs: $alone syncs from one thread, $together from eight"
[ "$alone" -ge $jobs ] || fail "A job was promised before it was on disk."
[ "$alone" -le $((jobs + jobs / 10 + 20)) ] || fail "There are more syncs than promises."
[ "$together" -le $((jobs / 2)) ] || fail "Eight threads do not share their syncs."
