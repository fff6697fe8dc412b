"""The wage rules: pure functions, DataFrame in, DataFrame out. No clock, no files, no environment."""
