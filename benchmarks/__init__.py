"""What is measured, and against what: `python -m benchmarks` runs everything and writes benchmarks/results.md."""
