"""Every entry ends in exactly one place"""

from tests.spec.tables import expect, given


def test_d1_every_row_ends_in_the_first_bucket_that_applies() -> None:
    """A worked entry has worked hours, worked days, each of its meals and each of its allowances; a leave entry has
    leave hours, a sick entry sick hours. Each of them ends in one bucket. When several apply, the first of this order
    counts: `venue_not_linked`, `employee_not_connected`, `outside_period`, `measure_off`, `not_approved`,
    `no_contract_on_day`, `contract_kind_excluded`, `code_not_mapped`, `zero_quantity`, `already_paid`, `exported`.

    Most rows of this table fit several buckets; the first one counts."""
    result = given(
        entries="""
            time_entry_id  | employee_id | venue_id | work_date  | kind   | leave_type | minutes | is_approved
            unlinked       | nobody      | garage   | 2026-04-01 | worked |            | 0       | no
            unconnected    | nobody      | kroon    | 2026-04-01 | worked |            | 0       | no
            outside        | nemo        | kroon    | 2026-04-01 | worked |            | 0       | no
            off            | nemo        | kroon    | 2026-03-02 | sick   |            | 0       | no
            open           | nemo        | kroon    | 2026-03-02 | worked |            | 0       | no
            no_contract    | nemo        | kroon    | 2026-03-02 | worked |            | 0       | yes
            excluded       | sem         | kroon    | 2026-03-02 | leave  | special    | 0       | yes
            not_mapped     | anna        | kroon    | 2026-03-02 | leave  | special    | 0       | yes
            zero           | anna        | kroon    | 2026-03-02 | leave  | vacation   | 0       | yes
            paid           | anna        | kroon    | 2026-03-02 | leave  | vacation   | 60      | yes
            exported       | anna        | kroon    | 2026-03-02 | leave  | vacation   | 60      | yes
        """,
        contracts="""
            contract_id | employee_id | kind          | starts_on
            c1          | anna        | zero_hours    | 2026-01-01
            c2          | sem         | self_employed | 2026-01-01
        """,
        connections="""
            company_id | employee_id | nmbrs_employee_id
            1201       | anna        | n-1
            1201       | sem         | n-2
            1201       | nemo        | n-3
        """,
        measures_off="""
            measure
            sick_hours
        """,
        already_paid="""
            time_entry_id | measure     | type
            paid          | leave_hours | vacation
            zero          | leave_hours | vacation
        """,
        history="""
            time_entry_id
            unconnected
            outside
        """,
    )
    expect(
        result,
        entries_end_in="""
        time_entry_id | measure      | company_id | bucket
        unlinked      | worked_hours |            | venue_not_linked
        unlinked      | worked_days  |            | venue_not_linked
        unconnected   | worked_hours | 1201       | employee_not_connected
        unconnected   | worked_days  | 1201       | employee_not_connected
        outside       | worked_hours | 1201       | outside_period
        outside       | worked_days  | 1201       | outside_period
        off           | sick_hours   | 1201       | measure_off
        open          | worked_hours | 1201       | not_approved
        open          | worked_days  | 1201       | not_approved
        no_contract   | worked_hours | 1201       | no_contract_on_day
        no_contract   | worked_days  | 1201       | no_contract_on_day
        excluded      | leave_hours  | 1201       | contract_kind_excluded
        not_mapped    | leave_hours  | 1201       | code_not_mapped
        zero          | leave_hours  | 1201       | zero_quantity
        paid          | leave_hours  | 1201       | already_paid
        exported      | leave_hours  | 1201       | exported
    """,
    )


