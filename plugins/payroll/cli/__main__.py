"""`python -m payroll.cli` is the same as `payroll`."""

from payroll.cli.app import main

main()
