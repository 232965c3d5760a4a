"""What to mind in step 4: what is still below okay, figures nobody answers for, customers without a next date."""

from __future__ import annotations

from datetime import UTC, datetime

from workshop.control.conversations import customer_standings, missing_dates
from workshop.control.cycles import weak_spots
from workshop.dossier import Dossier
from workshop.texts import Message, message


def unowned_figures(dossier: Dossier) -> Message | None:
    """A figure without a target or without somebody who answers for it steers nothing."""
    kpis = dossier["kpis"]
    loose = kpis[kpis["target"].isna() | (kpis["owner"] == "")]
    if loose.empty:
        return None
    return message("{n} figures have no target or nobody who answers for them: {names}.",
                   n=len(loose), names=list(loose["name"])[:3])  # fmt: skip


def lost_from_sight(dossier: Dossier) -> Message | None:
    """Good intentions get lost in day-to-day business: a customer without a next date is soon a customer no more."""
    names = missing_dates(customer_standings(dossier, datetime.now(UTC).date()))
    if not names:
        return None
    return message("{n} customers have no date for their next conversation: {names}.", n=len(names), names=names[:3])


CONTROL_HINTS = (weak_spots, unowned_figures, lost_from_sight)
