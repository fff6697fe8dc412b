"""Generated documents are written once, compared ever after."""

from __future__ import annotations

from docs.generate import Document, documents, problems, write

RULES = Document("docs/rules.md", "# Rules\n\nOne.\nTwo.\n")


def test_a_written_document_has_no_problems(tmp_path):
    assert write([RULES], tmp_path) == ["docs/rules.md"]
    assert problems([RULES], tmp_path) == []


def test_writing_again_touches_nothing(tmp_path):
    write([RULES], tmp_path)
    assert write([RULES], tmp_path) == []


def test_a_missing_document_is_named_with_the_command_that_writes_it(tmp_path):
    assert problems([RULES], tmp_path) == ["docs/rules.md does not exist. Write it with: make docs"]


def test_an_outdated_document_is_named_with_its_first_differing_line(tmp_path):
    write([Document("docs/rules.md", "# Rules\n\nOne.\nThree.\n")], tmp_path)
    (sentence,) = problems([RULES], tmp_path)
    assert sentence == "docs/rules.md, line 4, is not what the code says now. Write it again with: make docs"


def test_a_document_with_lines_too_many_is_outdated(tmp_path):
    write([Document("docs/rules.md", RULES.text + "Three.\n")], tmp_path)
    assert "line 5" in problems([RULES], tmp_path)[0]


def test_every_generated_document_stands_under_docs_or_config():
    assert [found.path for found in documents() if not found.path.startswith(("docs/", "config/"))] == []
