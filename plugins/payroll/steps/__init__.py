"""One function per task; the DAGs and the command line call the same ones."""
