"""Any test in words: what it speaks for, that it is not enough, or that so few votes cannot tell. Never "proven"."""

from __future__ import annotations

from math import ceil

import pandas as pd

from workshop.figures.evidence import NOT_ENOUGH, SPEAKS_FOR, TOO_FEW
from workshop.figures.intervals import ALPHA
from workshop.statistics.results import Outcome
from workshop.texts import Message, message


def weight_of(found: Outcome) -> str:
    """`TOO_FEW` without a p or when even the clearest votes could not reach 5 %, else `NOT_ENOUGH` or `SPEAKS_FOR`."""
    if found.p is None or (found.least_p is not None and found.least_p >= ALPHA):
        return TOO_FEW
    return SPEAKS_FOR if found.p < ALPHA else NOT_ENOUGH


def in_words(found: Outcome, *, directed: bool = False) -> Message:
    """A test's outcome in a sentence with its method, n and chance; `directed`: its effect's sign says up or down."""
    if found.reason is not None or found.p is None:
        return message("{reason} ({method}, n = {n})", reason=found.reason, method=found.method, n=found.n)
    # Rounded up, so that a tiny p is not spoken as "0 %".
    values = {"method": found.method, "n": found.n, "percent": ceil(found.p * 10_000) / 100}
    weighed = weight_of(found)
    if weighed == TOO_FEW:
        least = ceil((found.least_p or 1.0) * 10_000) / 100
        return message("Too few votes to tell: even if all of them had moved the same way, chance alone would bring "
                       "that in {least} % of cases ({method}, n = {n}).",
                       least=least, method=found.method, n=found.n)  # fmt: skip
    if weighed == NOT_ENOUGH:
        return message("Not enough to tell a difference from chance, which alone brings that much in up to {percent} % "
                       "of cases ({method}, n = {n}).", **values)  # fmt: skip
    if not directed or not found.effect:
        return message("Speaks for a difference; chance alone brings that much in {percent} % of cases at most "
                       "({method}, n = {n}).", **values)  # fmt: skip
    if found.effect > 0:
        return message("Speaks for a rise; chance alone brings that much in {percent} % of cases at most "
                       "({method}, n = {n}).", **values)  # fmt: skip
    return message("Speaks for a fall; chance alone brings that much in {percent} % of cases at most "
                   "({method}, n = {n}).", **values)  # fmt: skip


def many_in_words(p: pd.Series[float], bh_p: pd.Series[float], holm_p: pd.Series[float]) -> Message:
    """Many touchpoints tested at once: how many look changed alone, to explore (BH), and to claim (Holm)."""
    tests, alone = int(bh_p.notna().sum()), int((p[bh_p.notna()] < ALPHA).sum())
    if tests == 0:
        return message("No touchpoint has enough votes for a test.")
    values = {
        "tests": tests,
        "alone": alone,
        "explore": int((bh_p <= ALPHA).sum()),
        "claim": int((holm_p <= ALPHA).sum()),
    }
    return message("Of {tests} touchpoints, {alone} look changed when each is taken alone. All looked at together, "
                   "{explore} are worth exploring (Benjamini–Hochberg) and {claim} can be claimed (Holm).",
                   **values)  # fmt: skip
