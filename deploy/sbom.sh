#!/usr/bin/env bash
# Writes what each program is made of, as CycloneDX (JSON), from the lock files of its packages:
#
#   deploy/sbom.sh artifacts/sbom [VERSION]
set -euo pipefail
[ $# -ge 1 ] || { sed -n '2,4s/^# \{0,1\}//p' "$0" >&2; exit 2; }
mkdir -p "$1"; folder=$(cd "$1" && pwd); version=${2:-0.0.0-dev}
cd "$(dirname "$0")/.."
readonly tool_version=6.3.1 tools=$PWD/artifacts/cyclonedx-6.3.1
[ -x "$tools/dotnet-CycloneDX" ] || dotnet tool install CycloneDX --version "$tool_version" --tool-path "$tools" >&2
for program in Ingest Entity Stance Search Console Standalone; do
  name=onrecord-${program,,}
  "$tools/dotnet-CycloneDX" "services/$program/$program.csproj" --recursive --exclude-dev --output "$folder" --filename "$name.cdx.json" \
    --output-format Json --set-name "$name" --set-version "$version" --set-type Application >&2
done
