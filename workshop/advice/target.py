"""What to mind in the target strategy: missing and too many standards, Must before Wow, what helps only the process."""

from __future__ import annotations

import pandas as pd

from workshop.dossier import Dossier
from workshop.figures.coverage import coverage
from workshop.figures.kano_survey import kano_survey
from workshop.figures.ranking import todays_table
from workshop.standards import CORSET, by_gaps, coverage_messages
from workshop.texts import Message, message
from workshop.worksheets.entries import cells_of
from workshop.worksheets.load import worksheets

NAMED = 3
"""So many names stand in a hint."""
MOST_SCENARIOS = 3


def texts_of(dossier: Dossier, sheet: str) -> dict[str, dict[str, str]]:
    """Entry → field → text of a worksheet; {} when a firm has dropped it."""
    return cells_of(dossier, worksheets()[sheet]) if sheet in worksheets() else {}


def names_of(dossier: Dossier, keys: list[str]) -> list[str]:
    """The first touchpoints of some keys by name, in the customer's order."""
    rows = dossier.touchpoints
    return list(rows.loc[rows["key"].isin(keys), "name"])[:NAMED]


def gaps(dossier: Dossier) -> Message | None:
    """Every department needs a Must and a Wow."""
    table = by_gaps(coverage(dossier))
    lacking = len(table) and not table["complete"].all()
    return coverage_messages(table)[0] if lacking else None


def red_thread(dossier: Dossier) -> Message | None:
    """A minimum of service attitude holds in every department."""
    standards = dossier["standards"]
    if standards.empty or (standards["department"].isna() & (standards["level"] == "must")).any():
        return None
    return message("No Must holds for the whole company yet: the red thread through all departments is missing.")


def corset(dossier: Dossier) -> Message | None:
    """Too many Must standards at one touchpoint stifle the will to do more."""
    standards = dossier["standards"]
    counts = standards.loc[standards["level"] == "must", "touchpoint"].value_counts()
    tight = list(counts[counts > CORSET].index)
    if not tight:
        return None
    return message(
        "More than {limit} Must standards at one touchpoint are a corset: {names}. Keep those that matter most.",
        limit=CORSET, names=names_of(dossier, tight),
    )  # fmt: skip


def broken_musts(dossier: Dossier) -> list[str]:
    """Keys of the touchpoints that disappoint at the last measurement and have no Must that is lived."""
    voted = set(dossier.ratings.loc[dossier.ratings["rating"].notna(), "wave"])
    wave = next((one for one in reversed(dossier.waves) if one in voted), None)
    table, standards = todays_table(dossier, wave), dossier["standards"]
    lived = set(standards.loc[(standards["level"] == "must") & (standards["status"] == "live"), "touchpoint"].dropna())
    return [key for key in table.loc[table["zone"] == "painpoint", "key"] if key not in lived]


def must_first(dossier: Dossier) -> Message | None:
    """A Wow never makes up for a broken Must (method §2.2)."""
    standards = dossier["standards"]
    delights = set(standards.loc[standards["level"] == "wow", "touchpoint"].dropna())
    early = [key for key in broken_musts(dossier) if key in delights]
    if not early:
        return None
    return message(
        "Must first: a Wow is planned where customers are still disappointed and no Must is lived: {names}.",
        names=names_of(dossier, early),
    )  # fmt: skip


def expected_wow(dossier: Dossier) -> Message | None:
    """What is expected delights nobody: a Wow needs “unexpected? yes”."""
    standards, checks = dossier["standards"], texts_of(dossier, "standard_check")
    wows = list(standards.loc[standards["level"] == "wow", "key"])
    open_ = [key for key in wows if checks.get(key, {}).get("unexpected") != "yes"]
    if not open_:
        return None
    return message(
        "{n} of {all} Wow standards are not marked as unexpected. What customers expect does not delight them.",
        n=len(open_), all=len(wows),
    )  # fmt: skip


def process_only(dossier: Dossier) -> Message | None:
    """Standards that help the process, not the customer."""
    checks = texts_of(dossier, "standard_check")
    rows: pd.DataFrame = dossier["standards"]
    found = [key for key, texts in checks.items() if texts.get("helps") == "process"]
    names = list(rows.loc[rows["key"].isin(found), "text"])
    if not names:
        return None
    return message(
        "Standards that help only the process ({n}): “{name}”. Drop or turn them.", n=len(names), name=names[0]
    )


def too_many_scenarios(dossier: Dossier) -> Message | None:
    """Three ways can be compared, more cannot."""
    n = sum(bool(texts.get("name") or texts.get("what")) for texts in texts_of(dossier, "scenarios").values())
    if n <= MOST_SCENARIOS:
        return None
    return message("{n} scenarios are too many to choose from. Keep the {limit} best.", n=n, limit=MOST_SCENARIOS)


def unwanted(dossier: Dossier) -> Message | None:
    """What annoys when it is there, or makes no difference, is work for nothing."""
    survey = kano_survey(dossier)
    names = list(survey.loc[survey["ruled"].isin(["R", "I"]), "text"])
    if not names:
        return None
    return message(
        "Kano, without effect or annoying ({n}): {names}. Candidates for dropping.",
        n=len(names), names=names[:NAMED],
    )  # fmt: skip


TARGET_HINTS = (must_first, gaps, red_thread, expected_wow, corset, process_only, too_many_scenarios, unwanted)
