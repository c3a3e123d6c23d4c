#!/usr/bin/env bash
# The upgrade that docs/operations.md tells, for real: builds an earlier release, and rolls from it to this tree, back, and here again, under load.
#
#   tests/upgrade.sh [COMMIT]     the release before (tests/last-release) where none is given; takes ten minutes or more
#
# Before each release; not in CI, whose time it would double. There, tests/Contracts.Tests/MigrationTests sees that scripts only add, and buf that contracts do.
set -euo pipefail
cd "$(dirname "$0")/.."
commit=${1:-$(cat tests/last-release)}
before=${TMPDIR:-/tmp}/onrecord-before-$commit
tests/build-before.sh "$commit" "$before"
servers=$(mktemp -d /tmp/onrecord-tests.XXXXXX)
trap 'tests/servers.sh kill "$servers"; rm -rf "$servers"' EXIT
eval "$(tests/servers.sh start "$servers")"
dotnet build tests/EndToEnd.Tests -c Release -v quiet
ONRECORD_TEST_BEFORE=$before dotnet test tests/EndToEnd.Tests -c Release --no-build --filter UpgradeTests --logger "console;verbosity=normal"
