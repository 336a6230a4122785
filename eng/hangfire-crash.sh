#!/usr/bin/env bash
# The long runs of the Hangfire storage: 20,000 jobs in two processes, and a process killed 200 times. Takes minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
project=tests/Hangfire.Sqlite.Tests

dotnet build "$project" --verbosity quiet
export HANGFIRE_JOBS=${HANGFIRE_JOBS:-20000} HANGFIRE_KILLS=${HANGFIRE_KILLS:-200} HANGFIRE_SEED=${HANGFIRE_SEED:-$RANDOM}
echo "$HANGFIRE_JOBS jobs, $HANGFIRE_KILLS kills, seed $HANGFIRE_SEED"
"$project/bin/Debug/net10.0/Hangfire.Sqlite.Tests" \
  -class Hangfire.Sqlite.Tests.Processes.ConcurrencyTests -class Hangfire.Sqlite.Tests.Processes.CrashTests
