#!/usr/bin/env bash
# The RabbitMQ, Redis and PostgreSQL that the tests talk to: own copies on free loopback ports, all state in one folder.
#
#   tests/servers.sh start DIR [SERVER...]   starts all three (or those named), prints `export ONRECORD_TEST_…` lines
#   tests/servers.sh stop  DIR [SERVER...]   stops them in an orderly way
#   tests/servers.sh kill  DIR [SERVER...]   kills them (-9), as a crash would; `start` brings them back on the same ports
#   tests/servers.sh eval  DIR EXPRESSION    has RabbitMQ evaluate an Erlang expression
#
# SERVER is rabbitmq, redis or postgres. DIR may be absent; a restart on the same DIR keeps ports and data.
# Uses the installed programs; as root it installs missing Debian packages; else it uses docker where an engine runs.
set -euo pipefail

readonly packages="rabbitmq-server redis-server postgresql"

die() { echo "servers.sh: $*" >&2; exit 1; }

usage() { sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }

# --- what is there -----------------------------------------------------------------------------------------------

# Debian keeps the programs of PostgreSQL off the PATH, one folder a version.
postgres_bin() { dirname "$(readlink -f "$(command -v initdb || ls -1 /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)")"; }

# The packaged wrapper of rabbitmq-server insists on the system's user; the script behind it does not.
rabbitmq_server() { ls -1 /usr/lib/rabbitmq/bin/rabbitmq-server 2>/dev/null || command -v rabbitmq-server; }

have_programs() { rabbitmq_server >/dev/null && command -v redis-server >/dev/null && [ -x "$(postgres_bin)/postgres" ]; }

choose_backend() {
  if have_programs; then echo native; return; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    # RUNLEVEL=1: the packages must not start system services of their own.
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -q -y --no-install-recommends $packages; } >&2 \
      || die "apt-get could not install: $packages"
    echo native; return
  fi
  if docker info >/dev/null 2>&1; then echo docker; return; fi
  die "RabbitMQ, Redis and PostgreSQL are needed: apt-get install $packages (or start a docker engine)"
}

# --- ports -------------------------------------------------------------------------------------------------------

# Below the ephemeral range, so that no client connection takes the port between the look and the start.
free_port() {
  local port
  for _ in $(seq 200); do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return; fi
  done
  die "no free loopback port found"
}

wait_for() { # SECONDS LABEL LOG COMMAND...
  local seconds=$1 label=$2 log=$3; shift 3
  for _ in $(seq $((seconds * 10))); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.1
  done
  tail -n 20 "$log" >&2 || true
  die "$label did not answer within $seconds seconds"
}

pid_of() { cat "$dir/$1.pid" 2>/dev/null || true; }

