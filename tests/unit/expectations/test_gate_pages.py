"""The page, the table and the Data Docs: readable, and without anything from elsewhere."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import lxml.html
import pandas as pd
import pytest

from expectations import data_docs, page
from expectations.gate import SUITES, GateResult, check_company, validate_by
from expectations.rules import Suite, filled, one_of, row_count
from tests.unit.expectations.gate_frames import ENTRIES, NMBRS_CODES, company, gate_inputs, source_totals

WRONG = """
    E7 | bob  | 2026-03-09 | worked  | | 2026-03-09 14:00 | 2026-03-10 08:00 | 0 | | yes
    E8 | bob  | 2026-03-10 | worked  | | | | 0 | -5 | yes
    E9 | anna | 2026-03-11 | <b>$x</b> | | 2026-03-11 14:00 | 2026-03-11 16:00 | 0 | | yes
"""
LOADS = ("src", "href", "action", "data", "poster", "srcset", "background", "style", "onclick", "onload")


@pytest.fixture(scope="module")
def bad() -> GateResult:
    read = company(ENTRIES + WRONG)
    return check_company(
        gate_inputs(read, source_totals={**source_totals(read), "meals": 9}, nmbrs_codes=NMBRS_CODES.iloc[1:])
    )


@pytest.fixture(scope="module")
def folder(bad: GateResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gate") / "1201" / "2026-M03"
    assert page.write(bad, folder) == folder / "checks.html"
    return folder


def pages(folder: Path) -> list[Path]:
    found = sorted(folder.rglob("*.html"))
    assert len(found) == 2 + len(SUITES)
    return found


def text_of(path: Path) -> str:
    return " ".join(" ".join(lxml.html.parse(path).getroot().body.itertext()).split())


def test_the_page_names_rule_severity_key_what_was_found_and_what_to_do(folder: Path):
    text = text_of(folder / "checks.html")

    assert "Stopped." in text
    assert "PRT-021 critical" in text
    assert "time_entry_id=E8, part=1, employee_id=bob" in text
    assert "work_date=2026-03-10, paid_minutes=-5" in text
    assert "What to do: The end lies before the start" in text
    assert "ENT-041 warning" in text


def test_critical_findings_stand_before_warnings(folder: Path):
    badges = [each.text for each in lxml.html.parse(folder / "checks.html").getroot().find_class("badge")]

    assert badges == sorted(badges)
    assert set(badges) == {"critical", "warning"}


def test_codes_that_are_not_in_nmbrs_are_listed(folder: Path):
    assert "Codes that are not in Nmbrs Component Code hours 2100" in text_of(folder / "checks.html")


def test_the_table_holds_every_failure(folder: Path, bad: GateResult):
    table = pd.read_csv(folder / "failures.csv", dtype="str", keep_default_na=False)

    assert table.to_dict("records") == bad.failures.to_dict("records")


def test_a_value_of_the_source_cannot_become_markup(folder: Path):
    for path in pages(folder):
        assert "<b>$x" not in path.read_text()
    assert "kind=<b>$x</b>" in text_of(folder / "checks.html")
    assert "<b>$x</b>" in text_of(folder / "data_docs" / "entries.html")


def test_no_page_names_another_host_or_loads_anything(folder: Path):
    for path in pages(folder):
        html = path.read_text()
        root = lxml.html.fromstring(html)
        assert re.findall(r"https?:|//[a-z]|url\(|@import|file:|javascript:", html) == [], path
        assert root.xpath("//script|//link|//img|//iframe|//object|//embed|//base|//form|//video|//audio") == []
        attributes = {(name, value) for each in root.iter() for name, value in each.attrib.items() if name in LOADS}
        assert {name for name, _ in attributes} <= {"href"}


def test_every_link_leads_to_a_file_beside_it(folder: Path):
    for path in pages(folder):
        for link in lxml.html.parse(path).getroot().xpath("//a/@href"):
            assert (path.parent / str(link)).is_file(), (path, link)


def test_the_pages_follow_light_and_dark(folder: Path):
    for path in pages(folder):
        assert "prefers-color-scheme: dark" in path.read_text()


def test_the_data_docs_have_a_page_per_table_with_every_rule(folder: Path):
    for table, suite in SUITES.items():
        text = text_of(folder / "data_docs" / f"{table}.html")
        assert [
            rule.code for rule in suite.rules if f"{rule.code} ({rule.severity}): {rule.description}" not in text
        ] == []


def test_the_data_docs_index_lists_what_failed(folder: Path):
    text = text_of(folder / "data_docs" / "index.html")

    assert re.search(r"entry_parts failed \d+ [1-9]", text)
    assert re.search(r"entry_allowances passed \d+ 0", text)


def test_the_data_docs_do_not_show_a_private_column(bad: GateResult, tmp_path: Path):
    rules = (
        row_count("P-001", "All there", "Look."),
        filled("P-010", "bsn", "Look."),
        one_of("P-020", "bsn", ("123456782",), "Known", "Look."),
    )
    people = Suite("people", "one person", ("id",), rules, private=frozenset({"bsn"}))
    verdict = validate_by(people, pd.DataFrame({"id": ["P1"], "bsn": ["111222333"]}), {"expected_rows": 1})
    data_docs.write(replace(bad, verdicts=(verdict,)), tmp_path, back="../checks.html")

    assert "P-020" in (tmp_path / "people.html").read_text()
    assert [path for path in tmp_path.rglob("*") if path.is_file() and "111222333" in path.read_text()] == []


def test_many_failures_are_cut_on_the_page_and_whole_in_the_table(bad: GateResult, tmp_path: Path):
    many = pd.concat([bad.failures.head(1)] * 500, ignore_index=True)
    path = page.write(replace(bad, failures=many), tmp_path, with_data_docs=False)

    assert "and 300 more" in text_of(path)
    assert len(pd.read_csv(tmp_path / "failures.csv")) == 500
    assert not (tmp_path / "data_docs").exists()


def test_a_good_company_gets_a_page_that_says_so(tmp_path: Path):
    text = text_of(page.write(check_company(gate_inputs()), tmp_path, with_data_docs=False))

    assert "Passed." in text
    assert "What was found" not in text


def test_writing_again_replaces_what_was_there(folder: Path, bad: GateResult):
    before = {path: path.read_text() for path in [folder / "checks.html", folder / "failures.csv"]}
    page.write(bad, folder, with_data_docs=False)
    page.write(bad, folder)

    assert {path: path.read_text() for path in before} == before


@pytest.mark.parametrize("name", ["checks.html", "data_docs/index.html", "data_docs/entries.html"])
def test_chromium_shows_the_pages_without_a_network(
    folder: Path, tmp_path: Path, require: Callable[[object, str], None], name: str
):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    require(chromium, "Chromium is missing: apt-get install chromium")
    log = tmp_path / "net.json"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--user-data-dir={tmp_path}"]
    nobody = ["--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking", f"--log-net-log={log}"]
    command = [str(chromium), *options, *nobody, "--dump-dom", (folder / name).as_uri()]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)  # noqa: S603
    root = lxml.html.fromstring(shown.stdout)

    assert root.xpath("//h1")[0].text in {"Data checks", "Validations", "entries"}
    assert root.xpath("//table//td")
    requested = set(re.findall(r'"url":"([a-z]+://[^"]*)"', log.read_text()))
    assert [url for url in requested if "bootstrap" in url or "jquery" in url or "greatexpectations" in url] == []
