"""All figures as one document: the reference workshop to four decimals, any other without a single NaN."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_workshops import quick_dossier, small_bundle, small_workshop

from workshop.dossier import Bundle, Dossier, dossier_of
from workshop.figures.document import figures
from workshop.records import MEASURE_STATUSES

EXPECTED = json.loads((Path(__file__).parent / "expected_ws_auto.json").read_text(encoding="utf-8"))
WAVES = ("before", "after", "later")
BY_CODE = ("touchpoints", "customers", "standards_coverage", "status", "quadrants")
"""Objects whose keys are the workshop's own, not the document's."""

unhurried = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def workshops(draw: st.DrawFn, waves: int = 3) -> dict[str, Any]:
    """Arguments of `small_workshop` for anything from no votes at all to a few people, touchpoints and waves."""
    width, people = draw(st.integers(0, 4)), draw(st.integers(0, 7))
    row, weights = st.text("EOB-", min_size=width, max_size=width), st.text("12345", min_size=width, max_size=width)
    rows, relevance = (st.lists(cells, min_size=people, max_size=people) for cells in (row, weights))
    held = WAVES[: draw(st.integers(0, waves))]
    keys = st.sampled_from(["T1", "T2|T3", "T9"])
    return {
        "votes": {wave: draw(rows) for wave in held},
        "relevance": {wave: draw(relevance) for wave in held},
        "customers": {wave: draw(st.lists(row, max_size=6)) for wave in held},
        "measures": draw(st.dictionaries(keys, st.sampled_from(MEASURE_STATUSES), max_size=3)),
        "touchpoints": width,
    }


def shape(value: Any, name: str = "") -> Any:
    """The keys and nesting of a document, without its values and without the workshop's own keys."""
    if not isinstance(value, dict):
        return None
    if name in BY_CODE or name.startswith("department_ns"):
        return [shape(inner) for inner in value.values()][:1]
    return {key: shape(inner, key) for key, inner in value.items()}


def test_the_reference_workshop_has_its_published_figures(auto_bundle: Bundle) -> None:
    found = json.loads(json.dumps(figures(dossier_of(auto_bundle)), allow_nan=False))
    assert differences(found, EXPECTED) == []


def differences(found: Any, expected: Any, path: str = "") -> list[str]:
    """Where two documents differ by a key, or by more than half of the fourth decimal."""
    if isinstance(expected, dict) and isinstance(found, dict):
        odd = [f"{path}/{key}: only on one side" for key in found.keys() ^ expected.keys()]
        return odd + [
            d for key in found.keys() & expected.keys() for d in differences(found[key], expected[key], f"{path}/{key}")
        ]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [
            d for i, pair in enumerate(zip(found, expected, strict=True)) for d in differences(*pair, f"{path}/{i}")
        ]
    same = found == expected
    if isinstance(expected, float) and isinstance(found, int | float):
        same = abs(found - expected) < 5e-5
    return [] if same else [f"{path}: {found} instead of {expected}"]


def test_every_workshop_has_the_keys_of_the_reference() -> None:
    dossier = small_workshop(
        {"before": ["EO"] * 6, "after": ["OB"] * 6}, customers={"before": ["EO"]}, measures={"T1": "done"}
    )
    assert shape(figures(dossier)) == shape(EXPECTED)


def document(bundle: Bundle | Dossier) -> dict[str, Any]:
    """The figures, which strict JSON (without NaN and infinity) can hold; their keys are always the same."""
    found = figures(quick_dossier(bundle) if isinstance(bundle, Bundle) else bundle)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert set(found) == set(EXPECTED)
    return found


def test_a_workshop_without_anything_has_all_keys_and_no_figures() -> None:
    found = figures(small_workshop({}))
    assert set(found) == set(EXPECTED)
    assert found["overall"]["before"] == {"n": 0, "E": 0, "O": 0, "B": 0, "ns": None}
    assert found["rater_level"]["signflip_p"] is None


