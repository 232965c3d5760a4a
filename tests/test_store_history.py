"""The change log: who changed what when, in parts, filtered, and taken back field by field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from databases import small_bundle

from data.changes import changes_of, last_batch, undo_logged
from data.commands import Edit, classify, edit, keep
from data.history import AT_ONCE, SHOWN, Done, history, kinds_changed
from data.import_rows import Source
from data.store import load
from workshop.dossier import Bundle
from workshop.records import Department, Measure, Standard, StandardVote, Touchpoint
from workshop.rights import Grant
from workshop.texts import Refusal, say

W = "WS-TEST"
STANDARD: Standard = small_bundle().of("standards")[0]
MEASURE: Measure = small_bundle().of("measures")[0]


@pytest.fixture(autouse=True)
def _a_workshop(store: str) -> None:
    keep(small_bundle())


def change(kind: str, base: Any, **values: Any) -> str:
    """Change some fields; the batch."""
    edit(W, kind, [Edit(base, base.model_copy(update=values))])
    batch = last_batch(W)
    assert batch is not None
    return batch.id


def stored(kind: str, field: str) -> list[Any]:
    return list(load(W)[kind][field])


def newest() -> Done:
    return history(W).done[0]


def test_the_log_says_when_by_which_role_and_from_what_to_what(monkeypatch: pytest.MonkeyPatch) -> None:
    head = Grant("head", W, "Service", edits=True)
    with monkeypatch.context() as patch:
        patch.setattr("data.permission._asker", lambda: head)
        edit(W, "standards", [Edit(STANDARD, STANDARD.model_copy(update={"status": "live"}))])
    found = newest()
    assert (found.actor, found.counts, found.undone) == ("head", (("standards", 1),), False)
    entry = found.entries[0]
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["status"], entry.after["status"]) == ("proposed", "live")


def test_a_co_facilitator_is_called_so_in_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("data.permission._asker", lambda: Grant("co_facilitator", W))
        change("measures", MEASURE, status="done")
    assert newest().actor == "co_facilitator"


def test_the_newest_come_first_and_a_page_holds_so_many() -> None:
    current = MEASURE
    for number in range(AT_ONCE + 3):
        change("measures", current, title=f"Klingel {number}")
        current = current.model_copy(update={"title": f"Klingel {number}"})
    first, second = history(W), history(W, page=2)
    assert (first.pages, len(first.done), len(second.done)) == (2, AT_ONCE, 3)
    titles = [one.entries[0].after["title"] for page in (first, second) for one in page.done]  # type: ignore[index]
    assert titles == [f"Klingel {number}" for number in reversed(range(AT_ONCE + 3))]
    assert history(W, page=99).done == second.done


def test_what_was_done_in_one_go_is_one_entry_of_which_the_first_are_read() -> None:
    many = [Touchpoint(key=f"N{n}", seq=n + 4, phase="purchase", name=f"Punkt {n}") for n in range(SHOWN + 4)]
    keep(Bundle(None, {"touchpoints": many, "departments": [Department(name="Backstube", seq=3)]}), into=W,
         source=Source("neu.xlsx", "make", {}))  # fmt: skip
    found = newest()
    assert found.file == "neu.xlsx"
    assert dict(found.counts) == {"departments": 1, "touchpoints": SHOWN + 4}
    assert len(found.entries) == SHOWN


def test_the_log_is_filtered_by_kind_and_by_what_somebody_looks_for() -> None:
    change("measures", MEASURE, title="Glocke anbringen")
    change("standards", STANDARD, text="Wir grüßen freundlich.")
    assert kinds_changed(W) == ["measures", "standards"]
    assert [one.counts[0][0] for one in history(W, kind="measures").done] == ["measures"]

    def says(word: str) -> list[str]:
        return [one.counts[0][0] for one in history(W, matches=lambda entry: word in str(entry.after)).done]

    assert says("freundlich") == ["standards"]
    assert says("Glocke") == ["measures"]
    assert says("Blasmusik") == []


def test_a_change_is_taken_back_although_another_field_was_changed_since() -> None:
    first = change("measures", MEASURE, status="done")
    change("measures", MEASURE.model_copy(update={"status": "done"}), responsible="das Team")
    undo_logged(W, first)
    assert (stored("measures", "status"), stored("measures", "responsible")) == (["open"], ["das Team"])
    taken, kept = history(W).done[1], history(W).done[0]
    assert (taken.undone, taken.undone_by, kept.undone) == (True, "facilitator", False)
    assert taken.undone_at is not None
    undo_logged(W, kept.batch)
    assert stored("measures", "responsible") == [""]


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_later_change_of_the_same_field_is_named_and_nothing_is_half_undone(language: str) -> None:
    first = change("measures", MEASURE, status="in_progress", title="Glocke")
    later = MEASURE.model_copy(update={"status": "in_progress", "title": "Glocke"})
    change("measures", later, status="done")
    with pytest.raises(Refusal) as refused:
        undo_logged(W, first)
    sentence = say(refused.value.message, language)
    assert "Glocke" in sentence
    assert ("erledigt" if language == "de" else "done") in sentence
    assert (stored("measures", "title"), stored("measures", "status")) == (["Glocke"], ["done"])
    assert [one.undone for one in history(W).done] == [False, False]


def test_of_several_changes_made_in_one_go_all_are_taken_back_or_none() -> None:
    points = load(W).records("touchpoints")
    edit(W, "touchpoints", [Edit(one, one.model_copy(update={"channel": "Brief"})) for one in points])
    batch = last_batch(W)
    assert batch is not None
    now = points[0].model_copy(update={"channel": "Brief"})
    change("touchpoints", now, channel="Taube")
    with pytest.raises(Refusal):
        undo_logged(W, batch.id)
    assert stored("touchpoints", "channel") == ["Taube", "Brief", "Brief"]


def deleted_and_its_department_too() -> str:
    edit(W, "measures", [Edit(MEASURE, None)])
    batch = last_batch(W)
    edit(W, "standards", [Edit(STANDARD, None)])
    point = load(W).records("touchpoints")[2]
    change("touchpoints", point, department="Verkauf")
    people = load(W).records("participants")[1]
    change("participants", people, department="Verkauf")
    edit(W, "departments", [Edit(Department(name="Service", seq=2), None)])
    assert batch is not None
    return batch.id


def new_and_voted_on() -> str:
    edit(W, "standards", [Edit(None, Standard(key="S2", level="wow", text="Ein Gruß zum Geburtstag."))])
    batch = last_batch(W)
    classify(W, [StandardVote(participant="P1", standard="S2", level="wow")])
    assert batch is not None
    return batch.id


def changed_and_deleted() -> str:
    batch = change("measures", MEASURE, title="Glocke")
    edit(W, "measures", [Edit(MEASURE.model_copy(update={"title": "Glocke"}), None)])
    return batch


def deleted_and_there_again() -> str:
    edit(W, "measures", [Edit(MEASURE, None)])
    batch = last_batch(W)
    edit(W, "measures", [Edit(None, MEASURE)])
    assert batch is not None
    return batch.id


@pytest.mark.parametrize(
    "happened", [deleted_and_its_department_too, new_and_voted_on, changed_and_deleted, deleted_and_there_again]
)
def test_what_no_longer_fits_is_refused_with_a_sentence_and_nothing_changes(happened: Callable[[], str]) -> None:
    batch = happened()
    before = load(W)
    with pytest.raises(Refusal):
        undo_logged(W, batch)
    after = load(W)
    assert all(frame.equals(after[name]) for name, frame in before.frames.items())
    assert not next(one for one in history(W).done if one.batch == batch).undone


def test_what_is_taken_back_twice_stays_taken_back() -> None:
    batch = change("standards", STANDARD, text="Wir nicken.")
    undo_logged(W, batch)
    undo_logged(W, batch)
    assert stored("standards", "text") == [STANDARD.text]


def test_a_head_no_longer_reads_of_what_was_taken_back() -> None:
    since = newest_moment()
    batch = change("standards", STANDARD, text="Wir nicken.")
    assert len(changes_of(W, "Service", since)) == 1
    undo_logged(W, batch)
    assert changes_of(W, "Service", since) == []


def newest_moment() -> Any:
    from data.store import list_workshops

    return list_workshops()[0].created_at
