"""The target strategy in figures: Kano, coverage, portfolio, ideas, services, script or customer, and its hints."""

from __future__ import annotations

import pytest
from filled_worksheets import asked_in_pairs, filled_in
from small_workshops import small_bundle

from workshop.advice.hints import hints
from workshop.advice.target import broken_musts
from workshop.dossier import Bundle, Dossier, dossier_of
from workshop.records import KanoResponse, Standard, Touchpoint, WorksheetCell
from workshop.texts import say
from workshop.views.bars import idea_ranking, portfolio
from workshop.views.grids import coverage_map, service_map
from workshop.views.individuality import individuality
from workshop.views.kano import kano_map
from workshop.views.view import View

VOTES = {"before": ["EEB", "EOB", "EEB", "EOB", "OOB", "OEB"]}
"""T1 and T2 disappoint, T3 delights."""


def bundle_with(*cells: tuple[str, str, str, str], standards: tuple[Standard, ...] = ()) -> Bundle:
    bundle = small_bundle(VOTES)
    for sheet, entry, field, value in cells:
        bundle.add("worksheet_cells", WorksheetCell(worksheet=sheet, entry=entry, field=field, value=value))
    for standard in standards:
        bundle.add("standards", standard)
    return bundle


def with_kano(*answers: KanoResponse) -> Dossier:
    bundle = small_bundle(VOTES)
    bundle.records["kano_responses"] = list(answers)
    return dossier_of(bundle)


def must(key: str, touchpoint: str | None = "T1", **more: str | None) -> Standard:
    values = {"level": "must", "department": "Nord", "text": f"Satz {key}", **more}
    return Standard.model_validate({"key": key, "touchpoint": touchpoint, **values})


def said(dossier: Dossier, step: str = "target") -> str:
    return "\n".join(say(hint, "en") for hint in hints(dossier, step))


def test_kano_lists_what_is_taken_for_granted_first_and_hides_what_few_answered() -> None:
    view = kano_map(with_kano(*asked_in_pairs()))
    assert view.frame["ruled"].tolist() == ["M", "O", "A", "I"]
    assert view.frame["number"].tolist() == [1, 2, 3, 4]
    assert view.frame[["cs_plus", "dissatisfies"]].to_numpy().tolist() == [[0, 1], [1, 1], [1, 0], [0, 0]]
    assert say(view.title, "en") == "Taken for granted: 1 of 4 features; delighting: 1"
    assert "n = 1–6 per feature" in say(view.caption, "en")
    assert "1 with too few answers" in say(view.caption, "en")


def test_kano_without_answers_says_so() -> None:
    assert say(kano_map(with_kano()).title, "de") == "Noch keine Kano-Antworten"


def test_coverage_shows_the_whole_company_first_then_those_with_gaps_and_names_empty_cells() -> None:
    standards = (must("S1"), must("S2", level="wow"), must("S3", "T2", department="Süd", status="live"))
    frame = coverage_map(dossier_of(bundle_with(standards=standards))).frame
    assert list(dict.fromkeys(frame["row"])) == ["*", "Süd", "Nord"]
    words = {(row["row"], row["column"]): say(row["text"], "de") if not row["there"] else row["text"]
             for row in frame.to_dict("records")}  # fmt: skip
    assert words[("Süd", "wow")] == "fehlt"
    assert words[("Süd", "live")] == 1
    assert words[("*", "must")] == "fehlt"


def test_a_company_wide_must_counts_in_its_own_row_only() -> None:
    frame = coverage_map(dossier_of(bundle_with(standards=(must("S1", None, department=None),)))).frame
    there = frame[frame["column"] == "must"].set_index("row")["there"]
    assert there.to_dict() == {"*": True, "Nord": False, "Süd": False}


def test_the_portfolio_counts_what_will_be_there() -> None:
    cells = [("portfolio", key, "decision", code) for key, code in (("T1", "drop"), ("T2", "bundle"), ("T4", "new"))]
    bundle = bundle_with(*cells)
    bundle.add("touchpoints", Touchpoint(key="T4", seq=4, phase="purchase", name="Neu", status="missing"))
    view = portfolio(dossier_of(bundle))
    assert view.frame["value"].tolist() == [3, 1, 1, 1, 2]
    assert say(view.title, "en") == "Fewer touchpoints: 3 today, 2 planned"
    assert "decided: 3 of 4" in say(view.caption, "en")


