"""What the detail heatmap says: its message and its description, per breakdown."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from workshop.figures.votes import net_delight
from workshop.texts import Message, message, signed
from workshop.views.view import FIGURES, NO_VOTES, named, shown


def columns_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Net delight of whole columns over the touchpoints that every column shows; n, net_delight, column_name."""
    cells = shown(frame)
    everywhere = cells.groupby("row")["column"].nunique() == cells["column"].nunique()
    cells = cells[cells["row"].map(everywhere).astype(bool)]
    sums = cells.groupby(["column_seq", "column"], as_index=False)[FIGURES[:-1]].sum()
    names = cells.drop_duplicates("column").set_index("column")["column_name"]
    return sums.assign(net_delight=net_delight(sums), column_name=sums["column"].map(names))


def most_critical(frame: pd.DataFrame) -> Message:
    """Which column judges most critically."""
    columns = columns_of(frame).sort_values("net_delight", kind="stable")
    if columns.empty:
        return message("Too few votes to break them down")
    worst = columns.iloc[0]
    return message("Most critical: {name} ({points})", name=worst["column_name"], points=signed(worst["net_delight"]))


def customers_against_staff(frame: pd.DataFrame) -> Message:
    """Who sees it more critically, on the touchpoints both have judged."""
    columns = columns_of(frame).set_index("column")["net_delight"]
    if set(columns.index) != {"staff", "customer"}:
        return message("Too few votes to break them down")
    points = {"staff": signed(columns["staff"]), "customers": signed(columns["customer"])}
    if round(columns["customer"]) == round(columns["staff"]):
        return message("Customers and staff see it alike: {customers}", **points)
    if columns["customer"] < columns["staff"]:
        return message("Customers are more critical: {customers} against {staff}", **points)
    return message("Customers are kinder than the room: {customers} against {staff}", **points)


def biggest_move(frame: pd.DataFrame) -> Message:
    """The touchpoint that moved most from the first to the last wave."""
    moves = shown(frame).pivot(index="row", columns="column_seq", values="net_delight")
    names = frame.drop_duplicates("row").set_index("row")["row_name"]
    if moves.shape[1] < 2:
        return message("One wave so far: nothing to compare yet") if len(moves) else NO_VOTES
    both = moves.iloc[:, [0, -1]].dropna().set_axis(["before", "after"], axis="columns")
    if both.empty:
        return message("Too few votes to break them down")
    mover = both.iloc[int((both["after"] - both["before"]).abs().argmax())]
    before, after = signed(mover["before"]), signed(mover["after"])
    return message("{name}: from {before} to {after}", name=names[str(mover.name)], before=before, after=after)


TITLES: dict[str, Callable[[pd.DataFrame], Message]] = {
    "waves": biggest_move,
    "perspectives": customers_against_staff,
    "personas": most_critical,
    "departments": most_critical,
}


def detail_alt(frame: pd.DataFrame) -> Message:
    """Size of the heatmap and its columns with their figures."""
    columns = columns_of(frame)
    if columns.empty:
        return message("Too few votes to break them down")
    return message(
        "Heatmap of {rows} touchpoints. {columns}.",
        rows=frame["row"].nunique(),
        columns=[named(column["column_name"], column) for _, column in columns.iterrows()],
    )
