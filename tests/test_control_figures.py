"""Step 4 in figures: what is due, who steps in, who has fallen silent, how far the room is from its customers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small_workshops import small_bundle, small_workshop

from workshop.control.conversations import (
    counted,
    customer_standings,
    early_warnings,
    next_date,
    plan_title,
    suggested,
    warnings_of,
)
from workshop.control.cycles import reminder, roll_up, same_company, wave_verdict, weak_spots
from workshop.control.kpis import due_lines, judge, kpi_standings, next_due, register_title, trigger_line
from workshop.control.next_cycle import next_bundle, next_id
from workshop.control.you_said import answers, letter, unanswered
from workshop.dossier import Bundle, Dossier, dossier_of
from workshop.figures.counters import counters
from workshop.figures.customers import own_department_bias
from workshop.figures.snapshot import departments_in, raters_in
from workshop.records import Conversation, CustomerRating, Kpi, KpiValue, Measure, SelfImage, Wave, WorksheetCell
from workshop.texts import say
from workshop.views.breakdown import detail
from workshop.views.contact_matrix import contact_matrix
from workshop.views.staff_customers import gap_table, overlap, overlap_line, self_image, staff_customers
from workshop.views.timelines import axis_of, kpi_trend, places_in_time, wave_trend

TODAY = date(2026, 3, 31)
CLAIMS = {"key": "K1", "name": "Rückfragen", "unit": "Stück", "better": "lower", "baseline": 11, "target": 3,
          "frequency": "monatlich", "owner": "Frau Blume"}  # fmt: skip


def with_records(**kinds: list[Any]) -> Dossier:
    bundle = small_bundle({"before": ["EOB"] * 6})
    for kind, records in kinds.items():
        for record in records:
            bundle.add(kind, record)
    return dossier_of(bundle)


def register(*values: float, **more: Any) -> Dossier:
    months = [KpiValue(kpi="K1", period=f"2025-{month:02d}", value=value) for month, value in enumerate(values, 1)]
    return with_records(kpis=[Kpi(**(CLAIMS | more))], kpi_values=months)


def talk(key: str, customer: str = "Kunde A", role: str = "Support", **more: Any) -> Conversation:
    return Conversation(key=key, customer=customer, internal_role=role, **more)


def held(key: str, day: date, **more: Any) -> Conversation:
    return talk(key, done_on=day, planned_on=day, status="done", **more)


# --- figures and when they are due ---


@pytest.mark.parametrize(
    ("value", "better", "state"),
    [(3, "lower", "reached"), (2, "lower", "reached"), (5, "lower", "on_the_way"), (12, "lower", "outside"),
     (11, "lower", "on_the_way"), (12, "higher", "reached"), (None, "lower", "no_value")],
)  # fmt: skip
def test_a_figure_is_judged_by_its_target_and_by_where_it_came_from(
    value: float | None, better: str, state: str
) -> None:
    assert judge(value, 3, 11, better) == state


def test_without_a_target_a_figure_is_not_judged() -> None:
    assert judge(5, None, 11, "lower") == "no_target"


def test_the_next_value_is_due_a_rhythm_after_the_month_of_the_last_one() -> None:
    assert next_due("2025-01", "monatlich") == date(2025, 2, 28)
    assert next_due("2025-12", "2 × jährlich") == date(2026, 6, 30)
    assert next_due("2025-09", "monatlich") == date(2025, 10, 31)
    assert next_due("2025-09", "wöchentlich") == date(2025, 10, 7)
    assert next_due("2025-01", "je Umstellung") is None
    assert next_due("", "monatlich") is None
    assert next_due("2025-13", "monatlich") is None


def test_a_figure_outside_its_band_comes_first_and_names_who_steps_in() -> None:
    found = kpi_standings(register(11, 9, 14), TODAY)[0]
    assert found.state == "outside"
    assert say(trigger_line(found, "Rechnung neu texten"), "en").startswith(
        "“Rückfragen” is at 14 Stück, beyond 11. Frau"
    )


def test_an_agreed_limit_and_person_hold_instead_of_baseline_and_owner() -> None:
    dossier = register(11, 9)
    agreed = {"limit": "8,5", "person": "Herr Stein"}
    cells = [WorksheetCell(worksheet="kpi_triggers", entry="K1", field=f, value=v) for f, v in agreed.items()]
    found = kpi_standings(with_records(kpis=dossier.records("kpis"), kpi_values=dossier.records("kpi_values"),
                                       worksheet_cells=cells), TODAY)[0]  # fmt: skip
    assert (found.limit, found.person, found.state) == (8.5, "Herr Stein", "outside")


def test_an_overdue_value_is_named_with_its_day() -> None:
    standings = kpi_standings(register(11, 5), TODAY)
    assert [say(line, "en") for line in due_lines(standings)] == [
        "“Rückfragen”: a value has been due since 31 Mar 2025 (Frau Blume)"
    ]
    assert say(register_title(standings), "en").startswith("0 of 1 figures")


def test_a_measure_that_serves_a_figure_is_known() -> None:
    dossier = with_records(kpis=[Kpi(**CLAIMS)], measures=[Measure(key="M1", title="Texten", kpi="K1")])
    assert kpi_standings(dossier, TODAY)[0].measures == ("Texten",)


def test_one_value_is_no_trend_and_two_are() -> None:
    assert kpi_trend(register(11), "K1").frame.empty
    view = kpi_trend(register(11, 3), "K1")
    assert list(view.frame["value"]) == [11, 3]
    assert list(view.frame["place"]) == [0, 31]
    assert "target 3 reached" in say(view.title, "en")


def test_a_share_keeps_the_scale_from_0_to_100() -> None:
    assert axis_of([20, 35], "%") == (0, 100)
    assert axis_of([26, 2], "Stunden") == (0, 30)
    assert axis_of([-15.2, 18.7], "Punkte") == (-20, 20)
    assert axis_of([0, 0], "") == (0, 1)


# --- measurements ---

THREE = {"before": ["EEO"] * 6, "after": ["OOO"] * 6, "after01": ["BBO", "BOO"] * 3}


def test_measurements_lie_where_they_lie_in_time() -> None:
    bundle = small_bundle(THREE)
    for wave, day in zip(bundle.of("waves"), (date(2025, 1, 1), date(2025, 3, 1), date(2026, 1, 1)), strict=True):
        wave.held_on = day
    view = wave_trend(dossier_of(bundle))
    assert list(view.frame["place"]) == [0, 59, 365]
    assert say(view.title, "en") == "Net delight: from −67 to +50 in 3 measurements"


def test_without_all_dates_measurements_are_evenly_spaced_and_it_is_said() -> None:
    view = wave_trend(small_workshop(THREE), "T1")
    assert list(view.frame["place"]) == [0, 1, 2]
    assert "evenly spaced" in say(view.caption, "en")
    assert places_in_time(view.frame["day"].iloc[:0]) == []


def test_a_measurement_of_four_people_is_left_out_of_the_trend() -> None:
    assert list(wave_trend(small_workshop({"before": ["E"] * 6, "after": ["B"] * 4})).frame["wave"]) == ["before"]


def test_the_interval_of_a_measurement_draws_people_not_votes() -> None:
    row = wave_trend(small_workshop({"before": ["EEEE"] * 5 + ["BBBB"] * 5})).frame.iloc[0]
    assert (row["ci_low"], row["ci_high"]) == (-60, 60)


def test_three_measurements_are_judged_together() -> None:
    assert say(wave_verdict(small_workshop(THREE)), "en").startswith("Speaks for a change over 3 measurements")
    few = {wave: rows[:4] for wave, rows in THREE.items()}
    assert say(wave_verdict(small_workshop(few)), "en").startswith("Too few people")


def test_touchpoints_below_okay_are_named_until_none_is_left() -> None:
    assert "1 of 3 touchpoints are still below" in say(weak_spots(small_workshop({"before": ["EOB"] * 6})), "en")
    assert say(weak_spots(small_workshop({"before": ["BOB"] * 6})), "en").startswith("No touchpoint")
    assert weak_spots(small_workshop({"before": []})) is None


def test_the_next_measurement_is_reminded_of() -> None:
    bundle = small_bundle({"before": ["E"] * 5})
    assert reminder(dossier_of(bundle), TODAY) is None
    bundle.of("waves")[0].held_on = date(2025, 3, 12)
    assert "12 Sep 2025: plan it" in say(reminder(dossier_of(bundle), TODAY), "en")
    bundle.add(
        "worksheet_cells", WorksheetCell(worksheet="next_measurement", entry="one", field="on", value="2026-04-10")
    )
    assert "in 10 days" in say(reminder(dossier_of(bundle), TODAY), "en")


def test_all_maps_of_a_company_stand_side_by_side() -> None:
    one, two = small_workshop({"before": ["E"] * 5}), small_workshop({"before": ["B"] * 4})
    assert [line.net_delight for line in roll_up([one])] == [-100]
    assert roll_up([two])[0].net_delight != roll_up([two])[0].net_delight
    assert same_company(one.workshop, [("A", "muster gmbh "), ("B", "Andere AG")]) == ["A"]


def test_fewer_disappointed_and_more_delighted_are_two_counters() -> None:
    found = counters(small_workshop({"before": ["EEOB"] * 5, "after": ["EOBB"] * 5}), "before", "after")
    assert found is not None
    assert [(one.before, one.after, one.n_after) for one in found] == [(50, 25, 20), (25, 50, 20)]
    assert counters(small_workshop({"before": ["E"] * 5, "after": ["E"] * 4}), "before", "after") is None


# --- before stays before ---


def closed_with(departments: dict[str, str | None], wave: str = "before") -> Dossier:
    """Ten people, five in each department today; what the closed wave remembers of some of them."""
    import pandas as pd

    dossier = small_workshop({"before": ["E"] * 10})
    rows = [(wave, person, department) for person, department in departments.items()]
    dossier.frames["wave_participants"] = pd.DataFrame(rows, columns=["wave", "participant", "department"])
    return dossier


def test_a_closed_measurement_keeps_the_departments_of_its_raters() -> None:
    dossier = closed_with({"P1": "Süd"})
    assert raters_in(dossier, "before")["P1"] == "Süd"
    assert raters_in(dossier, "before")["P2"] == "Süd"
    assert raters_in(dossier, "after")["P1"] == "Nord"


def test_a_department_that_is_gone_still_has_its_column() -> None:
    old = {f"P{n}": "Ost" for n in range(1, 10, 2)}
    dossier = closed_with(old)
    assert departments_in(dossier, "before") == ["Nord", "Süd", "Ost"]
    assert [say(name, "de") for name in detail(dossier, "departments", "before").frame["column_name"]] == ["Süd", "Ost"]


def test_the_bias_of_the_own_department_goes_by_the_department_then() -> None:
    assert own_department_bias(closed_with({}), "before").n == 5
    assert own_department_bias(closed_with({f"P{n}": "Nord" for n in range(1, 11)}), "before").n == 10


# --- conversations ---


def test_the_next_conversation_is_the_planned_one_or_an_interval_after_the_last() -> None:
    talks = [held("C1", date(2026, 1, 10), interval="quartalsweise")]
    assert customer_standings(with_records(conversations=talks), TODAY)[0].next == date(2026, 4, 10)
    talks.append(talk("C2", planned_on=date(2026, 4, 2)))
    assert customer_standings(with_records(conversations=talks), TODAY)[0].next == date(2026, 4, 2)


def test_a_conversation_that_was_put_off_is_due_on_its_new_day() -> None:
    rows = with_records(
        conversations=[talk("C1", status="postponed", planned_on=date(2026, 2, 1), next_on=date(2026, 3, 1))]
    )["conversations"]
    assert next_date(rows, None, "", TODAY) == date(2026, 3, 1)


def test_a_customer_who_hears_from_one_role_only_and_long_ago_is_warned_of() -> None:
    talks = [held("C1", date(2025, 9, 1), sentiment=-1), held("C2", date(2026, 3, 1), customer="Kunde B")]
    ((one, reasons),) = early_warnings(customer_standings(with_records(conversations=talks), TODAY))
    assert one.name == "Kunde A"
    assert [say(reason, "en") for reason in reasons] == [
        "silent for 211 days", "only one role in contact: Support", "disappointed last time",
    ]  # fmt: skip


def test_a_quota_that_is_hardly_used_is_a_warning() -> None:
    cells = [WorksheetCell(worksheet="customer_plan", entry="Kunde A", field=f, value=v)
             for f, v in (("quota", "20"), ("used", "4"), ("deputy", "Frau Blume"))]  # fmt: skip
    dossier = with_records(conversations=[held("C1", date(2026, 3, 1))], worksheet_cells=cells)
    (one,) = customer_standings(dossier, TODAY)
    assert one.deputy == "Frau Blume"
    assert "quota used to 20 %" in [say(reason, "en") for reason in warnings_of(one)]


def test_the_plan_counts_what_was_held_of_what_was_due() -> None:
    dossier = with_records(
        conversations=[
            held("C1", date(2026, 1, 1)), talk("C2", planned_on=date(2026, 2, 1)),
            talk("C3", planned_on=date(2026, 5, 1)), talk("C4", status="cancelled", finding="Tagesgeschäft"),
            talk("C5", status="postponed"),
        ],
        worksheet_cells=[
            WorksheetCell(worksheet="conversation_notes", entry="C5", field="reason", value="big_deal"),
            WorksheetCell(worksheet="conversation_notes", entry="C1", field="level", value="strategic"),
        ],
    )  # fmt: skip
    counts = counted(dossier, TODAY)
    assert (counts.held, counts.due, counts.overdue, counts.planned, counts.strategic) == (1, 4, 1, 1, 1)
    assert dict(counts.reasons) == {"Tagesgeschäft": 1, "big_deal": 1}
    assert say(plan_title(counts), "en") == "1 of 4 conversations that were due were held (25 %)"


def test_a_conversation_is_never_suggested_for_the_past() -> None:
    for talks in ([held("C1", date(2020, 1, 1))], [talk("C1")], [held("C1", date(2026, 3, 30), interval="weekly")]):
        (one,) = customer_standings(with_records(conversations=talks), TODAY)
        assert suggested(one, TODAY) > TODAY


def test_the_matrix_puts_the_longest_silence_on_top_and_says_never() -> None:
    talks = [
        held("C1", date(2026, 3, 1)), held("C2", date(2026, 3, 20), role="Vertrieb"),
        held("C3", date(2025, 3, 31), customer="Kunde B"), talk("C4", customer="Kunde C"),
    ]  # fmt: skip
    view = contact_matrix(with_records(conversations=talks), TODAY.isoformat())
    frame = view.frame.set_index(["row_name", "column"])
    assert list(dict.fromkeys(view.frame["row_name"])) == ["Kunde C", "Kunde B", "Kunde A"]
    assert set(frame.loc["Kunde C", "state"]) == {"never"}
    assert frame.loc[("Kunde B", "Support"), ["days", "state", "warning"]].tolist() == [365, "silent", True]
    assert frame.loc[("Kunde B", "Vertrieb"), "state"] == "never"
    assert say(view.title, "en") == "1 of 3 customers talk with one role only"


# --- staff and customers ---


def test_the_room_is_compared_with_customers_where_both_have_enough_votes() -> None:
    dossier = small_workshop({"before": ["BBO"] * 6}, customers={"before": ["EB-"] * 4 + ["EB-"] * 3})
    frame = gap_table(dossier, "before")
    assert frame[["key", "group", "gap", "n_staff", "n_customers"]].to_numpy().tolist() == [
        ["T1", "kinder", 200.0, 6, 7], ["T2", "equal", 0.0, 6, 7],
    ]  # fmt: skip
    assert frame["delta"].tolist() == [-1.0, 0.0]
    assert frame.loc[0, "share_high"] < 0
    assert "staff +100, customers −100" in say(staff_customers(dossier, "before").title, "en")


def test_too_few_customers_are_named_and_not_compared() -> None:
    dossier = small_workshop({"before": ["B"] * 6}, customers={"before": ["E"] * 4})
    assert staff_customers(dossier, "before").frame.empty


def test_the_overlap_of_the_lists_says_what_guessing_would_bring() -> None:
    dossier = small_workshop({"before": ["EEBB"] * 6}, customers={"before": ["EBEB"] * 6})
    found = overlap(dossier, "before")
    assert (found.hits, found.length, found.by_chance, found.missed) == (1, 2, 1.0, ("Stelle 3",))
    assert "blind guessing would hit 1 of 4" in say(overlap_line(found), "en")


def test_the_self_image_has_both_questions_both_n_and_intervals() -> None:
    images = [SelfImage(wave="before", group="staff", statement="Wir sind es", yes=10, n=12),
              SelfImage(wave="before", group="customer", statement="Sie sind es", yes=6, n=30)]  # fmt: skip
    view = self_image(with_records(self_images=images), "before")
    assert say(view.title, "en") == "83 % of us call us customer-centric, 20 % of our customers agree"
    assert list(view.frame["n"]) == [12, 30]
    assert all("sind es" in say(name, "de") for name in view.frame["name"])
    one = self_image(with_records(self_images=images[:1]), "before")
    assert "no customer was asked yet" in say(one.title, "en")


# --- going on ---


def test_customers_are_told_what_became_of_what_they_said() -> None:
    dossier = with_records(
        conversations=[held("C1", date(2026, 1, 1), customer_statement="„Zu langsam.“", sentiment=-1, touchpoint="T1"),
                       held("C2", date(2026, 1, 1), customer_statement="Toll!", sentiment=1, touchpoint="T1")],
        worksheet_cells=[WorksheetCell(worksheet="criticism", entry="E01", field="touchpoint", value="T2"),
                         WorksheetCell(worksheet="criticism", entry="E01", field="words", value="Zu teuer.")],
        measures=[Measure(key="M1", title="Rückruf am selben Tag", status="done", touchpoint_keys="T1|T3")],
        customer_ratings=[CustomerRating(wave=wave, customer=f"{wave}{n}", touchpoint="T1", rating=rating)
                          for wave, rating in (("before", -1), ("after", 1)) for n in range(5)],
        waves=[Wave(key="after", seq=2)],
    )  # fmt: skip
    (one,) = answers(dossier)
    assert (one.said, one.done, one.before, one.after) == (("Zu langsam.",), ("Rückruf am selben Tag",), -100, 100)
    assert [name for name, _ in unanswered(dossier)] == ["Stelle 2"]
    text = letter(dossier, "en")
    assert "You said: “Zu langsam.”" in text
    assert "from −100 to +100" in text


def test_the_next_cycle_keeps_the_keys_and_leaves_votes_and_finished_measures() -> None:
    bundle = small_bundle({"before": ["EOB"] * 6}, measures={"T1": "done", "T2": "open"})
    bundle.add("worksheet_cells", WorksheetCell(worksheet="decisions", entry="E01", field="decision", value="Ja"))
    bundle.add("worksheet_cells", WorksheetCell(worksheet="criticism", entry="E01", field="words", value="Zu teuer"))
    made: Bundle = next_bundle(dossier_of(bundle), "WS-TEST-2")
    assert [t.key for t in made.of("touchpoints")] == ["T1", "T2", "T3"]
    assert [p.key for p in made.of("participants")] == [f"P{n}" for n in range(1, 7)]
    assert [m.key for m in made.of("measures")] == ["M2"]
    assert [cell.worksheet for cell in made.of("worksheet_cells")] == ["criticism"]
    assert not made.of("ratings") + made.of("waves") + made.of("customer_ratings")


def test_the_next_short_name_is_free() -> None:
    assert next_id([], "WS-AUTO") == "WS-AUTO-2"
    assert next_id(["WS-AUTO-2", "WS-AUTO-3"], "WS-AUTO-2") == "WS-AUTO-4"
    assert next_id([], "WS-2027") == "WS-2027-2"
    assert len(next_id([], "x" * 40)) <= 40
