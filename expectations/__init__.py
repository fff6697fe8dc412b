"""The gate: Great Expectations suites as Python, and the one function that runs them."""

import logging

# Importing great_expectations logs over 200 INFO lines. WARNING, not higher: it says in an ERROR line when it drops a rule.
logging.getLogger("great_expectations").setLevel(logging.WARNING)