def test_d1_an_entry_that_moved_out_of_the_period_is_still_read() -> None:
    """An entry is read when its `work_date` is in the period, or when the ledger knows it there: an entry that was
    exported in March and then moved to April is `outside_period` in March, and its lines are withdrawn. Entries of
    venues that no company claims are read once, under no company."""
    result = given(
        entries="""
            time_entry_id | venue_id | work_date
            moved         | kroon    | 2026-04-02
            not_read      | kroon    | 2026-04-02
            unlinked      | garage   | 2026-04-02
        """,
        history="""
            time_entry_id
            moved
        """,
    )
    expect(
        result,
        coverage="""
        company_id | measure      | bucket           | rows
                   | worked_hours | venue_not_linked | 1
                   | worked_days  | venue_not_linked | 1
        1201       | worked_hours | outside_period   | 1
        1201       | worked_days  | outside_period   | 1
    """,
    )
    assert result.entries_read == 2


def test_d2_the_rows_add_up_to_what_was_expected() -> None:
    """The coverage report counts and lists the rows. As many rows as expected, and as many distinct entries as were
    read: both numbers are shown, and the validation checks them. Nothing disappears silently."""
    result = given(
        entries="""
            time_entry_id | kind   | leave_type
            e1            | worked |
            e2            | worked |
            e3            | leave  | vacation
            e4            | sick   |
        """,
        meals="""
            time_entry_id | meal
            e1            | dinner
            e1            | lunch
        """,
        allowances="""
            time_entry_id | allowance | minutes
            e2            | evening   | 60
        """,
    )
    expect(
        result,
        coverage="""
        measure      | type     | bucket   | rows
        worked_hours |          | exported | 2
        worked_days  |          | exported | 2
        meals        | dinner   | exported | 1
        meals        | lunch    | exported | 1
        allowances   | evening  | exported | 1
        leave_hours  | vacation | exported | 1
        sick_hours   |          | exported | 1
    """,
    )
    assert result.expected_rows == len(result.details) == 9
    assert result.entries_read == result.details["time_entry_id"].nunique() == 4


def test_d2_a_cut_entry_counts_once() -> None:
    """Both parts of an entry that is cut at midnight count as one: as exported when either part is, so that the
    buckets of worked, leave and sick hours together are the entries read."""
    result = given(
        entries="""
            time_entry_id | work_date  | starts_at        | ends_at          | minutes
            within        | 2026-03-10 | 2026-03-10 22:00 | 2026-03-11 02:00 |
            out           | 2026-03-31 | 2026-03-31 22:00 | 2026-04-01 02:00 |
        """,
        periods="""
            company_id | wage_period | first_day  | last_day   | past_midnight
            1201       | 2026-M03    | 2026-03-01 | 2026-03-31 | split
        """,
    )
    expect(
        result,
        coverage="""
        measure      | bucket   | rows
        worked_hours | exported | 2
        worked_days  | exported | 2
    """,
    )
    assert (result.entries_read, len(result.details)) == (2, 8)


def test_d2_an_entry_of_an_unknown_kind_breaks_the_count() -> None:
    result = given(entries="time_entry_id | kind\n e1 | training")
    assert (result.entries_read, result.expected_rows, len(result.details)) == (1, 1, 0)


def test_d3_a_connection_is_per_employee_and_company() -> None:
    """A connection is per employee and company: one person may work in venues of two companies, under two numbers of
    Nmbrs, and be connected to one of them only."""
    result = given(
        entries="""
            employee_id | venue_id | minutes
            anna        | kroon    | 60
            anna        | haven    | 120
            bob         | kroon    | 60
            bob         | haven    | 120
        """,
        venues="""
            venue_id | company_id
            kroon    | 1201
            haven    | 1202
        """,
        periods="""
            company_id | wage_period | first_day  | last_day
            1201       | 2026-M03    | 2026-03-01 | 2026-03-31
            1202       | 2026-M03    | 2026-03-01 | 2026-03-31
        """,
        connections="""
            company_id | employee_id | nmbrs_employee_id
            1201       | anna        | 11
            1202       | anna        | 22
            1202       | bob         | 23
        """,
        measures_off="""
            measure
            worked_days
        """,
    )
    expect(
        result,
        lines="""
        company_id | employee_id | nmbrs_employee_id | quantity
        1201       | anna        | 11                | 1.00
        1202       | anna        | 22                | 2.00
        1202       | bob         | 23                | 2.00
    """,
    )
