"""Every text a person reads stands in both languages, complete, and fits where it is used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from scripts.texts import ROOT, calls, contradictions, extracted, folder_of, sources, translations
from workshop.texts import LANGUAGES

SAME_IN_GERMAN = {
    "To-do",
    *("okay", "No-Go", "Wow", "Workshop", "Budget", "Details", "Heatmap", "Lovepoints", "Painpoints", "Name"),
    *("Persona", "Personas", "Phase", "Standard", "Standards", "Status", "Touchpoint", "Touchpoints", "irrelevant"),
    *("Fong", "Kano", "Links", "Service", "{name}: {category} (CS+ {plus}, CS− {minus}, n = {n})"),
}
"""Words that are the same in both languages; any other German text that equals the English one was forgotten."""


def catalogs(language: str) -> list[Catalog]:
    found = []
    for path in folder_of(language).glob("*.po"):
        with path.open("rb") as file:
            found.append(read_po(file))
    return found


def texts_of(language: str) -> dict[str, str]:
    return {text: next(iter(wordings.values())) for text, wordings in translations(language).items()}


def gaps(text: str) -> set[str]:
    """The names of the placeholders in a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


WANTED = {str(entry.id) for entry in extracted() if entry.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_code_has_a_wording(language: str) -> None:
    assert_none(WANTED - set(texts_of(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalogue_holds_a_text_that_is_gone(language: str) -> None:
    there = {str(entry.id) for catalog in catalogs(language) for entry in catalog if entry.id}
    assert_none(there - WANTED)
    assert_none(str(text) for catalog in catalogs(language) for text in catalog.obsolete)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wording_has_the_same_placeholders_as_its_text(language: str) -> None:
    assert_none(text for text, wording in texts_of(language).items() if gaps(text) != gaps(wording))


def test_english_says_what_the_code_says() -> None:
    assert_none(text for text, wording in texts_of("en").items() if text != wording)


def test_no_german_text_was_left_in_english() -> None:
    same = {text for text, wording in texts_of("de").items() if text == wording and has_words(text)}
    assert_none(same - SAME_IN_GERMAN)


def test_the_list_of_words_that_are_the_same_has_no_word_too_many() -> None:
    german = texts_of("de")
    assert_none(word for word in SAME_IN_GERMAN if german.get(word) != word)


def test_no_text_is_translated_in_two_ways() -> None:
    assert_none(contradictions(translations("de")))


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_text_is_a_literal_whose_placeholders_get_their_values(path: Path) -> None:
    assert_none(problem for call in calls(path) if (problem := problem_of(call)))


def assert_none(texts: Iterable[str]) -> None:
    """Fail with all of them, one a line."""
    found = sorted(texts)
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def has_words(text: str) -> bool:
    """Whether there is more to a text than placeholders, signs and single letters such as “n = ”."""
    return bool(re.search(r"[^\W\d_]{2}", re.sub(r"\{.*?\}", "", text)))


def problem_of(call: ast.Call) -> str | None:
    """What is wrong with the text of one call: put together at run time, or a gap without a value."""
    text, given = call.args[0], {keyword.arg for keyword in call.keywords}
    if isinstance(text, ast.JoinedStr | ast.BinOp | ast.IfExp):
        return f"line {call.lineno}: put together at run time, so that no catalogue can hold it"
    if isinstance(text, ast.Constant) and None not in given and gaps(text.value) != given:
        return f"line {call.lineno}: {text.value!r} has {gaps(text.value)} and gets {given}"
    return None
