#!/bin/sh
# Resolves requirements*.in into requirements*.txt: every platform, Python 3.11 to 3.13, with hashes.
# Extra arguments go to uv: `scripts/lock.sh --upgrade`, `scripts/lock.sh --upgrade-package pandas`.
set -eu
cd "$(dirname "$0")/.."

uv=$(command -v uv || true)
if [ -z "$uv" ]; then
    [ -x .venv/bin/uv ] || .venv/bin/python -m pip install --quiet --require-hashes -r requirements-setup.txt
    uv=.venv/bin/uv
fi

for name in requirements-setup requirements requirements-dev requirements-sbom; do
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --custom-compile-command "make lock" --output-file "$name.txt" "$@" "$name.in"
    echo "$name.txt: $(grep -c '==' "$name.txt") packages"
done
