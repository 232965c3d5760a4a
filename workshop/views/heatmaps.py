"""The two heatmaps of a wave: departments by phase, and every touchpoint on the customer's way."""

from __future__ import annotations

from typing import Any

import pandas as pd

from workshop.dossier import Dossier
from workshop.figures.journey import roll_up
from workshop.figures.ranking import touchpoint_table
from workshop.labels import CODE_LABELS, FIELD_LABELS, PHASE_LABELS
from workshop.records import PHASES
from workshop.scale import MIN_VOTES
from workshop.texts import Message, message, signed
from workshop.views.included import measured
from workshop.views.view import FIGURES, NO_VOTES, PHASE_PHRASES, PLACE, View, caption, shown, with_states

NO_DEPARTMENT = message("without a department")
ONE_COMPANY = message("The company")
"""The only lane in the customer's view: who is responsible is none of their business."""
NOT_STATED = message("not stated")
LANES = ("steerability", "media_type", "contact_type")
"""Fields of a touchpoint by which the journey can be laid into lanes instead of by departments."""


def overview(dossier: Dossier, wave: str | None) -> View:
    """Responsible department × phase, all votes; the department that hurts most comes first.

    Frame: one row a cell that has touchpoints: row (department, "" = none), row_name, row_seq, column (phase),
    column_name, column_seq, the figures of `workshop.views.view.FIGURES` and state.
    """
    table = measured(touchpoint_table(dossier, wave))
    cells = roll_up(table, ["department", "phase"])
    order = ranks(roll_up(table, ["department"]))
    frame = with_states(cells).assign(
        row=[text_of(d) for d in cells["department"]],
        row_name=called(cells["department"]),
        row_seq=[order[text_of(d)] for d in cells["department"]],
        column=cells["phase"],
        column_name=cells["phase"].map(PHASE_LABELS),
        column_seq=cells["phase"].map(PHASES.index),
    )
    frame = frame.sort_values(["row_seq", "column_seq"], ignore_index=True)
    what = message("Net delight")
    return View(frame, overview_title(frame), caption(dossier, wave, what), overview_alt(frame))


def called(departments: pd.Series[Any]) -> pd.Series[Any]:
    """Names of departments, and what to say where there is none."""
    return departments.map(lambda name: text_of(name) or NO_DEPARTMENT)


def ranks(departments: pd.DataFrame) -> dict[str, int]:
    """Department ("" = none) → place, the lowest net delight first, those with too few votes last."""
    enough = departments.assign(net_delight=departments["net_delight"].where(departments["n"] >= MIN_VOTES))
    ordered = enough.sort_values(["net_delight", "department"], na_position="last")["department"]
    return {text_of(department): place for place, department in enumerate(ordered)}


def text_of(department: object) -> str:
    """A department's name; "" for none, however pandas writes that."""
    return department if isinstance(department, str) else ""


def overview_title(frame: pd.DataFrame) -> Message:
    """The cell that hurts most."""
    cells = shown(frame).sort_values("net_delight", kind="stable")
    if cells.empty:
        return NO_VOTES
    worst = cells.iloc[0]
    here = {
        "department": worst["row_name"],
        "phase": PHASE_PHRASES[worst["column"]],
        "points": signed(worst["net_delight"]),
    }
    if worst["net_delight"] < 0:
        return message("Biggest pain: {department} {phase} ({points})", **here)
    return message("Nothing is below the zero line; weakest: {department} {phase} ({points})", **here)


def overview_alt(frame: pd.DataFrame) -> Message:
    """The lowest and the highest cell in words."""
    cells = shown(frame).sort_values("net_delight")
    if cells.empty:
        return NO_VOTES
    return message(
        "Heatmap of {rows} departments and {columns} phases. Lowest: {low}. Highest: {high}.",
        rows=frame["row_seq"].nunique(),
        columns=frame["column"].nunique(),
        low=cell_in_words(cells.iloc[0]),
        high=cell_in_words(cells.iloc[-1]),
    )


