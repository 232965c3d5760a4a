"""Who is involved on the customer's way, and which hand-overs between departments are agreed."""

from __future__ import annotations

import pandas as pd

from workshop.dossier import Dossier
from workshop.texts import Message, message
from workshop.views.view import View
from workshop.worksheets.entries import cells_of
from workshop.worksheets.load import worksheets
from workshop.worksheets.rows import handovers

SHEET = "handovers"
AGREED: dict[str, Message] = {
    "yes": message("fully agreed"),
    "partly": message("partly agreed"),
    "no": message("not agreed"),
    "": message("not checked yet"),
}
"""How far a hand-over is agreed; "" = nobody has said."""
NO_HANDOVER = "none"
COLUMNS = ["key", "seq", "name", "phase", "lane", "lane_seq", "agreed", "from_lane", "switch"]


def handover_map(dossier: Dossier) -> View:
    """Every touchpoint in the lane of its department, and the passage that leads to it.

    Frame: one row a touchpoint that somebody answers for, in the customer's order: key, seq, name, phase, lane
    (department), lane_seq (by first appearance), agreed (a key of `AGREED`, or `NO_HANDOVER` where the department
    stays the same), from_lane (the department before, "" where it stays the same), switch (whether the customer
    changes the channel here).
    """
    rows = dossier.touchpoints
    used = rows[(rows["status"] == "existing") & rows["department"].notna()]
    lanes = {name: place for place, name in enumerate(dict.fromkeys(used["department"]))}
    cells = cells_of(dossier, worksheets()[SHEET]) if SHEET in worksheets() else {}
    into = {p.to_touchpoint: (cells.get(p.key, {}).get("agreed", ""), p.from_department) for p in handovers(dossier)}
    passages = [into.get(key, (NO_HANDOVER, "")) for key in used["key"]]
    frame = used[["key", "seq", "name", "phase"]].assign(
        lane=used["department"],
        lane_seq=used["department"].map(lanes),
        agreed=[agreed for agreed, _ in passages],
        from_lane=[lane for _, lane in passages],
        switch=used["key"].isin(channel_changes(dossier)),
    )
    frame = frame.reset_index(drop=True)[COLUMNS]
    return View(frame, title_of(frame), caption_of(frame), alt_of(frame))


def channel_changes(dossier: Dossier) -> set[str]:
    """Touchpoints at which the customer passes from online to offline or back, as the room ticked them."""
    sheet = worksheets().get("kinds")
    return {key for key, texts in cells_of(dossier, sheet).items() if texts.get("switch")} if sheet else set()


def counts_of(frame: pd.DataFrame) -> dict[str, int]:
    """Number of hand-overs for each key of `AGREED`."""
    return {code: int((frame["agreed"] == code).sum()) for code in AGREED}


def title_of(frame: pd.DataFrame) -> Message:
    """How many hand-overs are broken, else how often the customer is handed over."""
    found = counts_of(frame)
    total, broken = sum(found.values()), found["no"] + found["partly"]
    if total == 0:
        return message("No hand-over between departments yet")
    if broken:
        return message("{broken} of {total} hand-overs are not fully agreed", broken=broken, total=total)
    if found[""] == 0:
        return message("All {total} hand-overs are agreed", total=total)
    return message("The customer is handed over {total} times", total=total)


def caption_of(frame: pd.DataFrame) -> Message:
    """How many touchpoints and departments, and how many hand-overs somebody has looked at."""
    found = counts_of(frame)
    total = sum(found.values())
    return message(
        "{touchpoints} touchpoints, {lanes} departments · {checked} of {total} hand-overs checked by the room",
        touchpoints=len(frame), lanes=frame["lane"].nunique(), checked=total - found[""], total=total,
    )  # fmt: skip


def alt_of(frame: pd.DataFrame) -> Message:
    """The counts in a sentence."""
    found = counts_of(frame)
    return message(
        "Lanes of {lanes} departments with {total} hand-overs: {yes} agreed, {partly} partly, {no} not agreed, "
        "{open} not checked.",
        lanes=frame["lane"].nunique(), total=sum(found.values()), yes=found["yes"], partly=found["partly"],
        no=found["no"], open=found[""],
    )  # fmt: skip
