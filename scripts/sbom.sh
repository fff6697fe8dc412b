#!/bin/sh
# Writes sbom.json: every package that the image may hold, with version and hashes, as a CycloneDX list of materials.
# It is made from requirements.txt, which is all that the image installs. The program that does it has a .venv of its own.
set -eu
cd "$(dirname "$0")/.."
tools=.venv/sbom

if ! cmp -s requirements-sbom.txt "$tools/.installed"; then
    uv=$(command -v uv || true)
    if [ -z "$uv" ]; then
        [ -x .venv/bin/uv ] || .venv/bin/python -m pip install --quiet --require-hashes -r requirements-setup.txt
        uv=.venv/bin/uv
    fi
    rm -rf "$tools"
    "$uv" venv --quiet --python .venv/bin/python "$tools"
    "$uv" pip install --quiet --python "$tools/bin/python" --require-hashes -r requirements-sbom.txt
    cp requirements-sbom.txt "$tools/.installed"
fi
PYTHONWARNINGS=ignore "$tools/bin/cyclonedx-py" requirements requirements.txt --pyproject pyproject.toml --mc-type application \
    --output-reproducible --validate --output-format JSON --output-file sbom.json
echo "sbom.json: $(grep -c '"purl"' sbom.json) packages."
