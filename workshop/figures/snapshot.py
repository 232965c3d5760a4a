"""The touchpoints and the raters as they stood when a wave was measured: before stays before."""

from __future__ import annotations

import pandas as pd

from workshop.dossier import Dossier

DETAILS = ["key", "seq", "name", "phase", "department", "status"]


def touchpoints_in(dossier: Dossier, wave: str | None) -> pd.DataFrame:
    """The touchpoints of a wave in the customer's order: key, seq, name, phase, department, status.

    A closed wave keeps the order, names, phases and departments it was closed with (frame "wave_touchpoints"), so a
    later edit does not move old votes; its status is today's, "existing" when the touchpoint is gone by now.
    A wave that is still open, or not held, shows the touchpoints as they are.
    """
    today = dossier.touchpoints[DETAILS]
    kept = dossier.frames.get("wave_touchpoints")
    if kept is None or wave not in set(kept["wave"]):
        return today
    then = kept[kept["wave"] == wave].rename(columns={"touchpoint": "key"})
    status = then["key"].map(today.set_index("key")["status"]).fillna("existing")
    return then.assign(status=status)[DETAILS].sort_values("seq", kind="stable", ignore_index=True)


def raters_in(dossier: Dossier, wave: str | None) -> pd.Series[str]:
    """Participant (the index) → department at the time of a wave; None where there was none.

    A closed wave keeps the departments it was closed with (frame "wave_participants"), so that somebody who changes
    department later moves no earlier vote; everybody else, and a wave that is still open, has today's.
    """
    today: pd.Series[str] = dossier["participants"].set_index("key")["department"]
    kept = dossier.frames.get("wave_participants")
    if kept is None or wave not in set(kept["wave"]):
        return today
    then = kept[kept["wave"] == wave].set_index("participant")["department"]
    others: pd.Series[str] = today[~today.index.isin(then.index)]
    return pd.Series(pd.concat([then, others]))


def departments_in(dossier: Dossier, wave: str | None) -> list[str]:
    """The departments of a wave's raters: today's in their order, then those that only the closed wave still knows."""
    gone = set(raters_in(dossier, wave).dropna()) - set(dossier.departments)
    return [*dossier.departments, *sorted(gone)]