@unhurried
@given(workshops(), st.randoms(use_true_random=False))
def test_any_workshop_fits_into_json_and_the_order_and_the_names_of_its_raters_change_nothing(
    given_workshop: dict[str, Any], random: Any
) -> None:
    bundle = small_bundle(**given_workshop)
    people = [person.key for person in bundle.of("participants")]
    names = dict(zip(people, random.sample([f"Q{i}" for i in range(len(people))], len(people)), strict=True))
    renamed = {
        "participants": [p.model_copy(update={"key": names[p.key]}) for p in bundle.of("participants")],
        "ratings": [r.model_copy(update={"participant": names[r.participant]}) for r in bundle.of("ratings")],
    }
    for records in renamed.values():
        random.shuffle(records)
    shuffled = Bundle(bundle.workshop, bundle.records | renamed)
    assert anonymous(document(shuffled)) == anonymous(document(bundle))


def anonymous(found: dict[str, Any]) -> dict[str, Any]:
    """Figures without the raters' names; a mean over raters may differ in its last digit with their order."""
    raters = found["rater_level"]
    mean = pytest.approx(raters["mean"], abs=2e-4)
    blind = {"raters": len(raters["raters"]), "mean_change_points": sorted(raters["mean_change_points"]), "mean": mean}
    return found | {"rater_level": raters | blind}


@unhurried
@given(workshops(waves=2), st.lists(st.text("EOB-", min_size=4, max_size=4), max_size=7))
def test_another_wave_changes_no_earlier_figure(given_workshop: dict[str, Any], rows: list[str]) -> None:
    earlier = small_workshop(**given_workshop)
    width, people = given_workshop["touchpoints"], len(earlier["participants"])
    later = {"later": [row[:width] for row in rows][:people]} if given_workshop["votes"] else {}
    again = small_workshop(**given_workshop | {"votes": given_workshop["votes"] | later})
    again = Dossier(again.workshop, again.frames | {"participants": earlier["participants"]})
    assert of_the_first_wave(document(again)) == of_the_first_wave(document(earlier))


def test_a_touchpoint_moved_to_another_department_keeps_its_department_in_the_closed_wave() -> None:
    dossier = small_workshop({"before": ["EB"] * 5, "after": ["OB"] * 5})
    closed = dossier.touchpoints.rename(columns={"key": "touchpoint"}).assign(wave="before")
    moved = dossier.touchpoints.assign(department="Süd")
    found = figures(Dossier(dossier.workshop, dossier.frames | {"touchpoints": moved, "wave_touchpoints": closed}))
    assert found["department_ns_before"] == {"Nord": -100, "Süd": 100}
    assert found["department_ns_after"] == {"Süd": 50}
    assert found["own_department_bias_before"]["n_own"] == 5


def of_the_first_wave(found: dict[str, Any]) -> dict[str, Any]:
    """Everything that is said about the first wave alone."""
    kept = {name: value for name, value in found.items() if "before" in name}
    return kept | {
        "touchpoints": {key: figure["before"] for key, figure in found["touchpoints"].items()},
        "customers": {key: figure["before"] for key, figure in found["customers"].items()},
        "overall": found["overall"]["before"],
        "alpha": [found["krippendorff_alpha"][f"before_{level}"] for level in ("nominal", "ordinal")],
        "plan": found["measures"],
    }


def test_lovepoints_and_painpoints_never_name_the_same_touchpoint() -> None:
    found = figures(small_workshop({"before": ["EOB"] * 5}))
    assert (found["lovepoints_before"], found["painpoints_before"]) == (["T3"], ["T1", "T2"])


def test_with_three_waves_the_last_one_is_after() -> None:
    found = figures(small_workshop({"before": ["E"] * 5, "after": ["O"] * 5, "later": ["B"] * 5}))
    assert found["overall"]["after"]["ns"] == 100
