#!/usr/bin/env bash
# Writes .env with a fresh password for every server, readable by its owner only. Leaves an existing .env alone.
set -euo pipefail
cd "$(dirname "$0")/.."
[ ! -e .env ] || { echo ".env is there already" >&2; exit 0; }
umask 077
for name in RABBITMQ POSTGRES REDIS GRAFANA; do
  # Letters and digits only: the passwords stand in addresses and connection strings.
  echo "${name}_PASSWORD=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"
done >.env
