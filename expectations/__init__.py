"""The gate: Great Expectations suites as Python, and the one function that runs them."""

import logging

# Its import logs over 200 INFO lines. WARNING, not higher: when it drops a rule, it says so in an ERROR line.
logging.getLogger("great_expectations").setLevel(logging.WARNING)
