"""The workforce database: who works where, under which contract, and the hours they registered."""
