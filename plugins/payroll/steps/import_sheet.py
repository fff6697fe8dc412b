"""Write one company's wage period as Nmbrs' import sheet: the way round where the API user may not write.

Calculation, gate and rounding are those of an export. Only the employee list must come from Nmbrs; what else it refuses
to tell (codes, current period, wage runs) goes unchecked, and a notice says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import pandas as pd
from nmbrs.errors import NmbrsRefused

from payroll.config.models import CompanyConfig
from payroll.config.rules import mapped_codes
from payroll.ledger.notices import Notice
from payroll.ledger.runs import Run
from payroll.ledger.wage_lines import WageLine
from payroll.reports.import_sheet import ImportSheet, import_sheet
from payroll.reports.new_file import new_file
from payroll.steps.calculate import calculate_wage_period
from payroll.steps.choose import choose_measures, choose_period
from payroll.steps.errors import DataRefused, UsageError
from payroll.steps.services import Services
from payroll.steps.sheet_checks import check_nothing_of_ours, check_open
from payroll.steps.sheet_notices import sheet_message, sheet_notices
from payroll.steps.sheet_numbers import employee_list, if_allowed, personnel_numbers, sheet_company
from transforms.wage_period import WagePeriod

STARTED_BY: Final = "payroll import-sheet"
_WRITTEN: Final = "planned"


@dataclass(frozen=True, slots=True)
class SheetOutcome:
    """How it ended, in a sentence, with what a person must know; `rows` is 0 where no sheet was written."""

    message: str
    rows: int = 0
    notices: tuple[Notice, ...] = ()


def write_import_sheet(
    services: Services,
    company: CompanyConfig,
    wage_period: str,
    output: Path,
    *,
    debtor_number: str = "",
    company_number: str = "",
) -> SheetOutcome:
    """Calculate a wage period and write it as an import sheet into a new file.

    Args:
        services: the open services.
        company: whose period it is.
        wage_period: a key, or `current`.
        output: the file to make; it must not exist yet.
        debtor_number: the debtor's number in Nmbrs, where Nmbrs does not say it.
        company_number: the company's number in Nmbrs, where Nmbrs does not say it.

    Raises:
        UsageError: the file is there already or cannot be made, or a number is not known.
        PeriodRefused: the API has lines of this period in Nmbrs, or the period is not open.
        CodesMissing, DataRefused: as for an export; or people cannot be told apart by their numbers.
        NmbrsError: the employee list may not be read, or Nmbrs does not answer.
        WriterBusy: an export of this company is under way.
    """
    period = choose_period(services, company, wage_period)
    if period is None:
        return SheetOutcome(
            f"Company {company.id}: skipped, its calendar of {company.calendar.in_words} has no {wage_period}. "
            "No sheet was written."
        )
    _check_output(output)
    with services.ledger.writer(company.id):
        return _Sheet(services, company, period, output).write(debtor_number, company_number)


@dataclass
class _Sheet:
    """One sheet in the making; `refused` is what Nmbrs would not tell."""

    services: Services
    company: CompanyConfig
    period: WagePeriod
    output: Path
    refused: list[NmbrsRefused] = field(default_factory=list)

    def write(self, debtor_number: str, company_number: str) -> SheetOutcome:
        nmbrs, ledger = self.services.nmbrs, self.services.ledger
        check_nothing_of_ours(ledger, self.company, self.period)
        employees = employee_list(nmbrs, self.company)
        check_open(self.services, self.company, self.period, self.refused)
        numbers = sheet_company(nmbrs, self.company, self.refused, debtor=debtor_number, number=company_number)
        run = ledger.runs.get(self._calculate())
        lines = ledger.wage_lines.of_run(run.run_id)
        if not lines:
            return self._nothing(run)
        try:
            people = personnel_numbers(self.company, employees, {line.nmbrs_employee_id for line in lines})
            sheet = import_sheet(lines, people, numbers, year=self.period.year, period=self.period.number)
            return self._publish(run, sheet, lines)
        except Exception as error:
            state = "blocked" if isinstance(error, DataRefused) else "failed"
            ledger.runs.mark(run.run_id, state, message=str(error), finished_at=self.services.now())
            raise

    def _calculate(self) -> str:
        calculated = calculate_wage_period(
            self.services,
            self.company,
            self.period,
            measures=choose_measures(self.company, ()),
            kind="dry_run",
            started_by=STARTED_BY,
            codes=self._codes(),
        )
        return calculated.run_id

    def _codes(self) -> pd.DataFrame:
        """Columns component, code: what Nmbrs has; a kind of code that may not be read counts as there."""
        nmbrs, mapped = self.services.nmbrs, mapped_codes(self.company)
        rows: list[tuple[str, int]] = []
        for component, read in (("hours", nmbrs.hour_codes), ("wage", nmbrs.wage_codes)):
            found = if_allowed(partial(read, self.company.id), self.refused)
            unchecked = mapped.loc[mapped["component"] == component, "code"].drop_duplicates()
            rows += [(component, code) for code in (unchecked if found is None else [one.code for one in found])]
        return pd.DataFrame(rows, columns=["component", "code"]).astype({"component": "str", "code": "int64"})

    def _nothing(self, run: Run) -> SheetOutcome:
        message = f"Company {run.company_id}, {run.wage_period}: there is nothing to pay, so no sheet was written."
        self.services.ledger.runs.mark(run.run_id, "calculated", message=message, finished_at=self.services.now())
        return SheetOutcome(message, notices=tuple(self.services.ledger.notices.of_run(run.run_id)))

    def _publish(self, run: Run, sheet: ImportSheet, lines: Sequence[WageLine]) -> SheetOutcome:
        """Keep it in the ledger, then give the file its name: a crash in between warns without a cause, no more.

        Scheduled exports leave the period alone from now on: what a person imports is not known here.
        """
        ledger, now = self.services.ledger, self.services.now()
        message = sheet_message(run, sheet, self.output.name)
        earlier = [one for one in ledger.runs.of_starter(STARTED_BY) if _same_sheet(one, run)]
        notices = sheet_notices(run, sheet, lines, self.refused, earlier)
        try:
            with new_file(self.output, sheet.workbook()):
                ledger.holds.hold(run, held_by=STARTED_BY, now=now)
                ledger.notices.add(run.run_id, notices, now=now)
                ledger.runs.mark(run.run_id, _WRITTEN, message=message, finished_at=now)
        except OSError as error:
            raise _not_made(self.output, error) from None
        return SheetOutcome(message, len(sheet.rows), tuple(ledger.notices.of_run(run.run_id)))


def _same_sheet(earlier: Run, run: Run) -> bool:
    same = (earlier.company_id, earlier.wage_period) == (run.company_id, run.wage_period)
    return same and earlier.state == _WRITTEN


def _check_output(output: Path) -> None:
    """Say what is wrong with the file's name before anything is read or calculated."""
    if output.suffix.lower() != ".xlsx":
        raise UsageError(f"{output} is no name for an import sheet: Nmbrs reads Excel files. Let it end in .xlsx.")
    if output.exists() or output.is_symlink():
        raise _not_made(output, FileExistsError())
    if not output.parent.is_dir():
        raise _not_made(output, FileNotFoundError(0, "its folder does not exist"))


def _not_made(output: Path, error: OSError) -> UsageError:
    if isinstance(error, FileExistsError):
        return UsageError(
            f"{output} is there already and stays as it is: it may be a sheet that was imported. No sheet was written. "
            "Choose another name, or move that file away."
        )
    return UsageError(f"{output} cannot be written: {error.strerror}. No sheet was written. Choose another folder.")