def test_ideas_are_ranked_by_their_dots() -> None:
    cells = [("ideas", "E01", "idea", "Kaffee"), ("ideas", "E02", "idea", "Anruf"), ("ideas", "E02", "dots", "5"),
             ("ideas", "E02", "category", "personal")]  # fmt: skip
    view = idea_ranking(dossier_of(bundle_with(*cells)))
    assert view.frame["name"].tolist() == ["Anruf", "Kaffee"]
    assert say(view.title, "de") == "Die meisten Punkte: Anruf (5)"
    assert say(view.frame["tail"].iloc[0], "de") == "5 · persönliche Beziehung"


def test_the_service_that_fewest_departments_know_comes_first() -> None:
    bundle = small_bundle(VOTES)
    bundle.records["worksheet_cells"] = list(filled_in(bundle))
    view = service_map(dossier_of(bundle))
    assert view.frame["row_name"].tolist() == ["Abholung"] * 2 + ["Leihschirm"] * 2
    assert [say(text, "en") for text in view.frame["text"]] == ["offers it", "unknown", "known", "known"]
    assert say(view.title, "en") == "Into the spotlight: only 1 of 2 departments know “Abholung”"


def test_script_or_customer_takes_only_what_was_judged() -> None:
    cells = [("individual", "T2", "now", "20"), ("individual", "T2", "target", "60"), ("individual", "T3", "now", "50")]
    view = individuality(dossier_of(bundle_with(*cells)))
    assert view.frame["key"].tolist() == ["T2", "T3"]
    assert say(view.title, "en") == "To become more individual: 1 of 2 touchpoints"


@pytest.mark.parametrize("view", [kano_map, coverage_map, service_map, portfolio, idea_ranking, individuality])
def test_an_empty_workshop_has_a_sentence_and_no_row(view: object) -> None:
    found = view(dossier_of(small_bundle({})))  # type: ignore[operator]
    assert isinstance(found, View)
    assert found.frame.empty
    assert say(found.title, "de")


def test_a_must_is_broken_where_customers_are_disappointed_and_none_is_lived() -> None:
    assert broken_musts(dossier_of(bundle_with(standards=(must("S1"),)))) == ["T1", "T2"]
    assert broken_musts(dossier_of(bundle_with(standards=(must("S1", status="live"),)))) == ["T2"]


def test_a_wow_before_the_must_is_pointed_out() -> None:
    wow = must("S2", level="wow")
    assert "Must first" in said(dossier_of(bundle_with(standards=(must("S1"), wow))))
    assert "Must first" not in said(dossier_of(bundle_with(standards=(must("S1", status="live"), wow))))


def test_a_wow_has_to_be_unexpected() -> None:
    wow = (must("S2", level="wow"),)
    assert "not marked as unexpected" in said(dossier_of(bundle_with(standards=wow)))
    ticked = bundle_with(("standard_check", "S2", "unexpected", "yes"), standards=wow)
    assert "not marked as unexpected" not in said(dossier_of(ticked))


def test_four_musts_at_one_touchpoint_are_a_corset_three_are_not() -> None:
    four = tuple(must(f"S{n}") for n in range(4))
    assert "corset" in said(dossier_of(bundle_with(standards=four)))
    assert "corset" not in said(dossier_of(bundle_with(standards=four[:3])))


def test_a_standard_that_helps_only_the_process_is_named() -> None:
    bundle = bundle_with(("standard_check", "S1", "helps", "process"), standards=(must("S1"),))
    assert "Satz S1" in said(dossier_of(bundle))


def test_the_red_thread_is_missed_until_a_must_holds_everywhere() -> None:
    assert "red thread" in said(dossier_of(bundle_with(standards=(must("S1"),))))
    common = bundle_with(standards=(must("S1", None, department=None),))
    assert "red thread" not in said(dossier_of(common))


def test_a_fourth_scenario_is_one_too_many() -> None:
    names = [("scenarios", f"E0{n}", "name", f"Weg {n}") for n in range(1, 5)]
    assert "4 scenarios" in said(dossier_of(bundle_with(*names)))
    assert "scenarios" not in said(dossier_of(bundle_with(*names[:3])))


def test_features_that_leave_customers_cold_are_candidates_for_dropping() -> None:
    assert "Newsletter" in said(with_kano(*asked_in_pairs()))
