#!/usr/bin/env bash
# Runs a command beside a throwaway PostgreSQL server: scripts/with_postgres.sh make test
# The server listens on loopback only, on a free port, lives in a temporary folder and ends with the command.
# The command finds it in PAYROLL_TEST_POSTGRES_URL. As root the server runs as the user postgres (or nobody).
set -euo pipefail

[ $# -gt 0 ] || { echo "usage: scripts/with_postgres.sh COMMAND [ARGUMENT]..." >&2; exit 2; }

find_binaries() {
    local folder
    for folder in "$(dirname "$(command -v initdb || echo /none)")" $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV); do
        if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then
            echo "$folder"
            return
        fi
    done
    echo "No PostgreSQL server was found here. Install one (Debian and Ubuntu: apt-get install postgresql) and run this again." >&2
    return 2
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

binaries=$(find_binaries)
folder=$(mktemp -d)
port=$(free_port)

# PostgreSQL refuses to run as root.
as_owner=()
if [ "$(id -u)" = 0 ]; then
    owner=$(id -un postgres 2>/dev/null || echo nobody)
    chown "$owner" "$folder"
    as_owner=(runuser -u "$owner" --)
fi

server=""
stop_server() {
    if [ -n "$server" ] && kill -INT "$server" 2>/dev/null; then
        wait "$runner" 2>/dev/null || true
    fi
    rm -rf "$folder"
}
trap stop_server EXIT

cd_back=$PWD
cd "$folder"
"${as_owner[@]}" "$binaries/initdb" --pgdata "$folder/data" --auth trust --username payroll --encoding UTF8 --no-locale --no-sync >"$folder/initdb.log" 2>&1 ||
    { cat "$folder/initdb.log" >&2; exit 1; }
"${as_owner[@]}" "$binaries/postgres" -D "$folder/data" -p "$port" -k "$folder" -c listen_addresses=127.0.0.1 -c fsync=off >"$folder/server.log" 2>&1 &
runner=$!
cd "$cd_back"

# The server's own process id: under runuser the shell's child is runuser itself.
for _ in $(seq 100); do
    if [ -s "$folder/data/postmaster.pid" ] && grep -q ready "$folder/data/postmaster.pid"; then
        server=$(head -n 1 "$folder/data/postmaster.pid")
        break
    fi
    kill -0 "$runner" 2>/dev/null || break
    sleep 0.1
done
[ -n "$server" ] || { cat "$folder/server.log" >&2; exit 1; }

export PAYROLL_TEST_POSTGRES_URL="postgresql+psycopg2://payroll@127.0.0.1:$port/postgres"
echo "PostgreSQL $("$binaries/postgres" --version | awk '{print $3}') listens on 127.0.0.1:$port until the command ends."
"$@"
