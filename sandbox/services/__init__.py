"""The services of Nmbrs and their operations: a new one is a declaration and a few lines in one of these modules."""
