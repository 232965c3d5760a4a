"""All figures of a workshop as one JSON document: what `manage.py figures` prints and other programs read."""

from __future__ import annotations

import pandas as pd

from workshop.action.plan import measure_effect, plan
from workshop.dossier import Dossier
from workshop.figures.comparison import compared, pair_up
from workshop.figures.coverage import coverage
from workshop.figures.customers import ViewGap, customer_table, own_department_bias, staff_customer_gap
from workshop.figures.priorities import priorities
from workshop.figures.ranking import then_and_now
from workshop.figures.vote_figures import (
    Figures,
    alpha_figures,
    multiplicity_figures,
    number,
    rater_figures,
    rows,
    total_figures,
    touchpoint_figures,
    wave_figures,
)


def figures(dossier: Dossier) -> Figures:
    """Everything the method computes about one workshop, ready for `json.dumps`.

    "before" is the first wave, "after" the last one; with a single wave nothing has been voted "after". Points have
    four decimals, shares and p-values six. None stands where nothing can be computed, never NaN. Lovepoints,
    painpoints, quadrants and priorities name only touchpoints with at least `MIN_VOTES` votes.
    """
    waves = dossier.waves
    first, last = (waves[0] if waves else None), (waves[-1] if len(waves) > 1 else None)
    (before, before_now), (after, after_now) = then_and_now(dossier, first), then_and_now(dossier, last)
    comparison = compared(before_now, after_now, pair_up(dossier.ratings, first, last))
    return {
        "touchpoints": touchpoint_figures(comparison),
        "krippendorff_alpha": alpha_figures(before, after),
        "overall": {"before": total_figures(before), "after": total_figures(after)},
        "rater_level": rater_figures(comparison),
        "multiplicity": multiplicity_figures(comparison.touchpoints),
        **wave_figures(before, "before"),
        **wave_figures(after, "after"),
        "standards_coverage": coverage(dossier).set_index("department")[["must", "wow"]].to_dict("index"),
        "measures": measure_figures(dossier),
        "customers": customer_figures(dossier, first, last),
        "with_vs_without_measure": effect_figures(dossier, comparison.touchpoints),
        "priority_before_top5": [[p.key, number(p.priority)] for p in rows(priorities(before))],
        "own_department_bias_before": bias_figures(own_department_bias(dossier, first)),
        "staff_vs_customer_gap_before_same_touchpoints": gap_figures(staff_customer_gap(dossier, first)),
    }


def measure_figures(dossier: Dossier) -> Figures:
    total = plan(dossier)
    return {
        "n": total.n,
        "quick_wins": total.quick_wins,
        "budget": number(total.budget),
        "spent": number(total.spent),
        "over_budget": total.over_budget,
        "status": total.status,
        "first": total.first.isoformat() if total.first else None,
        "last": total.last.isoformat() if total.last else None,
    }


def customer_figures(dossier: Dossier, before: str | None, after: str | None) -> Figures:
    return {
        row.key: {
            "before": {"n": row.n_before, "ns": number(row.net_delight_before)},
            "after": {"n": row.n_after, "ns": number(row.net_delight_after)},
            "cliffs_delta_after_vs_before": number(row.cliffs_delta, 6),
            "mannwhitney_p_asymptotic_cc": number(row.mann_whitney_p, 6),
        }
        for row in rows(customer_table(dossier, before, after))
    }


def effect_figures(dossier: Dossier, touchpoints: pd.DataFrame) -> Figures:
    effect = measure_effect(dossier, touchpoints.set_index("key")["delta"])
    return {
        "n_done": effect.n_done,
        "mean_delta_done": number(effect.mean_done),
        "n_none": effect.n_none,
        "mean_delta_none": number(effect.mean_none),
        "difference": number(effect.difference),
    }


def bias_figures(bias: ViewGap) -> Figures:
    return {"ns_own": number(bias.net_delight), "ns_other": number(bias.other_net_delight), "n_own": bias.n}


def gap_figures(view: ViewGap) -> Figures:
    staff, customer = number(view.net_delight), number(view.other_net_delight)
    return {
        "ns_staff": staff,
        "ns_customer": customer,
        # The difference of the two figures as printed, so that a reader who subtracts gets the same.
        "gap": None if staff is None or customer is None else number(staff - customer),
        "touchpoints": view.touchpoints,
    }
