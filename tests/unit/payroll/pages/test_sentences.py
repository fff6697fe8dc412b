"""Sentences of the ledger in Dutch: the catalogue fits what the product says, and pages show it safely."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from payroll.pages.reader import Reader
from payroll.pages.rendering import shown_reason, shown_sentence
from payroll.pages.sentence_template import KINDS, Template, literals_of, template
from payroll.pages.sentences import Piece, Sentences, as_text, pairs, said, sentences
from payroll.pages.texts import catalogue

from expectations.gate import RULES
from expectations.people import SUITES as PEOPLE_SUITES

ROOT = Path(__file__).resolve().parents[4]
SOURCES = ("plugins/payroll", "plugins/nmbrs", "transforms", "expectations")
# Modules whose sentences a payroll officer meets on the pages; each of these sentences needs Dutch.
MAKERS = (
    "plugins/payroll/steps/[acdlsu]*.py",
    "plugins/payroll/steps/people/[cns]*.py",
    "plugins/payroll/steps/people/export_[ep]*.py",
    "plugins/payroll/steps/people/who_*.py",
    "plugins/payroll/matching/[ds]*.py",
    "plugins/payroll/delivery/p*.py",
    "plugins/payroll/pages/[alnpw]*.py",
    "plugins/payroll/pages/employees/*.py",
    "plugins/nmbrs/soap/border.py",
    "transforms/people/*.py",
)
# What only who runs a command or starts a DAG reads, and what is no sentence.
FOR_OTHERS = (
    "A reason is only for opening an earlier wage period",
    "Set `retroactive` too, or leave the reason empty",
    "retroactive` is for an earlier wage period, and `current` is not one",
    "Name the wage period, such as 2026-M02",
    "Correct the number, or add the company to the file in PAYROLL_CONFIG",
    "There is no measure",
    "settled by a person",
    "the plan was rejected by",
    "Airflow does not say who you are, and what nobody did is not done",
    "the payroll pages by",
    "number in Nmbrs, and the import sheet must have it",
    "numbers in Nmbrs",
    "this user may not see the",
    "this user sees several",
    "Say which one the sheet is for with",
    "Look it up in Nmbrs and give it with",
    "Nmbrs knows no",
    "number as Nmbrs shows it",
    "The import sheet names people by the personnel number in that list, so no sheet was written",
)
DUTCH = Reader("nl", ZoneInfo("Europe/Amsterdam"))
ENGLISH = Reader("en", ZoneInfo("Europe/Amsterdam"))
SAMPLES = {
    "text": "xyz",
    "words": "Eerst bellen. Dan nog eens.",
    "key": "k-1",
    "call": "EmployeeService: Days_Get",
    "rule": "PRT-023",
    "whole": "7",
    "amount": "7.50",
    "day": "2026-10-20",
    "field": "birth_date",
    "said": "xyz abc",
    "list": "a-1, b-2",
    "person": "hans",
    "who": "Employee e-1 (Nmbrs employee 5 of company 1201)",
    "where": "Company 1201, 2026-M10",
}
TEMPLATES = [template(english, dutch) for english, dutch in pairs()]


def sample(one: Template) -> str:
    """A text that the template fits."""
    text = one.english
    for name, kind in one.kinds.items():
        words = [key.removeprefix(f"{kind}.") for key in catalogue("en") if key.startswith(f"{kind}.")]
        text = re.sub(rf"\{{{name}(:\w+)?\}}", (SAMPLES.get(kind) or words[0]).replace("\\", ""), text)
    return text


# the catalogue


def test_the_samples_know_every_kind_of_place():
    assert set(SAMPLES) == set(KINDS)


def test_no_sentence_stands_in_the_catalogue_twice():
    english = [one for one, _ in pairs()]
    assert sorted(english) == sorted(set(english))


def test_both_languages_have_the_same_places_but_for_fields_that_the_dutch_names_itself():
    differ = [
        one.english
        for one in TEMPLATES
        if (shown := {part.name for part in one.parts if part.name and part.words is None}) != set(one.kinds)
        and shown != {name for name, kind in one.kinds.items() if kind != "field"}
    ]
    assert differ == []


def test_only_the_english_says_what_a_place_holds():
    assert [dutch for _, dutch in pairs() if re.search(r"\{\w*[^\w}](?![^{}|]+\|[^{}|]+\})", dutch)] == []


def test_words_that_go_with_a_number_are_chosen_by_a_number():
    chosen = [one.kinds.get(part.name) for one in TEMPLATES for part in one.parts if part.words is not None]
    assert set(chosen) == {"whole"}


def test_each_template_fits_its_own_text_best_and_no_other_says_as_much():
    wrong = []
    for one in TEMPLATES:
        first, *others = [found for found, _ in sentences().fitting(sample(one))]
        if first.english != one.english or any(other.weight == first.weight for other in others):
            wrong.append((one.english, first.english))
    assert wrong == []


def test_commands_and_settings_are_the_same_in_both_languages():
    code = re.compile(r"`(?:payroll|config|retroactive|cost_center|codes|venues|measures|late_changes)[^`]*`")
    plain = re.compile(r":\w+\}")
    differ = [
        english for english, dutch in pairs() if set(code.findall(plain.sub("}", english))) - set(code.findall(dutch))
    ]
    assert differ == []


@cache
def said_by_the_product() -> str:
    """Every text in the product's source, but for docstrings."""
    return "\n".join(text for place in SOURCES for file in sorted((ROOT / place).rglob("*.py")) for text in texts(file))


