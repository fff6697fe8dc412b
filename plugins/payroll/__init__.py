"""Everything that we decide: configuration, ledger, delivery, steps and reports."""
