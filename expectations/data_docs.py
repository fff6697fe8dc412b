"""Great Expectations' Data Docs of one run, rewritten so that they open without a network.

Its own pages load scripts, styles and pictures from seven hosts, and its index is empty without them. What is kept is
what it says about each rule; the frame, the style and the index around it are ours.
"""

import html
from copy import deepcopy
from functools import cache
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
TEMPLATE: Final = "data_docs.html.j2"
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
    for verdict in result.verdicts:
        page = render(
            TEMPLATE,
            title=verdict.table,
            result=result,
            validations=[],
            content=_content(_great_expectations_page(verdict)),
            back=INDEX,
            back_text="All tables",
        )
        (folder / f"{verdict.table}.html").write_text(page, encoding="utf-8")
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


def _great_expectations_page(verdict: Verdict) -> str:
    """What Great Expectations says of one table, as its own page."""
    from great_expectations.render.renderer import ValidationResultsPageRenderer

    document = ValidationResultsPageRenderer().render(_escaped(verdict.validation))
    return str(_view().render(document, show_how_to_buttons=False))


@cache
def _view() -> Any:  # noqa: ANN401
    """Its templates, compiled once a process: that takes longer than to fill them for a company."""
    engine.great_expectations()
    from great_expectations.render.view import DefaultJinjaPageView

    return DefaultJinjaPageView()


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
