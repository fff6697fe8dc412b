"""Great Expectations' Data Docs of one run, rewritten so that they open without a network.

Its own pages load scripts, styles and pictures from seven hosts, and its index is empty without them. What is kept is
what it says about each rule; the frame, the style and the index around it are ours.
"""

import html
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import lxml.html
from lxml import etree
from markupsafe import Markup

from expectations import engine
from expectations.result import GateResult
from expectations.templates import render
from expectations.verdict import Verdict

INDEX: Final = "index.html"
SITE: Final = "offline"
TEMPLATE: Final = "data_docs.html.j2"
LOAD_TIME: Final = "%Y%m%dT%H%M%S.%f%z"
# Whatever loads or runs something, and links to pages that are not there.
DROPPED: Final = (
    "script",
    "style",
    "link",
    "img",
    "svg",
    "iframe",
    "object",
    "form",
    "input",
    "button",
    "footer",
    "nav",
)
KEPT_ATTRIBUTES: Final = frozenset({"class", "id", "colspan", "rowspan", "hidden"})


def write(result: GateResult, folder: Path, back: str) -> Path:
    """Write one page per table and an index into a folder; returns the path of the index.

    Args:
        result: of one company and wage period.
        folder: made when it is not there.
        back: link from the index to the page that led here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for table, page_as_it_comes in _great_expectations_pages(result):
        page = render(
            TEMPLATE,
            title=table,
            result=result,
            validations=[],
            content=_content(page_as_it_comes),
            back=INDEX,
            back_text="All tables",
        )
        (folder / f"{table}.html").write_text(page, encoding="utf-8")
    index = folder / INDEX
    index.write_text(_index(result, back), encoding="utf-8")
    return index


def _index(result: GateResult, back: str) -> str:
    validations = [_listed(verdict) for verdict in result.verdicts]
    title, back_text = "Validations", "Data checks"
    return render(
        TEMPLATE, title=title, result=result, validations=validations, content="", back=back, back_text=back_text
    )


def _listed(verdict: Verdict) -> dict[str, Any]:
    failed = int(verdict.failures["rule"].nunique())
    return {"table": verdict.table, "file": f"{verdict.table}.html", "rules": verdict.rules_run, "failed": failed}


def _great_expectations_pages(result: GateResult) -> Iterator[tuple[str, str]]:
    """Let Great Expectations build its site in a temporary folder; of each table, its page as it comes."""
    with tempfile.TemporaryDirectory() as site:
        _build(result, Path(site))
        for verdict in result.verdicts:
            (page,) = Path(site).glob(f"validations/{verdict.table}/**/{verdict.table}.html")
            yield verdict.table, page.read_text(encoding="utf-8")


def _build(result: GateResult, site: Path) -> None:
    from great_expectations.core.run_identifier import RunIdentifier
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )

    context = engine.new_context()
    store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(site)}
    pages = {"class_name": "SiteBuilder", "show_how_to_buttons": False, "store_backend": store}
    context.add_data_docs_site(SITE, {**pages, "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"}})
    for verdict in result.verdicts:
        run = RunIdentifier(run_name=result.wage_period, run_time=_judged_at(verdict))
        suite = ExpectationSuiteIdentifier(verdict.table)
        name = ValidationResultIdentifier(suite, run_id=run, batch_identifier=verdict.table)
        context.validation_results_store.set(name, _escaped(verdict.validation))
    context.build_data_docs(site_names=[SITE])


def _escaped(validation: Any) -> Any:  # noqa: ANN401
    """A copy in which values of the source are text: Great Expectations writes them into its pages as markup."""
    copy = deepcopy(validation)
    for each in copy.results:
        for value in each.result.get("partial_unexpected_counts", []):
            value["value"] = _as_markup(value["value"])
        if "partial_unexpected_list" in each.result:
            each.result["partial_unexpected_list"] = [_as_markup(one) for one in each.result["partial_unexpected_list"]]
    return copy


def _as_markup(value: object) -> object:
    return html.escape(value) if isinstance(value, str) else value


def _judged_at(verdict: Verdict) -> datetime:
    return datetime.strptime(verdict.validation.meta["batch_markers"]["ge_load_time"], LOAD_TIME).astimezone(UTC)


def _content(page_as_it_comes: str) -> Markup:
    """The sections of a page without anything that loads, runs or leads elsewhere."""
    page: Any = lxml.html.document_fromstring(page_as_it_comes)
    etree.strip_elements(page, *DROPPED, with_tail=False)
    for link in page.xpath("//p[a[@data-toggle='collapse']]"):
        link.drop_tree()
    etree.strip_tags(page, "a")
    for folded in page.find_class("collapse"):
        _unfold(folded)
    for element in page.iter(etree.Element):
        for name in set(element.attrib) - KEPT_ATTRIBUTES:
            del element.attrib[name]
    sections = [lxml.html.tostring(each, encoding="unicode") for each in page.find_class("ge-section")]
    return Markup("\n".join(sections))  # noqa: S704


def _unfold(folded: Any) -> None:  # noqa: ANN401
    """What a script would fold out becomes <details>, which needs none."""
    folded.tag = "details"
    summary = lxml.html.Element("summary")
    summary.text = "More"
    folded.insert(0, summary)
