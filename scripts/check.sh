#!/bin/sh
# Everything that is checked without running the product; all of it runs, then the exit code tells.
set -u
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=""

check() {
    title="$1"
    shift
    if output=$("$@" 2>&1); then
        printf '%-24s ok\n' "$title"
    else
        printf '%-24s FAILED: %s\n%s\n' "$title" "$*" "$output"
        failed="$failed, $title"
    fi
}

check "lint" $bin/ruff check .
check "format" $bin/ruff format --check .
check "types" $bin/mypy transforms expectations sandbox plugins dags benchmarks docs/generate scripts
check "import contracts" env PYTHONPATH=.:plugins $bin/lint-imports
check "generated documents" $bin/python -m docs.generate --check
check "bundled scripts" scripts/bundle_pages.sh --check
check "compose file" $bin/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yaml

if [ -n "$failed" ]; then
    echo "Failed: ${failed#, }. What each one found is above."
    exit 1
fi
echo "All checks passed."
