#!/bin/sh
# Makes .venv from the pinned requirements and puts `payroll` and `airflow` into .venv/bin.
# Does nothing when the requirements are those of the last time. Argument: the Python to use (optional).
set -eu
cd "$(dirname "$0")/.."
unset PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

wanted_python="${1:-}"
stamp=.venv/.installed
supported='import sys; raise SystemExit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
started=$(date +%s)

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 2; }
runs() { "$1" -c "$supported" >/dev/null 2>&1; }
is_wanted() { [ -z "$wanted_python" ] || [ "$("$wanted_python" --version 2>&1)" = "$(.venv/bin/python --version)" ]; }

# Installers talk a lot when all is well: what they say is shown only when they fail.
quietly() {
    if ! said=$("$@" 2>&1); then
        printf '%s\n' "$said" >&2
        return 1
    fi
}

find_python() {
    for candidate in ${wanted_python:-python3 python3.13 python3.12 python3.11 python}; do
        if runs "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    stop "No Python 3.11, 3.12 or 3.13 was found (python3 is: $(python3 --version 2>&1 || true))." \
         "Install one of them and run make again; make PYTHON=/path/to/python3.12 names it."
}

fingerprint() {
    cat scripts/setup.sh requirements-setup.txt requirements.txt requirements-dev.txt pyproject.toml plugins/pyproject.toml | cksum
    pwd
    .venv/bin/python --version
}

is_current() { [ -f "$stamp" ] && runs .venv/bin/python && is_wanted && [ "$(fingerprint)" = "$(cat "$stamp")" ]; }

make_venv() {
    python=$(find_python)
    say "Making .venv with $("$python" --version)."
    rm -rf .venv
    "$python" -m venv .venv >/dev/null 2>&1 || {
        rm -rf .venv
        command -v uv >/dev/null && uv venv --quiet --seed --python "$python" .venv
    } || stop "$python cannot make a virtual environment: its venv or ensurepip module is missing." \
              "Install it (Debian and Ubuntu: apt-get install python3-venv) and run make again."
}

with_uv() {
    command -v "$1" >/dev/null || return 1
    say "Installing $(grep -c '==' requirements.txt) pinned packages with uv."
    quietly "$1" pip install --quiet --python .venv/bin/python --require-hashes -r requirements.txt -r requirements-dev.txt ||
        { say "$1 could not do it; its words are above. Going on without it."; return 1; }
}

with_pip() {
    say "Installing $(grep -c '==' requirements.txt) pinned packages with pip; this takes about a minute."
    quietly .venv/bin/python -m pip install --quiet --require-hashes -r requirements.txt -r requirements-dev.txt
}

# pip before 24 cannot read hashes for requirements with extras, and uv is ten times as quick.
bring_installers() {
    quietly .venv/bin/python -m pip install --quiet --only-binary :all: --require-hashes -r requirements-setup.txt ||
        quietly .venv/bin/python -m pip install --quiet --upgrade 'pip>=24' ||
        stop "The package index cannot be reached: pip's own words are above. Check the network or pip's settings and run make again."
}

install_packages() {
    with_uv uv || { bring_installers && with_uv .venv/bin/uv; } || with_pip ||
        stop "The packages could not be installed: the installer's own words are above. Nothing else was changed; run make setup again."
}

install_ourselves() {
    .venv/bin/python -m pip --version >/dev/null 2>&1 || bring_installers
    quietly .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation -e . -e plugins
}

[ -z "$wanted_python" ] || runs "$wanted_python" ||
    stop "$wanted_python is no Python 3.11, 3.12 or 3.13 that runs here. Name another one, or leave PYTHON out."
is_current && exit 0
rm -f "$stamp"
if ! runs .venv/bin/python || ! is_wanted; then
    make_venv
fi
install_packages
install_ourselves
fingerprint > "$stamp"
say "Ready in $(($(date +%s) - started)) s: .venv/bin/payroll and .venv/bin/airflow."
