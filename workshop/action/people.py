"""Who carries what: the roles of people in measures (RACI), and how many open measures each has."""

from __future__ import annotations

import pandas as pd

from workshop.checks import accountable_people
from workshop.dossier import Dossier

ROLES = {"responsible": "R", "accountable": "A", "consulted": "C", "informed": "I"}
"""Field of a measure → letter of the role."""
MOST_PER_PERSON, MOST_PER_CYCLE, MOST_ACCOUNTABLE = 3, 15, 5
"""More open measures than this are too ambitious (method §1.7, no. 252, and §2.6 for accountable)."""


def named(measures: pd.DataFrame) -> pd.DataFrame:
    """One row for each person in a role of a measure: key, person, role (letter); in the order of the measures."""
    rows = [
        (key, person, letter)
        for field, letter in ROLES.items()
        for key, text in zip(measures["key"], measures[field], strict=True)
        for person in accountable_people(text or "")
    ]
    return pd.DataFrame(rows, columns=["key", "person", "role"])


def load(dossier: Dossier) -> pd.DataFrame:
    """Measures that are not done, per person who is responsible or accountable, most first: name, open, accountable."""
    measures = dossier["measures"]
    rows = named(measures[measures["status"] != "done"])
    busy = rows[rows["role"].isin(["R", "A"])]
    names = list(dict.fromkeys(busy["person"]))
    table = pd.DataFrame(
        {
            "name": names,
            "open": [int(busy.loc[busy["person"] == name, "key"].nunique()) for name in names],
            "accountable": [int(((busy["person"] == name) & (busy["role"] == "A")).sum()) for name in names],
        },
        columns=["name", "open", "accountable"],
    )
    return table.sort_values(["open", "name"], ascending=[False, True], kind="stable", ignore_index=True)


def raci(dossier: Dossier) -> pd.DataFrame:
    """Measures by people: "R", "A", "C", "I" or several ("R A") in a cell, "" for none; indexed by measure key.

    People in the order of how much they carry; measures in the order of the plan.
    """
    rows = named(dossier["measures"])
    weight = rows["role"].map({"A": 4, "R": 3, "C": 1, "I": 0.5}).groupby(rows["person"]).sum()
    people = list(weight.sort_values(ascending=False, kind="stable").index)
    cells = {
        person: [
            " ".join(rows.loc[(rows["key"] == key) & (rows["person"] == person), "role"])
            for key in dossier["measures"]["key"]
        ]
        for person in people
    }
    return pd.DataFrame(cells, index=pd.Index(dossier["measures"]["key"], dtype="object"))


def without(dossier: Dossier, field: str) -> list[str]:
    """Titles of the measures that are not done and name nobody in a role."""
    measures = dossier["measures"]
    unnamed = (measures["status"] != "done") & (measures[field].fillna("").str.strip() == "")
    return list(measures.loc[unnamed, "title"])