def texts(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    docstrings = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in docstrings:
            yield one.value


def pieces_of(english: str) -> Iterator[str]:
    """What stands between places and the ends of sentences; a few letters say nothing."""
    for literal in literals_of(english):
        for clause in re.split(r"(?<=[.;:]) |\. ", literal):
            piece = clause.strip(" ,.;:()`'")
            if len(piece) > 3:
                yield piece


def clauses_of(text: str) -> Iterator[str]:
    """What a text of the source says, between what it fills in; two words say nothing."""
    for clause in re.split(r"(?<=[.;:]) |\. |\{[^}]*\}", text):
        piece = clause.strip(" ,.;:()`'")
        if piece.count(" ") >= 2 and re.search(r"[a-z]{3} [a-z]", piece):
            yield piece


def test_every_sentence_of_the_makers_of_notices_and_messages_has_dutch():
    known = "\n".join([*(one for english, _ in pairs() for one in literals_of(english)), *catalogue("en").values()])
    makers = [file for place in MAKERS for file in sorted(ROOT.glob(place))]
    said_there = {(file.name, clause) for file in makers for text in texts(file) for clause in clauses_of(text)}
    missing = sorted((file, clause) for file, clause in said_there if clause not in known and clause not in FOR_OTHERS)
    assert len(makers) > 60
    assert missing == [], "These have no Dutch: add them to pages/texts/sentences."


def test_every_sentence_of_the_catalogue_is_still_said_by_the_product():
    gone = [
        (english, piece) for english, _ in pairs() for piece in pieces_of(english) if piece not in said_by_the_product()
    ]
    assert gone == [], "These are said no more: change the English in pages/texts/sentences, and its Dutch."


# in Dutch


def dutch(text: str) -> str:
    pieces = said(DUTCH, text)
    assert [piece.text for piece in pieces if piece.is_english] == []
    return as_text(DUTCH, text)


def test_numbers_days_and_words_are_written_as_the_reader_writes_them():
    assert dutch(
        "Company 1201, 2026-M10: insert 1084, change 0, delete 0, set days 3, keep 12, leave 0; proof 1234.50."
    ) == (
        "Bedrijf 1201, 2026-M10: toevoegen 1.084, wijzigen 0, verwijderen 0, dagen zetten 3, behouden 12, met rust "
        "laten 0; bewijs 1.234,50."
    )
    assert dutch("Company 1201: 2026-M10 is to be paid on 2026-10-25, and nothing was exported yet.") == (
        "Bedrijf 1201: 2026-M10 wordt betaald op 25 okt 2026, en er is nog niets geëxporteerd."
    )
    assert dutch("Employee e-1, hours code 2100: changed in Nmbrs by someone else; left as it is.") == (
        "Medewerker e-1, uurcode 2100: in Nmbrs door iemand anders gewijzigd; zo gelaten."
    )


def test_one_of_something_is_said_in_the_singular():
    assert dutch("1 rows were not exported. 2 rows were not exported.") == (
        "1 rij is niet geëxporteerd. 2 rijen zijn niet geëxporteerd."
    )


def test_a_time_limit_is_nobody_by_name():
    text = "Company 1201, 2026-M10: the plan was rejected by the time limit: nobody answered within 20 hours."
    assert dutch(text) == (
        "Bedrijf 1201, 2026-M10: het plan is afgekeurd door de tijdslimiet: binnen 20 uur heeft niemand geantwoord."
    )


def test_a_negative_difference_keeps_its_sign():
    assert "bewijs -3,25" in dutch("Company 1201, 2026-M10: keep 12; proof -3.25.")


def test_lists_keep_their_keys_and_their_known_words_are_translated():
    assert dutch("No code or no valid price for: zero_hours meals diner, fixed worked_hours and 3 more.") == (
        "Geen code of geen geldige prijs voor: maaltijden diner (nul uren), gewerkte uren (vaste uren) en nog 3."
    )


def test_sentences_one_after_the_other_are_translated_each():
    assert dutch("This is on the list already. Nothing was written. Run again.") == (
        "Dit staat al op de lijst. Er is niets geschreven. Voer opnieuw uit."
    )


def test_a_reason_of_several_sentences_stays_in_the_words_of_the_person():
    said_by_hans = (
        "Company 1201, 2026-M10: the plan was rejected by hans: Niet akkoord. Eerst bellen. Nothing was written."
    )
    assert dutch(said_by_hans) == (
        "Bedrijf 1201, 2026-M10: het plan is afgekeurd door hans: Niet akkoord. Eerst bellen. Er is niets geschreven."
    )


def test_one_sentence_inside_another_is_translated_too():
    assert dutch(
        "Company 1201, 2026-M10: keep 12; Nmbrs refused 1 writes; proof 8.00. The first: EmployeeService: "
        "HourComponentVar_Insert (employee 5012, hour code 2100, period 2026-10) ended in fault 2001: the hour "
        "component or its hour code does not exist in this company. Check the mapped hour codes with `payroll check`."
    ).endswith(
        "De eerste: EmployeeService: HourComponentVar_Insert (medewerker 5012, uurcode 2100, periode 2026-10) eindigde "
        "in fout 2001: het urencomponent of de uurcode bestaat niet in dit bedrijf. Controleer de gebruikte uurcodes "
        "met `payroll check`."
    )


def test_a_sentence_that_is_not_in_the_catalogue_stays_english_beside_dutch_ones():
    assert said(DUTCH, "The moon is full. Nothing was written.") == (
        Piece("The moon is full.", is_english=True),
        Piece(" Er is niets geschreven."),
    )


def test_an_english_reader_gets_what_the_ledger_holds():
    text = "Company 1201, 2026-M10: keep 12; proof 1234.50."
    assert said(ENGLISH, text) == (Piece(text),)


def test_a_text_beyond_any_length_is_left_as_it_is():
    text = "Nothing was written. " * 500
    assert said(DUTCH, text) == (Piece(text, is_english=True),)


def test_of_two_sentences_that_fit_the_one_that_says_more_is_taken():
    small = Sentences.of([template("{what} was seen.", "{what} is gezien."), template("A cat was seen.", "Een kat.")])
    assert [one.dutch for one, _ in small.fitting("A cat was seen.")] == ["Een kat.", "{what} is gezien."]
    assert [values for _, values in small.fitting("A dog was seen.")] == [{"what": "A dog"}]


def test_a_place_that_comes_twice_must_hold_the_same():
    small = Sentences.of([template("Put {a:key} on {a:key}.", "Zet {a} op {a}.")])
    assert list(small.fitting("Put 1 on 2.")) == []
    assert len(list(small.fitting("Put 1 on 1."))) == 1


def test_a_place_of_an_unknown_kind_is_refused():
    with pytest.raises(KeyError, match="no_such_table"):
        template("It is {state:no_such_table}.", "Het is {state}.")


# on pages


def test_what_stands_in_a_place_is_escaped_and_a_command_looks_like_one():
    text = "Employee <b>&, hours code 2100: <i>moved</i>. Run `payroll init-db`, then try again."
    assert str(shown_sentence(DUTCH, text)) == (
        '<span lang="en">Employee &lt;b&gt;&amp;, hours code 2100: &lt;i&gt;moved&lt;/i&gt;.</span> '
        "Geef <code>payroll init-db</code>, en probeer het opnieuw."
    )
    assert str(shown_sentence(DUTCH, "There is no employee <b>&\"' in the workforce database.")) == (
        "Er is geen medewerker &lt;b&gt;&amp;&#34;&#39; in de personeelsdatabase."
    )


def test_no_text_is_no_text():
    assert str(shown_sentence(DUTCH, None)) == ""


def test_a_reason_in_the_words_of_a_person_is_in_no_language():
    assert str(shown_reason(DUTCH, "Uren <waren> fout")) == "Uren &lt;waren&gt; fout"
    assert str(shown_reason(DUTCH, "Late changes, found by the export of 2026-M10.")) == (
        "Late wijzigingen, gevonden door de export van 2026-M10."
    )


# the data checks


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_what_a_data_check_asks_for_and_what_to_do_about_it_has_dutch(rule):
    assert dutch(rule.description) != rule.description
    assert dutch(rule.to_do) != rule.to_do


def test_why_what_nmbrs_says_of_its_people_cannot_be_right_has_dutch():
    critical = [rule for suite in PEOPLE_SUITES.values() for rule in suite.rules if rule.severity == "critical"]
    what = "; ".join(f"{rule.code} {rule.description}" for rule in critical)
    told = dutch(f"Company 1201: what Nmbrs says of its people cannot be right ({what}). Report it.")
    assert [rule.description for rule in critical if rule.description in told] == []


def test_what_a_data_check_found_has_dutch_where_it_is_a_sentence():
    found = "found 12, expected 14"
    assert str(shown_reason(DUTCH, found)) == "gevonden 12, verwacht 14"
    assert str(shown_reason(DUTCH, "4.20 times the usual quantity")) == "4,20 keer de gewone hoeveelheid"
    assert (
        str(shown_reason(DUTCH, "work_date=2026-10-05, paid_minutes=1500")) == "work_date=2026-10-05, paid_minutes=1500"
    )
