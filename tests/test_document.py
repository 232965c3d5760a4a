"""All figures as one document: complete, finite, with its methods in words, and without a single person's votes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from small_workshops import small_workshop

from workshop.dossier import Bundle, dossier_of
from workshop.figures.full_document import all_figures_document


@pytest.fixture(scope="module")
def document(auto_bundle: Bundle) -> dict[str, Any]:
    """The car dealer's figures, as a program reads them."""
    text = json.dumps(all_figures_document(dossier_of(auto_bundle), "de"), allow_nan=False)
    found: dict[str, Any] = json.loads(text)
    return found


def test_every_wave_and_every_pair_of_waves_stands_in_it_with_all_touchpoints(document: dict[str, Any]) -> None:
    assert [wave["wave"] for wave in document["waves"]] == ["before", "after"]
    assert [(pair["before"], pair["after"]) for pair in document["pairs"]] == [("before", "after")]
    assert {len(wave["touchpoints"]) for wave in document["waves"]} == {36}
    assert round(document["pairs"][0]["total"]["mean"], 1) == 39.2


def test_methods_are_named_in_the_language_of_the_reader(document: dict[str, Any]) -> None:
    assert "Wilson" in document["waves"][0]["touchpoints"][0]["sentence"]
    assert "Netto-Begeisterung" in document["waves"][0]["touchpoints"][0]["sentence"]


def test_nobody_can_read_a_single_persons_votes_from_it(document: dict[str, Any], auto_bundle: Bundle) -> None:
    text = json.dumps(document)
    assert [person.key for person in auto_bundle.of("participants") if f'"{person.key}"' in text] == []


def test_a_workshop_without_votes_has_figures_that_are_missing_not_wrong() -> None:
    text = json.dumps(all_figures_document(small_workshop({}, touchpoints=2), "en"), allow_nan=False)
    assert '"value": null' in text or json.loads(text)["waves"] == []