def cell_in_words(cell: pd.Series[Any]) -> Message:
    """A cell as part of a sentence: row, column, figure, n."""
    return message(
        "{row}, {column} {points} (n = {n})",
        row=cell["row_name"], column=cell["column_name"], points=signed(cell["net_delight"]), n=int(cell["n"]),
    )  # fmt: skip


def journey_map(dossier: Dossier, wave: str | None, by: str = "") -> View:
    """Every touchpoint in the customer's order, in a lane.

    `by`: "" = the lanes are departments; "customer" = there is one lane, customers see the company as a whole; or a
    field of `LANES`, such as how far we can steer a touchpoint.
    Frame: `way_of` and lane (its name, or a message), lane_seq (by first appearance) and handover (True where the
    customer comes from another department, which only their own lanes show).
    """
    table = way_of(dossier, wave)
    codes = lane_codes(dossier, table, by)
    lane_seq = pd.Series(pd.factorize(codes)[0], index=table.index)
    frame = table.assign(
        lane=lane_names(table, codes, by),
        lane_seq=lane_seq,
        handover=lane_seq.diff().fillna(0).ne(0) & (by == ""),
    )
    return View(frame, journey_title(frame), caption(dossier, wave, message("Net delight")), journey_alt(frame))


def lane_codes(dossier: Dossier, table: pd.DataFrame, by: str) -> pd.Series[Any]:
    """What decides about the lane of each touchpoint, "" where nobody has said."""
    if by in LANES:
        field = dossier.touchpoints.set_index("key")[by]
        return table["key"].map(field).fillna("")
    return table["department"].fillna("") if not by else pd.Series("", index=table.index)


def lane_names(table: pd.DataFrame, codes: pd.Series[Any], by: str) -> pd.Series[Any]:
    """What the lanes are called."""
    if by in LANES:
        labels, field = CODE_LABELS["touchpoints"][by], FIELD_LABELS["touchpoints"][by]
        return codes.map(lambda code: message("{field}: {value}", field=field, value=labels.get(code, NOT_STATED)))
    return called(table["department"]) if not by else codes.map(lambda _: ONE_COMPANY)


def way_of(dossier: Dossier, wave: str | None) -> pd.DataFrame:
    """The touchpoints of a wave with the figures that may be seen.

    Columns: `PLACE`, position (1, 2, … along the way), `FIGURES`, ci_low, ci_high (points), state.
    """
    table = with_states(touchpoint_table(dossier, wave))
    return table[[*PLACE, *FIGURES, "ci_low", "ci_high", "state"]].assign(position=range(1, len(table) + 1))


def journey_title(frame: pd.DataFrame) -> Message:
    """The weakest link of the chain."""
    if shown(frame).empty:
        return NO_VOTES
    worst = worst_of(frame, 1)
    if worst.empty:
        return message("Every touchpoint is above the zero line")
    touchpoint = worst.iloc[0]
    return message(
        "The weakest link: {name} ({points})", name=touchpoint["name"], points=signed(touchpoint["net_delight"])
    )


def worst_of(frame: pd.DataFrame, limit: int) -> pd.DataFrame:
    """The touchpoints below or on the zero line, worst first; ties go by their place on the way."""
    rated = shown(frame)
    return rated[rated["net_delight"] <= 0].sort_values(["net_delight", "position"]).head(limit)


def journey_alt(frame: pd.DataFrame) -> Message:
    """How many touchpoints lie below the zero line, and the three weakest of them."""
    rated = shown(frame)
    if rated.empty:
        return NO_VOTES
    worst = worst_of(frame, 3)
    return message(
        "{below} of {count} rated touchpoints are below the zero line, {handovers} hand-overs. Weakest: {worst}.",
        below=int((rated["net_delight"] < 0).sum()),
        count=len(rated),
        handovers=int(frame["handover"].sum()),
        worst=[f"{row['name']} {signed(row['net_delight'])}" for _, row in worst.iterrows()],
    )
