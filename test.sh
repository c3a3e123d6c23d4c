#!/usr/bin/env bash
# Builds everything, checks the contracts and the format, runs all tests against real servers of their own.
#
#   ./test.sh                   everything
#   ./test.sh Search Ingest     only the named test projects (tests/Search.Tests …), with servers, without the checks
#
# The last line is "N passed, N failed, N skipped"; the exit code is 0 only when nothing failed.
set -euo pipefail
cd "$(dirname "$0")"

readonly configuration=${CONFIGURATION:-Release}
readonly buf_version=1.75.0
readonly axe_version=4.14.1
readonly artifacts=$PWD/artifacts
readonly results=$artifacts/test-results
export ONRECORD_TEST_BUF=$artifacts/buf-$buf_version/node_modules/.bin/buf
export ONRECORD_TEST_NODE_MODULES=$artifacts/node-sample/node_modules
export ONRECORD_TEST_AXE=$artifacts/axe-$axe_version/node_modules/axe-core/axe.min.js
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# One compiler for all projects, and for what the tests publish: half the time. It is stopped at the end.
export UseSharedCompilation=true

passed=0 failed=0 skipped=0

# --- one folder for the servers, gone at the end whatever happens ---------------------------------------------------

servers=$(mktemp -d /tmp/onrecord-tests.XXXXXX)
trap 'tests/servers.sh kill "$servers"; rm -rf "$servers"; dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1 || true' EXIT
trap 'exit 130' INT TERM

start_servers() {
  local environment
  environment=$(tests/servers.sh start "$servers")
  eval "$environment"
}

# --- checks, each counted as one test -------------------------------------------------------------------------------

check() { # LABEL COMMAND...
  local label=$1 log=$results/check.log; shift
  if timeout 600 "$@" >"$log" 2>&1; then
    passed=$((passed + 1)); echo "  ok    $label$(grep -m1 '^note:' "$log" | sed 's/^note:/ (/; s/$/)/' || true)"
  else
    failed=$((failed + 1)); echo "  FAIL  $label"; tail -n 40 "$log"
  fi
}

install_npm() { # FILE FOLDER PACKAGE: unless FILE, which comes with PACKAGE, is there
  [ -e "$1" ] || npm install --no-save --no-audit --no-fund --loglevel=error --prefix "$artifacts/$2" "$3" >&2
}

# The console is tested in a real browser, with axe's rules for readers who hear or key it.
install_chromium() {
  if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then return; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium; } >&2 && return
  fi
  echo "test.sh: a browser is needed: apt-get install chromium" >&2; exit 1
}

# The samples for integrators run where their languages are: Node's packages by its package.json, Python's and Go's as Debian has them.
install_sample_tools() {
  if command -v npm >/dev/null && [ ! -e "$ONRECORD_TEST_NODE_MODULES" ]; then
    mkdir -p "$artifacts/node-sample" && cp samples/clients/node/package.json "$artifacts/node-sample/" &&
      npm install --no-audit --no-fund --loglevel=error --prefix "$artifacts/node-sample" >&2
  fi
  # libprotobuf-dev holds the types that every contract imports (google/protobuf/timestamp.proto).
  install_debian "the sample in Python" "/usr/bin/grpc_python_plugin /usr/include/google/protobuf/timestamp.proto" \
    protobuf-compiler protobuf-compiler-grpc libprotobuf-dev python3-grpcio
  install_debian "the sample in Go" "/usr/bin/go /usr/bin/protoc-gen-go-grpc /usr/share/gocode/src/github.com/golang/protobuf/proto/wire.go" \
    golang-go protoc-gen-go protoc-gen-go-grpc golang-google-grpc-dev golang-google-genproto-dev golang-github-golang-protobuf-1-5-dev
}

install_debian() { # WHAT-FOR "FILE..." PACKAGE...: unless the files are there
  local purpose=$1 file missing=0
  for file in $2; do [ -e "$file" ] || missing=1; done
  shift 2
  if [ "$missing" = 0 ] || [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then return; fi
  # RUNLEVEL=1: the packages must not start system services of their own.
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -q -y --no-install-recommends "$@"; } >&2 ||
    echo "test.sh: no tools for $purpose; what needs them is skipped" >&2
}

# What docs/operations.md tells operators to use is used: SQLite's shell, Prometheus' tool for rules, the exporters behind the dashboards.
install_operator_tools() {
  install_debian "rules and dashboards" "/usr/bin/sqlite3 /usr/bin/promtool /usr/bin/prometheus-postgres-exporter /usr/bin/prometheus-redis-exporter" \
    sqlite3 prometheus prometheus-postgres-exporter prometheus-redis-exporter
}

