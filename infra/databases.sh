#!/usr/bin/env bash
# Two databases with roles of their own: the role that writes ballots cannot read members, and the other way round.
set -euo pipefail
for name in ratifyvote ballotbox; do
  variable=$(tr a-z A-Z <<<"$name")_PASSWORD
  psql -v ON_ERROR_STOP=1 -U postgres -v secret="${!variable}" <<SQL
CREATE ROLE $name LOGIN PASSWORD :'secret';
CREATE DATABASE $name OWNER $name;
REVOKE CONNECT ON DATABASE $name FROM PUBLIC;
SQL
done
