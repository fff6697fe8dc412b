"""Steps about people: the nightly sync from Nmbrs, and people from HR into Nmbrs."""