# buf wants to see every import; google/api comes with the package of its generated code.
proto_workspace() { # COMMIT ("" for the work tree) FOLDER
  local google
  google=$(ls -d "${NUGET_PACKAGES:-$HOME/.nuget/packages}"/google.api.commonprotos/*/content/protos | sort -V | tail -n 1)
  rm -rf "$2"; mkdir -p "$2/google/api"
  if [ -n "$1" ]; then git archive "$1" protos | tar -x --strip-components=1 -C "$2"; else cp -r protos/. "$2"; fi
  cp "$google"/google/api/{annotations,http}.proto "$2/google/api/"
}

# The commit that the contracts must stay compatible with: the main branch, or on main itself the commit before.
breaking_base() {
  local main
  main=$(git rev-parse -q --verify origin/main || git rev-parse -q --verify main || true)
  if [ -n "$main" ] && [ "$main" != "$(git rev-parse HEAD)" ] && git merge-base "$main" HEAD; then return; fi
  git rev-parse -q --verify HEAD~1 || true
}

check_lint() { (cd "$artifacts/protos" && "$ONRECORD_TEST_BUF" lint --path onrecord); }
check_breaking() {
  if [ -z "$1" ] || ! git cat-file -e "$1:protos" 2>/dev/null; then echo "note:no earlier contracts to compare with"; return; fi
  proto_workspace "$1" "$artifacts/protos-base"
  (cd "$artifacts/protos" && "$ONRECORD_TEST_BUF" breaking --against "$artifacts/protos-base")
}

run_checks() {
  echo "Checks"
  proto_workspace "" "$artifacts/protos"
  export artifacts; export -f check_lint check_breaking proto_workspace
  check "buf lint" bash -c check_lint
  check "buf breaking" bash -c 'check_breaking "$1"' -- "$(breaking_base)"
  check "dotnet format" dotnet format Platform.sln --verify-no-changes --no-restore
}

# --- test projects --------------------------------------------------------------------------------------------------

# A project that hangs is ended after its bound, and counts as failed.
run_project() { # NAME
  local name=$1 status=0
  timeout --kill-after=30 1200 dotnet test "tests/$name.Tests" --no-build -c "$configuration" --results-directory "$results" \
    --blame-hang-timeout 5m --blame-hang-dump-type none --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" \
    </dev/null >"$results/$name.log" 2>&1 || status=$?
  echo "$status" >"$results/$name.status"
}

counter() { grep -o -m1 "<Counters [^>]*" "$1" | grep -o " $2=\"[0-9]*\"" | tr -dc '0-9'; }

count_project() { # NAME
  local name=$1 trx=$results/$1.trx status ok=0 bad=0 left=0
  status=$(cat "$results/$name.status")
  if [ -e "$trx" ]; then
    ok=$(counter "$trx" passed); bad=$(counter "$trx" failed); left=$(($(counter "$trx" total) - ok - bad))
  fi
  # A crash, a hang or a failed start leaves no failed test behind: it must still fail the run.
  if [ "$status" != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
  passed=$((passed + ok)); failed=$((failed + bad)); skipped=$((skipped + left))
  if [ "$bad" = 0 ]; then echo "  ok    $name: $ok passed, $left skipped"
  else echo "  FAIL  $name: $ok passed, $bad failed, $left skipped"; tail -n 200 "$results/$name.log"; fi
}

run_tests() { # NAME...
  echo "Tests"
  local name side_by_side=() alone=()
  for name in "$@"; do if [ "$name" = EndToEnd ]; then alone+=("$name"); else side_by_side+=("$name"); fi; done
  export configuration results; export -f run_project
  if [ ${#side_by_side[@]} -gt 0 ]; then printf '%s\n' "${side_by_side[@]}" | xargs -P 2 -I{} bash -c 'run_project {}'; fi
  # Kills processes and measures: not beside other work.
  for name in ${alone[@]+"${alone[@]}"}; do run_project "$name"; done
  for name in "$@"; do count_project "$name"; done
}

# --------------------------------------------------------------------------------------------------------------------

# What the tests need beside .NET and the servers.
install_tools() {
  install_npm "$ONRECORD_TEST_BUF" "buf-$buf_version" "@bufbuild/buf@$buf_version"
  case " ${projects[*]} " in *" Console "*) install_chromium; install_npm "$ONRECORD_TEST_AXE" "axe-$axe_version" "axe-core@$axe_version" ;; esac
  case " ${projects[*]} " in *" EndToEnd "*) install_sample_tools; install_operator_tools ;; esac
}

rm -rf "$results"; mkdir -p "$results"
projects=("$@")
if [ $# = 0 ]; then
  for project in tests/*.Tests; do name=${project#tests/}; projects+=("${name%.Tests}"); done
fi
install_tools & tools=$!   # waits for the network while the build has the processors
if [ $# = 0 ]; then
  dotnet build Platform.sln -c "$configuration" -v quiet
else
  for name in "$@"; do dotnet build "tests/$name.Tests" -c "$configuration" -v quiet; done
fi
wait "$tools"
start_servers
if [ $# = 0 ]; then run_checks; fi
run_tests "${projects[@]}"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
