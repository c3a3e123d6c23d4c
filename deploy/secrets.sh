#!/usr/bin/env bash
# Writes what docker compose mounts as secrets into deploy/secrets, with a fresh password for every server. Leaves what is there alone, and takes over
# the passwords of an .env of earlier versions. ALERT_WEBHOOK, where it is set, is the address that alerts are posted to.
set -euo pipefail
cd "$(dirname "$0")"
# The folder is its owner's alone; the files in it are read in containers by users of other numbers.
mkdir -p -m 700 secrets
umask 022
write() { [ -e "secrets/$1" ] || printf '%s' "$2" >"secrets/$1"; }

if [ -e ../.env ]; then . ../.env; fi
# As the console's list of users holds it: PBKDF2 with SHA-512, in the form of ASP.NET Core Identity.
hash_password() {
  local rounds=210000 salt key
  salt=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  key=$(openssl kdf -binary -keylen 32 -kdfopt digest:SHA512 -kdfopt "pass:$1" -kdfopt "hexsalt:$salt" -kdfopt "iter:$rounds" PBKDF2 | od -An -tx1 | tr -d ' \n')
  printf "$(printf '01%08x%08x%08x%s%s' 2 "$rounds" 16 "$salt" "$key" | sed 's/../\\x&/g')" | openssl base64 -A
}

for name in RABBITMQ POSTGRES REDIS GRAFANA CONSOLE; do
  # Letters and digits only: the passwords stand in addresses and connection strings.
  password=${name}_PASSWORD
  write "${name,,}_password" "${!password:-$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')}"
done
rabbitmq=$(cat secrets/rabbitmq_password) postgres=$(cat secrets/postgres_password) redis=$(cat secrets/redis_password)

# Settings of the services, a file each, named like the key.
write Bus__Host "amqp://onrecord:$rabbitmq@rabbitmq:5672/"
write Storage__ConnectionString "Host=postgres;Username=onrecord;Password=$postgres;Database=onrecord"
write Cache__Redis "redis:6379,password=$redis"
write Console__Users__0__Name reader
[ -e secrets/Console__Users__0__PasswordHash ] || write Console__Users__0__PasswordHash "$(hash_password "$(cat secrets/console_password)")"
# What servers want in a form of their own.
write rabbitmq.conf "default_user = onrecord
default_pass = $rabbitmq
"
write redis.conf "requirepass $redis
"
write redis_exporter.json "{\"redis://redis:6379\": \"$redis\"}"
# Empty: alerts stand on Alertmanager's page alone, and it says in its log that it cannot post them.
write alert_webhook "${ALERT_WEBHOOK:-}"