running() { local pid; pid=$(pid_of "$1"); [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; }

# PostgreSQL refuses to run as root.
as_postgres=()
if [ "$(id -u)" = 0 ]; then as_postgres=(setpriv --reuid=postgres --regid=postgres --clear-groups); fi

# Starts a program that outlives this script; its pid is the program's own (exec).
launch() { # NAME COMMAND...
  local name=$1; shift
  setsid "$@" </dev/null >>"$dir/$name.log" 2>&1 &
  echo $! >"$dir/$name.pid"
}

# --- the three servers -------------------------------------------------------------------------------------------

http_ok() { # PORT PATH: one bare HTTP request, as guest, without curl
  local status
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET %s HTTP/1.0\r\nAuthorization: Basic Z3Vlc3Q6Z3Vlc3Q=\r\n\r\n' "$2" >&3
  read -r -t 5 status <&3 || return 1
  [[ $status == *" 200 "* ]]
}

start_rabbitmq() {
  local home=$dir/rabbitmq
  mkdir -p "$home"
  cat >"$home/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$RABBITMQ_PORT
management.tcp.ip = 127.0.0.1
management.tcp.port = $RABBITMQ_MANAGEMENT_PORT
prometheus.tcp.ip = 127.0.0.1
prometheus.tcp.port = $RABBITMQ_PROMETHEUS_PORT
management_agent.disable_metrics_collector = false
collect_statistics_interval = 1000
disk_free_limit.absolute = 100MB
CONF
  echo '[rabbitmq_management,rabbitmq_prometheus].' >"$home/enabled_plugins"
  # A node name, a cookie (in HOME) and a port mapper of its own: it meets no other node of this machine.
  launch rabbitmq env -i PATH="$PATH" LANG=C.UTF-8 HOME="$home" \
    ERL_EPMD_PORT="$RABBITMQ_EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1 \
    RABBITMQ_NODENAME="onrecord$RABBITMQ_PORT@localhost" RABBITMQ_DIST_PORT="$RABBITMQ_DIST_PORT" \
    RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_CONFIG_FILE="$home/rabbitmq.conf" \
    RABBITMQ_ENABLED_PLUGINS_FILE="$home/enabled_plugins" RABBITMQ_MNESIA_BASE="$home/mnesia" \
    RABBITMQ_LOG_BASE="$home/log" RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none" \
    "$(rabbitmq_server)"
  wait_for 300 RabbitMQ "$dir/rabbitmq.log" http_ok "$RABBITMQ_MANAGEMENT_PORT" /api/overview
}

start_redis() {
  mkdir -p "$dir/redis"
  launch redis redis-server --bind 127.0.0.1 --port "$REDIS_PORT" --dir "$dir/redis" --save '' --appendonly no --databases 64
  wait_for 20 Redis "$dir/redis.log" redis-cli -p "$REDIS_PORT" ping
}

# What docs/operations.md asks of a server, and docker-compose.yml sets too: fewer checkpoints, thus fewer whole pages in the log.
postgres_settings=(-c shared_buffers=512MB -c max_wal_size=4GB -c checkpoint_timeout=15min -c wal_compression=on)

start_postgres() {
  local bin data=$dir/postgres/data
  bin=$(postgres_bin)
  if [ ! -e "$data/PG_VERSION" ]; then
    mkdir -p "$dir/postgres"
    if [ "$(id -u)" = 0 ]; then chown postgres:postgres "$dir/postgres"; fi
    "${as_postgres[@]}" "$bin/initdb" --pgdata="$data" --username=onrecord --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
      >"$dir/initdb.log" 2>&1 || { tail -n 20 "$dir/initdb.log" >&2; die "initdb failed; can user postgres reach $dir?"; }
  fi
  launch postgres "${as_postgres[@]}" "$bin/postgres" -D "$data" -c listen_addresses=127.0.0.1 -c port="$POSTGRES_PORT" \
    -c unix_socket_directories="$dir/postgres" -c max_connections=400 -c fsync=on "${postgres_settings[@]}"
  wait_for 180 PostgreSQL "$dir/postgres.log" "$bin/pg_isready" --host=127.0.0.1 --port="$POSTGRES_PORT" --username=onrecord --dbname=postgres
}

stop_native() { # NAME SIGNAL
  local pid; pid=$(pid_of "$1")
  [ -n "$pid" ] || return 0
  # PostgreSQL takes INT for "fast": TERM would wait for every client to leave.
  local signal=$2; if [ "$1 $2" = "postgres TERM" ]; then signal=INT; fi
  # A program started by setsid leads its group: helpers die with it.
  if [ "$signal" = KILL ]; then kill -KILL -- "-$pid" 2>/dev/null || true; else kill "-$signal" "$pid" 2>/dev/null || true; fi
  for _ in $(seq 300); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  kill -KILL -- "-$pid" 2>/dev/null || true
  if [ "$1" = rabbitmq ]; then stop_epmd; fi
  rm -f "$dir/$1.pid"
}

eval_rabbitmq() { # EXPRESSION
  if [ "$BACKEND" = docker ]; then docker exec "$(container rabbitmq)" rabbitmqctl eval "$1"; return; fi
  # Its script, too, insists on the system's user unless it is asked for beside the server's.
  env -i PATH="$PATH" LANG=C.UTF-8 HOME="$dir/rabbitmq" ERL_EPMD_PORT="$RABBITMQ_EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1 \
    RABBITMQ_NODENAME="onrecord$RABBITMQ_PORT@localhost" RABBITMQ_CONF_ENV_FILE=/dev/null \
    "$(dirname "$(rabbitmq_server)")/rabbitmqctl" eval "$1"
}

# RabbitMQ leaves its port mapper behind; this one serves nobody else.
stop_epmd() { ERL_EPMD_PORT=$RABBITMQ_EPMD_PORT ERL_EPMD_ADDRESS=127.0.0.1 epmd -kill >/dev/null 2>&1 || true; }

# --- the same three by docker ------------------------------------------------------------------------------------

container() { echo "onrecord-tests-$1-$RABBITMQ_PORT"; }

docker_start() { # NAME DOCKER_ARGUMENTS...
  local name; name=$(container "$1"); shift
  docker start "$name" >/dev/null 2>&1 || docker run -d --name "$name" "$@" >/dev/null
}

start_docker() {
  case $1 in
    rabbitmq)
      docker_start rabbitmq -p "127.0.0.1:$RABBITMQ_PORT:5672" -p "127.0.0.1:$RABBITMQ_MANAGEMENT_PORT:15672" -p "127.0.0.1:$RABBITMQ_PROMETHEUS_PORT:15692" rabbitmq:3-management
      wait_for 300 RabbitMQ /dev/null http_ok "$RABBITMQ_MANAGEMENT_PORT" /api/overview ;;
    redis)
      docker_start redis -p "127.0.0.1:$REDIS_PORT:6379" redis:7 redis-server --save '' --appendonly no --databases 64
      wait_for 20 Redis /dev/null docker exec "$(container redis)" redis-cli ping ;;
    postgres)
      docker_start postgres -p "127.0.0.1:$POSTGRES_PORT:5432" -e POSTGRES_USER=onrecord -e POSTGRES_DB=postgres \
        -e POSTGRES_HOST_AUTH_METHOD=trust postgres:16 -c max_connections=400 "${postgres_settings[@]}"
      wait_for 180 PostgreSQL /dev/null docker exec "$(container postgres)" pg_isready --host=127.0.0.1 --username=onrecord ;;
  esac
}

