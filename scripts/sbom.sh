#!/bin/sh
# Writes sbom.json: every package that the image may hold, with version and hashes, as a CycloneDX list of materials.
# It is made from requirements.txt, which is all that the image installs.
set -eu
cd "$(dirname "$0")/.."

PYTHONWARNINGS=ignore .venv/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --mc-type application \
    --output-reproducible --validate --output-format JSON --output-file sbom.json
echo "sbom.json: $(grep -c '"purl"' sbom.json) packages."
