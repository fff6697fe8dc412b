"""The gate: Great Expectations suites as Python, and the one function that runs them."""
