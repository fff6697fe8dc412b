"""The calls that bring a person to Nmbrs: which there are, which group of fields each carries, in which order."""

from __future__ import annotations

from typing import Final

from payroll.ledger.people.writes import DELETE_BANK_ACCOUNT, INSERT_BANK_ACCOUNT
from payroll.ledger.schema.people_writes import CREATE_EMPLOYEE
from transforms.people.fields import ADDRESS, BANK, CONTRACT, PERSONAL, SALARY

UPDATE_PERSONAL: Final = "update_personal"
SET_INITIAL_START: Final = "set_initial_start"
INSERT_ADDRESS: Final = "insert_address"
UPDATE_ADDRESS: Final = "update_address"
INSERT_SALARY: Final = "insert_salary"
INSERT_CONTRACT: Final = "insert_contract"

GROUP_OF_ACTION: Final = {
    UPDATE_PERSONAL: PERSONAL,
    SET_INITIAL_START: CONTRACT,
    INSERT_ADDRESS: ADDRESS,
    UPDATE_ADDRESS: ADDRESS,
    INSERT_BANK_ACCOUNT: BANK,
    DELETE_BANK_ACCOUNT: BANK,
    INSERT_SALARY: SALARY,
    INSERT_CONTRACT: CONTRACT,
}
# What people read: what each call does.
IN_WORDS: Final = {
    CREATE_EMPLOYEE: "creating the employee",
    UPDATE_PERSONAL: "changing personal data",
    SET_INITIAL_START: "setting the first day of service",
    INSERT_ADDRESS: "adding the address",
    UPDATE_ADDRESS: "changing the address",
    INSERT_BANK_ACCOUNT: "adding the bank account",
    DELETE_BANK_ACCOUNT: "removing the replaced bank account",
    INSERT_SALARY: "giving the salary",
    INSERT_CONTRACT: "adding the contract",
}
