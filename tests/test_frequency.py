"""How often a figure is due: the wordings of people, in two languages, as dates."""

from __future__ import annotations

from datetime import date

import pytest

from workshop.control.frequency import Rhythm, after, end_of_month, rhythm_of


@pytest.mark.parametrize(
    ("wording", "rhythm"),
    [
        ("2 × jährlich", Rhythm(months=6)), ("2x im Jahr", Rhythm(months=6)), ("zweimal pro Jahr", Rhythm(months=6)),
        ("zwei mal jährlich", Rhythm(months=6)), ("twice a year", Rhythm(months=6)), ("halbjährlich", Rhythm(months=6)),
        ("Halbjaehrlich", Rhythm(months=6)), ("half-yearly", Rhythm(months=6)), ("jährlich", Rhythm(months=12)),
        ("einmal im Jahr", Rhythm(months=12)), ("once a year", Rhythm(months=12)), ("annually", Rhythm(months=12)),
        ("alle zwei Jahre", Rhythm(months=24)), ("quartalsweise", Rhythm(months=3)), ("quarterly", Rhythm(months=3)),
        ("vierteljährlich", Rhythm(months=3)), ("4 times a year", Rhythm(months=3)), ("monatlich", Rhythm(months=1)),
        ("jeden Monat", Rhythm(months=1)), ("monthly", Rhythm(months=1)), ("alle 2 Monate", Rhythm(months=2)),
        ("zweimonatlich", Rhythm(months=2)), ("every second month", Rhythm(months=2)),
        ("1 × Monat 40 Kontakte", Rhythm(months=1)), ("je Monat", Rhythm(months=1)), ("3 × im Monat", Rhythm(days=10)),
        ("wöchentlich", Rhythm(days=7)), ("weekly", Rhythm(days=7)), ("jeden Montag", Rhythm(days=7)),
        ("alle 14 Tage", Rhythm(days=14)), ("14-tägig", Rhythm(days=14)), ("every other week", Rhythm(days=14)),
        ("fortnightly", Rhythm(days=14)), ("every six weeks", Rhythm(days=42)), ("täglich", Rhythm(days=1)),
    ],
)  # fmt: skip
def test_a_wording_is_a_rhythm(wording: str, rhythm: Rhythm) -> None:
    assert rhythm_of(wording) == rhythm


@pytest.mark.parametrize(
    "wording",
    ["", "einmalig", "je Umstellung", "je Werkstattbesuch", "each stay", "bei Abwanderung", "on churn", "bei Bedarf",
     "alle 99999 Jahre", "0 × jährlich"],
)  # fmt: skip
def test_from_an_occasion_no_date_follows(wording: str) -> None:
    assert rhythm_of(wording) is None


def test_a_month_later_is_the_same_day_or_the_last_one() -> None:
    assert after(date(2025, 1, 31), Rhythm(months=1)) == date(2025, 2, 28)
    assert after(date(2025, 11, 30), Rhythm(months=3)) == date(2026, 2, 28)
    assert after(date(2025, 12, 31), Rhythm(days=7)) == date(2026, 1, 7)
    assert end_of_month("2024-02") == date(2024, 2, 29)
