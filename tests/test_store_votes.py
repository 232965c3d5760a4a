"""Votes and measurements: none is lost, none counts twice, and before stays before; on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from databases import small_bundle

from data.commands import Edit, classify, edit, keep, rate, unclassify
from data.store import list_workshops, load
from data.waves import close_wave, reopen_wave
from workshop.dossier import Bundle
from workshop.records import Participant, RatingRecord, StandardVote, Touchpoint, Wave
from workshop.texts import Refusal

T1, T2, T3 = small_bundle().of("touchpoints")


@pytest.fixture(autouse=True)
def _small_workshop(store: str) -> None:
    keep(small_bundle())


def vote(touchpoint: str = "T1", *, wave: str = "before", by: str = "P1", rating: int | None = 1) -> RatingRecord:
    return RatingRecord(wave=wave, participant=by, touchpoint=touchpoint, rating=rating)


def second_wave(*touchpoints: Touchpoint) -> Bundle:
    """What is uploaded months later: the second measurement, and the touchpoints as they are called by then."""
    records = {"waves": [Wave(key="after", seq=2)], "touchpoints": [*touchpoints], "ratings": [vote(wave="after")]}
    return Bundle(None, records)


def remembered(touchpoint: str) -> tuple[str, str, int]:
    """Name, phase and place of a touchpoint as the first measurement remembers it."""
    snapshot = load("WS-TEST").frames["wave_touchpoints"].set_index(["wave", "touchpoint"])
    row = snapshot.loc[("before", touchpoint)]
    return row["name"], row["phase"], row["seq"]


def test_the_same_vote_twice_is_one_row() -> None:
    rate("WS-TEST", [vote("T2", rating=1)])
    rate("WS-TEST", [vote("T2", rating=-1)])
    ratings = load("WS-TEST").ratings
    assert list(ratings.loc[ratings["touchpoint"] == "T2", "rating"]) == [-1]


def test_eight_people_who_vote_at_once_lose_no_vote_and_the_revision_counts_them() -> None:
    people = [Participant(key=f"X{n}") for n in range(8)]
    touchpoints = [Touchpoint(key=f"Y{n}", seq=10 + n, phase="purchase", name=f"Punkt {n}") for n in range(50)]
    keep(Bundle(None, {"participants": [*people], "touchpoints": [*touchpoints]}), into="WS-TEST")
    before = list_workshops()[0].revision

    def vote_for_each_touchpoint(person: Participant) -> None:
        for touchpoint in touchpoints:
            rate("WS-TEST", [vote(touchpoint.key, by=person.key)])

    with ThreadPoolExecutor(8) as room:
        list(room.map(vote_for_each_touchpoint, people))
    assert len(load("WS-TEST").ratings) == 400 + 2
    assert list_workshops()[0].revision[:2] == (before[0], before[1] + 400)


def test_a_vote_that_was_entered_by_mistake_goes() -> None:
    rate("WS-TEST", [vote(rating=None)])
    assert list(load("WS-TEST").ratings["participant"]) == ["P2"]


def test_no_contact_of_ones_own_is_an_answer_too() -> None:
    rate("WS-TEST", [RatingRecord(wave="before", participant="P1", touchpoint="T2", missing_reason="no_own_contact")])
    assert list(load("WS-TEST").ratings["missing_reason"]) == ["", "no_own_contact", ""]


def test_a_classification_can_be_changed_and_taken_back() -> None:
    must, wow = (StandardVote(participant="P1", standard="S1", level=level) for level in ("must", "wow"))
    classify("WS-TEST", [must])
    classify("WS-TEST", [wow])
    assert list(load("WS-TEST")["standard_votes"]["level"]) == ["wow"]
    unclassify("WS-TEST", [wow])
    assert load("WS-TEST")["standard_votes"].empty


def test_votes_of_a_second_measurement_close_the_first() -> None:
    keep(second_wave(), into="WS-TEST")
    waves = load("WS-TEST")["waves"].set_index("key")
    assert waves["closed"].to_dict() == {"before": True, "after": False}


def test_a_second_measurement_without_votes_leaves_the_first_open() -> None:
    keep(Bundle(None, {"waves": [Wave(key="after", seq=2)]}), into="WS-TEST")
    assert not load("WS-TEST")["waves"]["closed"].any()


@pytest.mark.parametrize("rating", [0, None], ids=["changed", "removed"])
def test_a_closed_measurement_refuses_votes(rating: int | None) -> None:
    close_wave("WS-TEST", "before")
    with pytest.raises(Refusal, match="before"):
        rate("WS-TEST", [vote(rating=rating)])
    assert list(load("WS-TEST").ratings["rating"]) == [1, -1]


def test_an_upload_that_changes_votes_of_a_closed_measurement_is_refused_whole() -> None:
    close_wave("WS-TEST", "before")
    late = Bundle(None, {"participants": [Participant(key="P9")], "ratings": [vote(rating=0)]})
    with pytest.raises(Refusal, match="before"):
        keep(late, into="WS-TEST")
    assert "P9" not in list(load("WS-TEST")["participants"]["key"])


def test_an_upload_that_repeats_the_votes_of_a_closed_measurement_is_fine() -> None:
    close_wave("WS-TEST", "before")
    _, kept = keep(small_bundle(), into="WS-TEST")
    assert (kept.new, kept.changed) == (0, 0)


def test_a_closed_measurement_can_be_opened_again_to_correct_a_vote() -> None:
    close_wave("WS-TEST", "before")
    reopen_wave("WS-TEST", "before")
    rate("WS-TEST", [vote(rating=-1)])
    assert load("WS-TEST").ratings["rating"].tolist()[0] == -1


def test_a_measurement_that_is_opened_and_closed_again_remembers_its_journey_as_it_first_was() -> None:
    close_wave("WS-TEST", "before")
    edit("WS-TEST", "touchpoints", [Edit(T1, T1.model_copy(update={"name": "Digitale Auslage"}))])
    reopen_wave("WS-TEST", "before")
    close_wave("WS-TEST", "before")
    assert remembered("T1")[0] == "Schaufenster"


def test_renaming_and_moving_a_touchpoint_later_leaves_the_first_measurement_as_it_was() -> None:
    close_wave("WS-TEST", "before")
    changed = T1.model_copy(update={"name": "Digitale Auslage", "phase": "purchase", "seq": 7, "department": "Service"})
    edit("WS-TEST", "touchpoints", [Edit(T1, changed)])
    assert remembered("T1") == ("Schaufenster", "prepurchase", 1)


def test_an_upload_with_new_names_and_a_second_measurement_leaves_the_first_as_it_was() -> None:
    keep(second_wave(T1.model_copy(update={"name": "Digitale Auslage"})), into="WS-TEST")
    assert remembered("T1") == ("Schaufenster", "prepurchase", 1)


def test_a_touchpoint_that_came_later_is_not_in_the_first_measurement() -> None:
    keep(second_wave(Touchpoint(key="T4", seq=4, phase="purchase", name="Kundenkarte")), into="WS-TEST")
    assert "T4" not in list(load("WS-TEST").frames["wave_touchpoints"]["touchpoint"])


def test_deleting_a_touchpoint_that_a_closed_measurement_remembers_is_refused() -> None:
    close_wave("WS-TEST", "before")
    with pytest.raises(Refusal, match="Theke"):
        edit("WS-TEST", "touchpoints", [Edit(T2, None)])