# --- commands ----------------------------------------------------------------------------------------------------

start_one() {
  if [ "$BACKEND" = docker ]; then start_docker "$1"; elif ! running "$1"; then "start_$1"; fi
}

stop_one() { # NAME SIGNAL
  if [ "$BACKEND" = native ]; then stop_native "$@"; return; fi
  if [ "$2" = KILL ]; then docker kill "$(container "$1")" >/dev/null 2>&1 || true; else docker rm -f -v "$(container "$1")" >/dev/null 2>&1 || true; fi
}

print_environment() {
  cat <<ENV
export ONRECORD_TEST_POSTGRES='Host=127.0.0.1;Port=$POSTGRES_PORT;Username=onrecord;Database=postgres'
export ONRECORD_TEST_RABBITMQ='amqp://guest:guest@127.0.0.1:$RABBITMQ_PORT/'
export ONRECORD_TEST_RABBITMQ_MANAGEMENT='http://guest:guest@127.0.0.1:$RABBITMQ_MANAGEMENT_PORT/'
export ONRECORD_TEST_RABBITMQ_METRICS='http://127.0.0.1:$RABBITMQ_PROMETHEUS_PORT/metrics/per-object'
export ONRECORD_TEST_REDIS='127.0.0.1:$REDIS_PORT'
export ONRECORD_TEST_SERVERS='$dir'
ENV
}

[ $# -ge 2 ] || usage
command=$1; dir=$2; shift 2
if [ "$command" = eval ]; then dir=$(cd "$dir" && pwd); . "$dir/ports"; eval_rabbitmq "$1"; exit; fi
[ $# -gt 0 ] || set -- rabbitmq redis postgres
for server in "$@"; do case $server in rabbitmq|redis|postgres) ;; *) usage ;; esac; done

case $command in
  start)
    mkdir -p "$dir"; dir=$(cd "$dir" && pwd); chmod a+rx "$dir"
    if [ ! -e "$dir/ports" ]; then
      backend=$(choose_backend)
      for name in RABBITMQ_PORT RABBITMQ_MANAGEMENT_PORT RABBITMQ_PROMETHEUS_PORT RABBITMQ_DIST_PORT RABBITMQ_EPMD_PORT REDIS_PORT POSTGRES_PORT; do
        echo "$name=$(free_port)"
      done >"$dir/ports"
      echo "BACKEND=$backend" >>"$dir/ports"
    fi
    . "$dir/ports"
    # In parallel: RabbitMQ alone takes most of the time.
    starts=()
    for server in "$@"; do start_one "$server" & starts+=($!); done
    for start in "${starts[@]}"; do wait "$start" || { "$0" kill "$dir" "$@"; exit 1; }; done
    print_environment ;;
  stop|kill)
    [ -e "$dir/ports" ] || exit 0
    dir=$(cd "$dir" && pwd); . "$dir/ports"
    if [ "$command" = kill ]; then signal=KILL; else signal=TERM; fi
    for server in "$@"; do stop_one "$server" "$signal" & done
    wait ;;
  *) usage ;;
esac
