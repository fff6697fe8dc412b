"""The services of Nmbrs and their operations. A new operation is a declaration and a few lines in one of these modules."""
