#!/usr/bin/env bash
# Builds the services of another commit, for the test of upgrades and for `Bench compare`:
#
#   tests/build-before.sh 34defee /tmp/onrecord-before
#   ONRECORD_TEST_BEFORE=/tmp/onrecord-before ./test.sh EndToEnd     (or tests/upgrade.sh, which does both)
set -euo pipefail
[ $# = 2 ] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
commit=$1; folder=$2
cd "$(dirname "$0")/.."
[ -e "$folder/Platform.sln" ] || { mkdir -p "$folder"; git archive "$commit" | tar -x -C "$folder"; }
for service in Ingest Entity Stance Search Standalone; do dotnet build "$folder/services/$service" -c "${CONFIGURATION:-Release}" -v quiet; done
