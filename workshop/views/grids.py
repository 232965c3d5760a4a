"""Who has, who lacks: coverage with standards, and which department knows of which service, as rows and columns."""

from __future__ import annotations

import pandas as pd

from workshop.dossier import Dossier
from workshop.figures.coverage import company_wide, coverage
from workshop.labels import LEVEL_LABELS, STANDARD_STATUS_LABELS
from workshop.standards import by_gaps, coverage_messages
from workshop.texts import Message, message
from workshop.views.view import View
from workshop.worksheets.entries import cells_of
from workshop.worksheets.load import worksheets

COLUMNS = ["row", "row_name", "row_seq", "column", "column_name", "column_seq", "text", "there"]
"""One row a cell; `text` (message or figure) says what is in it, `there` whether there is anything."""
HEADS: dict[str, Message] = {
    "must": LEVEL_LABELS["must"],
    "wow": LEVEL_LABELS["wow"],
    "trained": message("trained or lived"),
    "live": STANDARD_STATUS_LABELS["live"],
}
ABSENT = message("missing")
COMPANY = message("Whole company")
NO_STANDARDS = message("No standards agreed yet")
SERVICES = "free_services"
NO_SERVICES = message("No free services collected yet")


def coverage_map(dossier: Dossier) -> View:
    """Standards by department: Must, Wow, trained or lived, lived; the whole company first, then those with gaps.

    Frame: `COLUMNS`; empty as long as there is no standard at all.
    """
    if dossier["standards"].empty:
        return View(pd.DataFrame(columns=COLUMNS), NO_STANDARDS, NO_STANDARDS, NO_STANDARDS)
    table = by_gaps(coverage(dossier))
    wide = company_wide(dossier)
    common: dict[str, int] = {
        "must": int((wide["level"] == "must").sum()), "wow": int((wide["level"] == "wow").sum()),
        "trained": int(wide["status"].isin(["trained", "live"]).sum()), "live": int((wide["status"] == "live").sum()),
    }  # fmt: skip
    rows: list[tuple[str, str | Message, dict[str, int]]] = [("*", COMPANY, common)]
    homes = table.to_dict("records")
    rows += [(home["department"], home["department"], {head: int(home[head]) for head in HEADS}) for home in homes]
    cells = [
        (key, name, i, head, label, j, counts[head] or ABSENT, counts[head] > 0)
        for i, (key, name, counts) in enumerate(rows)
        for j, (head, label) in enumerate(HEADS.items())
    ]
    frame = pd.DataFrame(cells, columns=COLUMNS)
    caption = message(
        "Standards per department, those with most gaps first · n = {n} standards, {wide} of the whole company",
        n=len(dossier["standards"]), wide=len(wide),
    )  # fmt: skip
    title = coverage_messages(table)[0] if len(table) else NO_STANDARDS
    return View(frame, title, caption, gaps_in_words(frame, title))


def gaps_in_words(frame: pd.DataFrame, title: Message) -> Message:
    """The message, and how many cells are empty."""
    empty = int((~frame["there"]).sum())
    return message("{title}. {n} of {all} cells are missing.", title=title, n=empty, all=len(frame))


def service_map(dossier: Dossier) -> View:
    """Free services by department: who knows about them, those known to fewest first. Frame: `COLUMNS`."""
    texts = cells_of(dossier, worksheets()[SERVICES]) if SERVICES in worksheets() else {}
    named = {key: one for key, one in texts.items() if one.get("service")}
    if not named or not dossier.departments:
        return View(pd.DataFrame(columns=COLUMNS), NO_SERVICES, NO_SERVICES, NO_SERVICES)
    knowing = {key: known_in(one) for key, one in named.items()}
    order = sorted(named, key=lambda key: len(knowing[key]))
    cells = [
        (key, named[key]["service"], i, name, name, j, *mark_of(named[key], knowing[key], name))
        for i, key in enumerate(order)
        for j, name in enumerate(dossier.departments)
    ]
    frame = pd.DataFrame(cells, columns=COLUMNS)
    return View(frame, service_title(dossier, knowing, named), service_caption(named), gaps_in_words(
        frame, service_title(dossier, knowing, named)))  # fmt: skip


def known_in(one: dict[str, str]) -> set[str]:
    """The departments that know of a service: those named, and the one that offers it."""
    return {name for name in (*one.get("known_by", "").split("|"), one.get("department", "")) if name}


def mark_of(one: dict[str, str], knowing: set[str], department: str) -> tuple[Message, bool]:
    """What stands in a cell."""
    if one.get("department") == department:
        return message("offers it"), True
    return (message("known"), True) if department in knowing else (message("unknown"), False)


def service_title(dossier: Dossier, knowing: dict[str, set[str]], named: dict[str, dict[str, str]]) -> Message:
    """How many services are known everywhere, or which one hardly anybody knows."""
    everywhere = sum(len(names) >= len(dossier.departments) for names in knowing.values())
    if everywhere == len(named):
        return message("Every department knows all {n} free services", n=len(named))
    least = min(knowing, key=lambda key: len(knowing[key]))
    return message(
        "Into the spotlight: only {n} of {all} departments know “{name}”",
        n=len(knowing[least]), all=len(dossier.departments), name=named[least]["service"],
    )  # fmt: skip


def service_caption(named: dict[str, dict[str, str]]) -> Message:
    """How many services, and how many of them customers know."""
    known = sum(one.get("customers") == "yes" for one in named.values())
    return message("Free services by department · n = {n} · customers know {known} of them", n=len(named), known=known)
