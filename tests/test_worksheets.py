"""Worksheets: their content is whole in both languages, and what people fill in becomes cells and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_workshops import small_bundle, small_workshop

from workshop.dossier import Bundle, Dossier, dossier_of
from workshop.library import library, missing_precontacts, taken_over, touchpoints_in
from workshop.records import MEDIA_TYPES, PHASES, STEERABILITIES, WorksheetCell
from workshop.texts import LANGUAGES, Refusal, Wording, say
from workshop.worksheets.counts import counted
from workshop.worksheets.entries import cells_of, changes, entries, preset_texts, removal, text_of, value_of
from workshop.worksheets.load import FOLDER, ContentError, groups_of, sheets_of, worksheets
from workshop.worksheets.measures import MADE, measure_of, measure_type
from workshop.worksheets.model import Sheet, SheetField
from workshop.worksheets.rows import THINGS, handover_key, handovers, things_of

METHOD_ITEMS = 253
SHEETS = worksheets()


def wordings(value: object) -> list[Wording]:
    """Every text of a piece of content, however deep."""
    if isinstance(value, Wording):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [found for part in value for found in wordings(part)]
    fields = getattr(type(value), "model_fields", {})
    return wordings([getattr(value, name) for name in fields]) if fields else []


def sheet_with(*fields: SheetField, rows: str = "list") -> Sheet:
    words = Wording("Blatt", "Sheet")
    return Sheet(id="sheet", rows=rows, title=words, intro=words, fields=fields)


def field(name: str, kind: str = "text", **more: object) -> SheetField:
    return SheetField(name=name, kind=kind, label=Wording(name, name), **more)


def with_cells(cells: list[tuple[str, str, str]], sheet: str = "sheet", bundle: Bundle | None = None) -> Dossier:
    bundle = bundle or small_bundle({}, touchpoints=3)
    bundle.records["worksheet_cells"] = [WorksheetCell(worksheet=sheet, entry=e, field=f, value=v) for e, f, v in cells]
    return dossier_of(bundle)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda sheet: sheet.id)
def test_a_worksheet_speaks_both_languages(sheet: Sheet) -> None:
    texts = wordings(sheet)
    assert texts
    assert [text for text in texts if not (text.de.strip() and text.en.strip())] == []


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda sheet: sheet.id)
def test_the_ready_entries_of_a_worksheet_fit_its_fields(sheet: Sheet) -> None:
    for preset in sheet.presets if sheet.rows == "list" else ():
        for language in LANGUAGES:
            texts = preset_texts(preset, language)
            assert changes(sheet, "E01", {}, texts)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda sheet: sheet.id)
def test_a_worksheet_names_what_it_serves_in_the_method(sheet: Sheet) -> None:
    assert all(1 <= item <= METHOD_ITEMS for item in sheet.items)


def test_every_file_of_worksheets_belongs_to_a_step_and_every_sheet_to_a_page() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} <= {"analysis", "target", "action", "control"}
    assert {group.id for group in groups_of("analysis")} == {sheet.group for sheet in SHEETS.values()
                                                             if sheet.step == "analysis"}  # fmt: skip


def test_calm_sheets_come_before_those_behind_more() -> None:
    order = [sheet.more for sheet in sheets_of("analysis")]
    assert order == sorted(order)


@pytest.mark.parametrize(("content", "place"), [
    ('[[sheet]]\nid = "a"\nrows = "list"\ntitle = { de = "A", en = "A" }\nintro = { de = "A" }',
     "sheet a → intro → en"),
    ('[[sheet]]\nid = "a"\nrows = "heap"\ntitle = { de = "A", en = "A" }\nintro = { de = "A", en = "A" }',
     "sheet a → rows"),
    ('[[sheet]]\nid = "a"\nrows = "list"\ngroup = "b"\ntitle = { de = "A", en = "A" }\nintro = { de = "A", en = "A" }',
     "there is no group b"),
    ("[[sheet]\n", "target.toml"),
])  # fmt: skip
def test_a_mistake_in_a_file_is_named_with_its_place(tmp_path: Path, content: str, place: str) -> None:
    (tmp_path / "target.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ContentError, match=r"target\.toml") as problem:
        worksheets(tmp_path)
    assert place in str(problem.value)


def test_two_worksheets_of_the_same_id_are_refused(tmp_path: Path) -> None:
    words = 'title = { de = "A", en = "A" }\nintro = { de = "A", en = "A" }\n'
    for step in ("analysis", "target"):
        (tmp_path / f"{step}.toml").write_text(f'[[sheet]]\nid = "a"\nrows = "list"\n{words}', encoding="utf-8")
    with pytest.raises(ContentError, match="two worksheets “a”"):
        worksheets(tmp_path)


CHOICE = {"choices": [{"code": "a", "de": "A", "en": "A"}, {"code": "b", "de": "B", "en": "B"}]}


@pytest.mark.parametrize(("one", "text", "value"), [
    (field("f"), "ein Satz", "ein Satz"),
    (field("f", "yes"), "yes", True),
    (field("f", "yes"), "", False),
    (field("f", "scale"), "4", 4),
    (field("f", "number"), "12.5", 12.5),
    (field("f", "number"), "12", 12.0),
    (field("f", "many", **CHOICE), "a|b", ["a", "b"]),
    (field("f", "choice", **CHOICE), "b", "b"),
])  # fmt: skip
def test_a_value_is_stored_as_a_text_and_comes_back(one: SheetField, text: str, value: object) -> None:
    assert value_of(one, text) == value
    assert text_of(one, value) == text


def test_a_day_is_stored_as_in_iso_and_comes_back() -> None:
    day = field("f", "date")
    assert text_of(day, value_of(day, "2026-03-09")) == "2026-03-09"


@pytest.mark.parametrize(("one", "text"), [
    (field("f", length=3), "vier"), (field("f", "scale"), "6"), (field("f", "scale"), "x"),
    (field("f", "number"), "-1"),
    (field("f", "date"), "31.2.2026"), (field("f", "choice", **CHOICE), "c"), (field("f", "many", **CHOICE), "a|c"),
])  # fmt: skip
def test_what_does_not_fit_a_field_is_refused_by_its_name(one: SheetField, text: str) -> None:
    with pytest.raises(Refusal, match="“f”"):
        changes(sheet_with(one), "E01", {}, {"f": text})


def test_only_what_changed_is_stored_and_an_emptied_field_goes() -> None:
    sheet = sheet_with(field("a"), field("b"), field("c"))
    pairs = changes(sheet, "E01", {"a": "1", "b": "2"}, {"a": "1", "b": "", "c": "3"})
    told = [(before and before.value, after and (after.field, after.value)) for before, after in pairs]
    assert told == [("2", None), (None, ("c", "3"))]


def test_an_entry_goes_with_everything_in_it() -> None:
    sheet = sheet_with(field("a"))
    assert len(removal(sheet, "E01", {"a": "1", MADE: "M01"})) == 2


def test_entries_are_typed_and_in_the_order_they_were_made() -> None:
    sheet = sheet_with(field("text"), field("many", "number"), field("on", "date"), field("yes", "yes"))
    dossier = with_cells([("E10", "text", "zehn"), ("E02", "many", "7"), ("E02", "on", "2026-01-02"),
                          ("E02", "gone", "x")])  # fmt: skip
    frame = entries(dossier, sheet)
    assert list(frame.index) == ["E02", "E10"]
    assert frame.loc["E02", "many"] == 7
    assert frame.loc["E10", "text"] == "zehn"
    assert frame["on"].dtype.kind == "M"
    assert not frame["yes"].any()


def test_a_matrix_has_a_row_for_every_thing_filled_or_not() -> None:
    dossier = with_cells([("T2", "a", "x")])
    frame = entries(dossier, sheet_with(field("a"), rows="touchpoint"), ["T1", "T2"])
    assert frame["a"].tolist() == [None, "x"]


@pytest.mark.parametrize("rows", THINGS)
def test_a_workshop_without_anything_has_no_rows_and_no_mistake(rows: str) -> None:
    found = things_of(small_workshop({}, touchpoints=0), sheet_with(field("a"), rows=rows))
    assert len(found) == (rows == "one") or rows == "department"


def test_a_handover_is_where_the_department_changes() -> None:
    dossier = small_workshop({}, touchpoints=3)
    departments = dossier.touchpoints["department"].tolist()
    found = handovers(dossier)
    assert [(p.from_touchpoint, p.to_touchpoint) for p in found] == [
        (f"T{i + 1}", f"T{i + 2}") for i in range(2) if departments[i] != departments[i + 1]
    ]
    assert len(handover_key("T" * 90, "U" * 90)) <= 100


def test_criticism_becomes_a_measure_of_the_right_kind_once() -> None:
    sheet = SHEETS["keep_drop_better"]
    texts = {"list": "drop", "text": "Die  Umfrage\nnach jedem Besuch", "touchpoint": "T2"}
    assert measure_type(sheet, texts) == "remove"
    measure = measure_of(sheet, "E01", texts, "M07")
    assert (measure.title, measure.type, measure.touchpoint_keys) == (
        "Die Umfrage nach jedem Besuch", "remove", "T2",
    )  # fmt: skip
    assert measure_type(sheet, texts | {MADE: "M07"}) == ""
    assert measure_type(sheet, texts | {"list": "keep"}) == ""
    assert measure_type(sheet, {"list": "drop"}) == ""


def test_a_long_sentence_is_cut_to_a_title() -> None:
    sheet = SHEETS["barriers"]
    assert len(measure_of(sheet, "E01", {"barrier": "x" * 900}, "M01").title) == 200


def test_cells_of_another_sheet_are_not_this_sheets() -> None:
    assert cells_of(with_cells([("E01", "a", "x")], sheet="other"), sheet_with(field("a"))) == {}


def test_the_library_has_six_touchpoints_before_the_first_contact_and_six_industries() -> None:
    assert len(touchpoints_in("precontact")) == 6
    assert all(one.phase == "prepurchase" for one in touchpoints_in("precontact"))
    assert len(library().groups) == 7
    for one in library().touchpoints:
        assert one.phase in PHASES
        assert one.steerability in STEERABILITIES
        assert one.media_type in MEDIA_TYPES
        assert one.group in {group.id for group in library().groups}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_touchpoint_of_the_library_goes_where_it_belongs(language: str) -> None:
    dossier = small_workshop({}, touchpoints=3)
    first, order = taken_over(dossier, touchpoints_in("precontact")[0], language)
    assert (order[0], first.seq, first.steerability) == (first.key, 1, "low")
    offer = next(one for one in library().touchpoints if one.phase == "purchase")
    record, order = taken_over(dossier, offer, language)
    at = dict(zip(dossier.touchpoints["key"], dossier.touchpoints["phase"], strict=True)) | {record.key: record.phase}
    assert [PHASES.index(at[key]) for key in order] == sorted(PHASES.index(at[key]) for key in order)
    assert record.name == say(offer.name, language)


def test_a_touchpoint_is_known_under_another_name() -> None:
    bundle = small_bundle({}, touchpoints=1)
    bundle.of("touchpoints")[0].name = "Google-Suche"
    missing = {one.id for one in missing_precontacts(dossier_of(bundle))}
    assert "precontact_search" not in missing
    assert len(missing) == 5


def test_numbers_of_a_worksheet_are_added_up() -> None:
    cells = [("M1", "hours", "120"), ("M2", "hours", "30.5"), ("M2", "purpose", "saves")]
    (line,) = counted(with_cells(cells, sheet="worth"), "worth")
    assert say(line, "en") == "Hours saved a year: 150.5 in all · n = 2"


def test_answers_are_counted_with_their_share_and_how_many_gave_one() -> None:
    cells = [(f"E{n:02d}", "cause", cause) for n, cause in enumerate(["price", *["process"] * 3, "trust"], start=1)]
    (line,) = counted(with_cells([*cells, ("E06", "stated", "Preis")], sheet="outcomes"), "outcomes")
    assert say(line, "en") == "Kind of reason: process 60% (3), price 20% (1), trust 20% (1) · n = 5"
    (line,) = counted(with_cells(cells[:2], sheet="outcomes"), "outcomes")
    assert say(line, "en") == "Kind of reason: price 1, process 1 · n = 2"
    assert counted(with_cells([]), "outcomes") == []
