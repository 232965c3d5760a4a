"""A department at a glance: its own figures with enough votes, its own records, what others owe it."""

from __future__ import annotations

from datetime import date

from tests.small_workshops import quick_dossier, small_bundle, small_workshop
from workshop.records import Measure, Standard, WorksheetCell
from workshop.views.department import glance, late

VOTES = {"before": ["EEB", "EOB", "EEB"], "after": ["BEB", "BOB", "BEB"]}
"""T1 and T3 belong to Nord, T2 to Süd; three people, so that Nord has six votes a measurement and Süd three."""


def test_the_figure_is_of_the_last_measurement_with_its_change() -> None:
    seen = glance(small_workshop(VOTES), "Nord")
    assert (seen.net_delight, seen.n, seen.change) == (100.0, 6, 100.0)


def test_fewer_than_five_votes_give_no_figure_and_nothing_to_subtract() -> None:
    dossier = small_workshop(VOTES)
    assert glance(dossier, "Süd").net_delight is None
    assert glance(dossier, "Süd").n == 0
    assert glance(dossier, "Nord").company is None  # less the own votes it would be those of Süd


def test_touchpoints_with_few_votes_are_not_named() -> None:
    seen = glance(small_workshop(VOTES), "Nord")
    assert seen.lovepoints == []
    enough = glance(small_workshop({"before": ["BEB"] * 5}), "Süd")
    assert [(point.name, point.net_delight, point.n) for point in enough.painpoints] == [("Stelle 2", -100.0, 5)]


def test_without_any_votes_the_rest_is_still_there() -> None:
    seen = glance(small_workshop({"before": []}, touchpoints=3), "Nord")
    assert (seen.net_delight, seen.change, seen.lovepoints) == (None, None, [])


def test_standards_come_by_level_and_measures_by_due_date_and_only_the_own() -> None:
    bundle = small_bundle(VOTES)
    for key, level, home in (
        ("S1", "wow", "Nord"),
        ("S2", "nogo", "Nord"),
        ("S3", "must", "Süd"),
        ("S4", "must", None),
    ):
        bundle.add("standards", Standard(key=key, level=level, text="Satz", department=home))
    for key, until, status in (("M1", None, "open"), ("M2", 9, "done"), ("M3", 8, "open"), ("M4", 7, "open")):
        due = date(2026, until, 1) if until else None
        bundle.add("measures", Measure(key=key, title="Tun", department="Nord", until_date=due, status=status))
    bundle.add("measures", Measure(key="M5", title="Geheim", department="Süd"))
    seen = glance(quick_dossier(bundle), "Nord")
    assert list(seen.standards["key"]) == ["S2", "S1"]
    assert list(seen.measures["key"]) == ["M4", "M3", "M1", "M2"]
    assert late(seen.measures, date(2026, 7, 15)) == 1


def test_others_owe_what_is_not_fully_agreed() -> None:
    bundle = small_bundle(VOTES)
    for entry, field, value in (("T1>T2", "agreed", "yes"), ("T2>T3", "agreed", "no"), ("T2>T3", "lost", "Zeit")):
        bundle.add("worksheet_cells", WorksheetCell(worksheet="handovers", entry=entry, field=field, value=value))
    dossier = quick_dossier(bundle)
    assert [(one.giver, one.at, one.agreed, one.lost) for one in glance(dossier, "Nord").passages] == [
        ("Süd", "Stelle 3", "no", "Zeit")
    ]
    assert glance(dossier, "Süd").passages == []
