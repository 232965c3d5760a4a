"""The action plan in figures: who carries what, the schedule with today, the good news, and the hints."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small_workshops import small_bundle

from components.look import Look
from components.slides import Options, slides_of
from workshop.action.news import mail, news
from workshop.action.people import load, raci, without
from workshop.action.poster import poster
from workshop.advice.action import says_what_is_done, training_share
from workshop.advice.hints import hints
from workshop.dossier import Bundle, Dossier, dossier_of
from workshop.records import Measure, Standard, WorksheetCell
from workshop.texts import say
from workshop.views.bars import load_bars
from workshop.views.schedule import out_of_order, schedule

VOTES = {"before": ["EEB", "EOB", "EEB", "EOB", "OOB", "OEB"]}


def measure(key: str, start: int = 1, days: int = 20, **more: Any) -> Measure:
    dates = {"from_date": date(2025, 3, start), "until_date": date(2025, 3, start + days - 1)}
    return Measure.model_validate({"key": key, "title": f"Maßnahme {key} einführen", **dates, **more})


def planned(*measures: Measure, cells: tuple[tuple[str, str, str, str], ...] = ()) -> Dossier:
    return dossier_of(bundle_of(*measures, cells=cells))


def bundle_of(*measures: Measure, cells: tuple[tuple[str, str, str, str], ...] = ()) -> Bundle:
    bundle = small_bundle(VOTES)
    bundle.records["measures"] = list(measures)
    for sheet, entry, field, value in cells:
        bundle.add("worksheet_cells", WorksheetCell(worksheet=sheet, entry=entry, field=field, value=value))
    return bundle


def said(dossier: Dossier) -> str:
    return "\n".join(say(hint, "en") for hint in hints(dossier, "action"))


def test_quick_wins_come_first_and_what_has_no_dates_is_counted() -> None:
    undated = Measure(key="M9", title="Irgendwann prüfen")
    view = schedule(planned(measure("M1"), measure("M2", 5, quick_win=True), undated), "2025-03-10")
    assert view.frame["key"].tolist() == ["M2", "M1"]
    assert "1 without dates" in say(view.caption, "en")


def test_the_day_after_the_end_is_overdue_unless_it_is_done() -> None:
    plan = planned(measure("M1", days=10), measure("M2", days=10, status="done"))
    assert schedule(plan, "2025-03-10").frame["late"].tolist() == [0, 0]
    late = schedule(plan, "2025-03-11")
    assert late.frame["late"].tolist() == [1, 0]
    assert say(late.title, "en") == "Overdue: 1 of 2 measures"
    assert say(late.frame["status_name"].iloc[0], "en") == "overdue"


def test_what_is_done_is_full_and_what_nobody_judged_is_empty() -> None:
    plan = planned(measure("M1", status="done"), measure("M2", progress_pct=40), measure("M3"))
    assert schedule(plan, "2025-03-10").frame["progress"].tolist() == [1, 0.4, 0]


def test_a_measure_that_begins_before_what_it_waits_for_is_pointed_out() -> None:
    cells = (("sequence", "M2", "after", "M1|M7"),)
    early = planned(measure("M1", 1, 20), measure("M2", 10), cells=cells)
    assert out_of_order(early) == [("Maßnahme M2 einführen", "Maßnahme M1 einführen")]
    assert "begins before" in said(early)
    assert out_of_order(planned(measure("M1", 1, 5), measure("M2", 10), cells=cells)) == []


def test_the_schedule_draws_at_most_fifteen_rows_and_stripes_what_is_overdue() -> None:
    plan = planned(*(measure(f"M{n:02d}", days=5) for n in range(1, 18)))
    slides = slides_of(plan, "schedule", Options(by="2025-03-20"), Look())
    assert [len(slide.frame) for slide in slides] == [9, 8]
    texts = {value.get("text") for layer in slides[0].spec["layer"] for value in layer["data"]["values"]}
    assert any("überfällig seit 05.03.2025" in str(text) for text in texts)
    assert "heute" not in texts


def test_today_is_a_line_while_the_plan_runs() -> None:
    slide = slides_of(planned(measure("M1")), "schedule", Options(by="2025-03-05"), Look())[0]
    texts = {value.get("text") for layer in slide.spec["layer"] for value in layer["data"]["values"]}
    assert "heute" in texts


def test_open_measures_are_counted_once_a_person() -> None:
    both = measure("M1", responsible="Frau Blume", accountable="Frau Blume")
    plan = planned(both, measure("M2", responsible="Herr Stein, Frau Blume"), measure("M3", status="done"))
    assert load(plan).to_numpy().tolist() == [["Frau Blume", 2, 1], ["Herr Stein", 1, 0]]


def test_a_fourth_open_measure_is_too_much_for_one_person() -> None:
    four = [measure(f"M{n}", accountable="Frau Blume") for n in range(4)]
    assert say(load_bars(planned(*four)).title, "en") == "Too much at once: Frau Blume"
    assert "Frau Blume (4)" in said(planned(*four))
    assert "Too much at once" not in said(planned(*four[:3]))


def test_every_role_of_a_person_in_a_measure_stands_in_one_cell() -> None:
    table = raci(planned(measure("M1", responsible="Frau Blume", accountable="Frau Blume", informed="alle")))
    assert table.loc["M1"].to_dict() == {"Frau Blume": "R A", "alle": "I"}


def test_a_measure_for_which_nobody_answers_is_named() -> None:
    plan = planned(measure("M1", accountable="Frau Blume"), measure("M2"), measure("M3", status="done"))
    assert without(plan, "accountable") == ["Maßnahme M2 einführen"]
    assert "Nobody answers for: Maßnahme M2" in said(plan)


def test_sixteen_open_measures_are_too_many_for_a_cycle() -> None:
    many = [measure(f"M{n:02d}", accountable=f"P{n}") for n in range(16)]
    assert "16 open measures" in said(planned(*many))
    assert "open measures are many" not in said(planned(*many[:15]))


def test_a_plan_that_only_announces_is_told_to_change_priorities() -> None:
    kinds = ("advertising", "instruction", "change")
    cells = tuple(("worth", f"M{n}", "nature", kind) for n, kind in enumerate(kinds))
    plan = [measure(f"M{n}") for n in range(3)]
    assert "2 of 3 measures announce" in said(planned(*plan, cells=cells))
    assert "announce" not in said(planned(*plan, cells=cells[1:]))


def test_the_share_of_training_counts_trainings_and_measures_with_one() -> None:
    plan = planned(measure("M1", budget=100, type="train"), measure("M2", budget=100, training=True),
                   measure("M3", budget=200))  # fmt: skip
    assert training_share(plan) == 0.5
    assert "Nothing of the budget goes to training" in said(planned(measure("M3", budget=200)))
    assert "training" not in said(planned(measure("M3")))


def test_something_new_waits_until_the_must_of_its_touchpoint_is_lived() -> None:
    bundle = bundle_of(measure("M1", type="new", touchpoint_keys="T1"))
    assert "Must first" in said(dossier_of(bundle))
    bundle.add("standards", Standard(key="S1", level="must", text="Satz", touchpoint="T1", status="live"))
    assert "Must first" not in said(dossier_of(bundle))


@pytest.mark.parametrize(
    ("title", "language", "says"),
    [
        ("Rückruf binnen zwei Stunden einführen", "de", True),
        ("Bewertungen beantworten: Textbausteine weg", "de", True),
        ("Parkplatz: drei Kundenplätze vor dem Eingang", "de", False),
        ("Gespräche mit allen", "de", False),
        ("Answer every review by name", "en", True),
        ("Breakfast refill roster", "en", False),
    ],
)
def test_a_title_says_what_will_be_done(title: str, language: str, says: bool) -> None:
    assert says_what_is_done(title, language) is says


def test_the_news_have_finished_measures_and_the_wall_the_newest_first() -> None:
    cells = (("success_wall", "E01", "success", "Kunde hat sich bedankt"), ("success_wall", "E01", "on", "2025-04-02"),
             ("success_wall", "E01", "quote", "Endlich!"))  # fmt: skip
    done = measure("M1", days=10, status="done", responsible="Frau Blume")
    told = news(planned(done, measure("M2", status="in_progress"), cells=cells))
    assert [one.title for one in told.successes] == ["Kunde hat sich bedankt", "Maßnahme M1 einführen"]
    assert told.days_to_first == 9
    assert say(told.title, "en") == "Successes so far: 2 · measures under way: 1"


def test_a_day_on_which_a_measure_was_really_finished_takes_the_place_of_its_planned_end() -> None:
    done = measure("M1", days=10, status="done", responsible="Frau Blume")
    told = news(planned(done, cells=(("worth", "M1", "done_on", "2025-03-14"),)))
    assert [(one.on, one.due) for one in told.successes] == [(date(2025, 3, 14), False)]


def test_the_mail_names_who_is_thanked_and_what_comes_next() -> None:
    text = mail(planned(measure("M1", status="done", responsible="Frau Blume"), measure("M2")), "de")
    assert "Maßnahme M1 einführen (Dank an Frau Blume, Termin 20.03.2025)" in text
    assert "Was als Nächstes kommt\n– Maßnahme M2 einführen – bis 20.03.2025" in text


def test_the_poster_is_one_page_in_which_no_text_becomes_markup() -> None:
    page = poster(planned(measure("M1", status="done", title="<script>alert(1)</script> einführen")), "de")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert page.count("<h1>") == 1


def test_a_workshop_without_measures_has_news_to_wait_for() -> None:
    told = news(planned())
    assert told.successes == []
    assert told.days_to_first is None
    assert "first success is still to come" in say(told.title, "en")
