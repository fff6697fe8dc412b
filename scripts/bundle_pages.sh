#!/bin/sh
# Bundles the scripts of the payroll pages into plugins/payroll/pages/static, with what package-lock.json names.
# --check compares instead of writing; without node there is nothing to compare with, which is said and is no failure.
set -eu
cd "$(dirname "$0")/../plugins/payroll/pages"

if ! command -v npm >/dev/null; then
    echo "npm is missing (Debian and Ubuntu: apt-get install npm), so the bundle was left as it is."
    [ "${1:-}" = "--check" ] && [ "${PAYROLL_REQUIRE_ALL:-}" != 1 ]
    exit
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/script"
cp script/*.js script/*.css script/package.json script/package-lock.json script/.npmrc "$work/script"
cd "$work/script"
npm ci --silent --ignore-scripts --no-audit --no-fund
npm run --silent build -- --log-level=error
cd - >/dev/null

for file in "$work"/static/*; do
    if [ "${1:-}" != "--check" ]; then
        cp "$file" static/
    elif ! cmp -s "$file" "static/$(basename "$file")"; then
        echo "static/$(basename "$file") is not what script/ gives. Run make pages, and commit it."
        exit 1
    fi
done
