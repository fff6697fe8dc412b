"""Reports for people and machines, made from what the ledger holds."""
