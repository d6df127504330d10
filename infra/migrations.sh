#!/usr/bin/env bash
# Deletes and re-creates the one migration "Initial" of the four contexts (two databases, two providers).
# Nothing has been released, so a change of tables changes "Initial"; from the first release on, a change adds a migration instead.
# After a merge conflict below Persistence/Migrations: take either side and run this.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
web=src/RatifyVote.Web
dotnet tool restore >/dev/null
rm -rf "$web/Persistence/Migrations"
dotnet build "$web" -v q -nologo
add() { # context, folder
  dotnet ef migrations add Initial --no-build --project "$web" --context "$1" --output-dir "Persistence/Migrations/$2" >/dev/null
  # A fixed name keeps the file's history in one place.
  ( cd "$web/Persistence/Migrations/$2"
    for f in *_Initial.cs *_Initial.Designer.cs; do
      [ "${f#00000000000001_}" = "$f" ] || continue
      sed -i -E 's/\[Migration\("[0-9]+_Initial"\)\]/[Migration("00000000000001_Initial")]/' "$f"
      mv "$f" "00000000000001_${f#*_}"
    done )
  echo "$1: $web/Persistence/Migrations/$2"
}
add SqliteRatifyVoteDb Sqlite/RatifyVote
add PostgresRatifyVoteDb Postgres/RatifyVote
add SqliteBallotBoxDb Sqlite/BallotBox
add PostgresBallotBoxDb Postgres/BallotBox
