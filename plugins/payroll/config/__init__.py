"""The configuration file: what it may say, how it is read, and the wage rules that come out of it."""
