#!/usr/bin/env bash
# The test command: installs what the tests need, runs every suite, ends with "N passed, N failed".
# What cannot be had is not skipped: the tests that need it fail and say so.
#
# usage: bash infra/test.sh [PROJECT ...]      e.g. bash infra/test.sh Domain Protocol Booth   (default: all)
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
tools=$root/.test-tools
results=$root/TestResults
mkdir -p "$tools" "$results"
rm -f "$results"/*.trx "$results"/booth.json
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

say() { printf '\n== %s\n' "$*"; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

install_from_debian() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v belenios-tool >/dev/null || missing+=(belenios-tool)
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
  [ ${#missing[@]} = 0 ] && return 0
  say "Installing ${missing[*]}"
  as_root apt-get -qq update
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$results/apt.log" 2>&1 || tail -5 "$results/apt.log"
}

unpack_belenios_3() {
  export RV_BELENIOS3=$tools/belenios-3.0/belenios-tool
  [ -x "$RV_BELENIOS3" ] && "$RV_BELENIOS3" --version >/dev/null 2>&1 && return 0
  say "Unpacking belenios-tool 3.0"
  bash infra/get-belenios-tool.sh trixie "$tools/belenios-3.0" || true
}

start_postgres() {
  say "Starting PostgreSQL for the tests"
  local bin; bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -1)
  [ -n "$bin" ] || { echo "PostgreSQL is not installed: its tests will fail."; return 0; }
  pg_dir=$(mktemp -d -t ratifyvote-pg.XXXXXX)
  pg_port=$((20000 + RANDOM % 20000))
  as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
  [ "$(id -u)" = 0 ] && chown postgres "$pg_dir"
  pg_bin=$bin
  as_postgres "$bin/initdb" -D "$pg_dir/data" -A trust -U postgres >/dev/null &&
    as_postgres "$bin/pg_ctl" -D "$pg_dir/data" -o "-p $pg_port -k $pg_dir -h 127.0.0.1 -c max_connections=300" -w -l "$pg_dir/log" start >/dev/null &&
    export RV_PG="Host=127.0.0.1;Port=$pg_port;Username=postgres"
}
stop_postgres() {
  [ -n "${pg_dir:-}" ] || return 0
  as_postgres "$pg_bin/pg_ctl" -D "$pg_dir/data" -m immediate stop >/dev/null 2>&1
  rm -rf "$pg_dir"
}
trap stop_postgres EXIT

passed=0; failed=0; skipped=0
fail() { echo "FAILED: $1"; failed=$((failed + 1)); }

# Adds up the counters of one .trx file; a suite that left none has failed as a whole.
count_trx() {
  local file=$results/$1.trx
  [ -f "$file" ] || { fail "$1 left no test results"; return; }
  local c; c=$(grep -o '<Counters [^>]*' "$file" | head -1)
  attribute() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$c"; }
  local total ok bad; total=$(attribute total); ok=$(attribute passed); bad=$(attribute failed)
  [ "${total:-0}" -gt 0 ] || { fail "$1 ran no test"; return; }
  passed=$((passed + ok)); failed=$((failed + bad)); skipped=$((skipped + total - ok - bad))
}

wanted() { [ ${#chosen[@]} = 0 ] || printf '%s\n' "${chosen[@]}" | grep -qx "$1"; }
chosen=("$@")

install_from_debian
unpack_belenios_3
start_postgres

say "Building"
dotnet restore RatifyVote.sln --locked-mode -v q && dotnet build RatifyVote.sln --no-restore -c Release -v q -nologo || fail "the solution does not build"

if [ "$failed" = 0 ]; then
  for name in Domain Protocol Verifier Architecture Web EndToEnd; do
    wanted "$name" || continue
    say "$name"
    before=$failed
    # CastRate is a measurement that is run by hand, not a test; everything else runs.
    timeout 2400 dotnet test "tests/RatifyVote.$name.Tests" --no-build -c Release --nologo -v q \
      --filter 'FullyQualifiedName!~.CastRate.' --logger "trx;LogFileName=$name.trx" --results-directory "$results" || true
    count_trx "$name"
    [ "$failed" = "$before" ] && echo "$name: ok"
  done

  if wanted Booth; then
    say "Booth"
    (cd src/RatifyVote.Booth && npx tsc --noEmit && npx eslint . && npx vitest run --reporter=json --outputFile="$results/booth.json") >"$results/booth.log" 2>&1 \
      || tail -60 "$results/booth.log"
    if [ -f "$results/booth.json" ]; then
      read -r ok bad < <(node -e 'const r=require(process.argv[1]);console.log(r.numPassedTests,r.numFailedTests+r.numPendingTests+(r.success||r.numFailedTests?0:1))' "$results/booth.json")
      passed=$((passed + ok)); failed=$((failed + bad))
    else
      fail "the booth's type check, lint or tests did not run to their end"
    fi
  fi
fi

say "Done in $((SECONDS / 60)) min $((SECONDS % 60)) s"
failed=$((failed + skipped))   # nothing may be skipped
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
