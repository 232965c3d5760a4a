"""What a facilitator should mind in a step: each hint is a function of the workshop, silent when there is nothing."""

from __future__ import annotations

from collections.abc import Callable

from workshop.advice.action import ACTION_HINTS
from workshop.advice.control import CONTROL_HINTS
from workshop.advice.target import TARGET_HINTS
from workshop.dossier import Dossier
from workshop.figures.journey import clean_run, journey
from workshop.figures.ranking import todays_table
from workshop.library import missing_precontacts
from workshop.scale import MIN_VOTES
from workshop.texts import Message, message, signed
from workshop.worksheets.entries import ONE, cells_of
from workshop.worksheets.load import worksheets

Hint = Callable[[Dossier], Message | None]

WEB = ("web", "online", "internet", "portal", "social", "blog", "forum", "google", "such", "search", "homepage", "app")
"""Words by which a channel or a name is known as one of the web."""
ENOUGH_WEB = 3
EARLY = 6
"""So many touchpoints lie before the first contact (method §1, Ist-Analyse)."""
EVERYBODY = {"", "alle", "alle kunden", "jeder", "all", "everybody", "everyone", "all customers"}
MANY = 40
"""More touchpoints than this are no longer worked through in one map (method §2.1)."""


def latest_wave(dossier: Dossier) -> str | None:
    """The last measurement in which somebody has voted."""
    voted = set(dossier.ratings.loc[dossier.ratings["rating"].notna(), "wave"])
    return next((wave for wave in reversed(dossier.waves) if wave in voted), None)


def radar(dossier: Dossier) -> Message | None:
    """Customers look on the web before they call; fewer than three such touchpoints are a blind spot."""
    rows = dossier.touchpoints
    early = rows[(rows["phase"] == "prepurchase") & (rows["status"] != "irrelevant")]
    words = (early["channel"] + " " + early["name"]).str.casefold()
    found = int(words.map(lambda text: any(word in text for word in WEB)).sum()) if len(words) else 0
    if rows.empty or found >= ENOUGH_WEB:
        return None
    return message(
        "Radar check: touchpoints on the web before the purchase: {n}. Reviews, forums, search results: what do "
        "customers find there before they ever call?",
        n=found,
    )


def before_contact(dossier: Dossier) -> Message | None:
    """Most of a decision falls before the first contact; a journey that begins late has forgotten that part."""
    early, missing = dossier.touchpoints["phase"] == "prepurchase", missing_precontacts(dossier)
    if dossier.touchpoints.empty or not missing or early.sum() >= EARLY:
        return None
    return message(
        "The journey begins late. Before the first contact there are also: {names}. “Library” on the page "
        "“Touchpoints” adds them with a click.",
        names=[one.name for one in missing],
    )


def one_target_group(dossier: Dossier) -> Message | None:
    """Who does everything for everybody becomes ordinary: one target group a map."""
    if dossier.touchpoints.empty or dossier.workshop.scope_target_group.strip().casefold() not in EVERYBODY:
        return None
    return message(
        "This map is for everybody. Choose one target group on the page “Set up”, better still one persona: "
        "what is for all is ordinary for each."
    )


def no_sponsor(dossier: Dossier) -> Message | None:
    """What management does not stand behind is not done: the scarcest resource are leaders who think of customers."""
    if dossier.touchpoints.empty or stance_of(dossier).get("sponsor"):
        return None
    return message(
        "Nobody in management is named as sponsor yet. Name one under “Stance and goals”: the scarcest resource are "
        "leaders who think and act for customers."
    )


def stance_of(dossier: Dossier) -> dict[str, str]:
    """What the worksheet about the workshop's stance says."""
    sheet = worksheets().get("stance")
    return cells_of(dossier, sheet).get(ONE, {}) if sheet else {}


def scope_size(dossier: Dossier) -> Message | None:
    """A map with too many touchpoints is not worked through."""
    n = int((dossier.touchpoints["status"] != "irrelevant").sum())
    if n <= MANY:
        return None
    return message("{n} touchpoints are many for one map. Narrow the scope, or split it into two workshops.", n=n)


def weakest_link(dossier: Dossier) -> Message | None:
    """The chain breaks at its weakest link, whatever the average says."""
    table = todays_table(dossier, latest_wave(dossier))
    found = journey(table)
    if found.weakest is None or found.weakest_net_delight >= 0:
        return None
    name = table.loc[table["key"] == found.weakest, "name"].iloc[0]
    return message(
        "The chain breaks at its weakest link: {name} ({points}). The journey as a whole stands at {value}.",
        name=name, points=signed(found.weakest_net_delight), value=signed(found.value),
    )  # fmt: skip


def longest_run(dossier: Dossier) -> Message | None:
    """How far the customer gets without anybody being disappointed."""
    found = clean_run(todays_table(dossier, latest_wave(dossier)))
    return found.sentence if found.touchpoints else None


def mediocre(dossier: Dossier) -> Message | None:
    """Solid is not enough: touchpoints that nobody would tell anybody about."""
    table = todays_table(dossier, latest_wave(dossier))
    found = table[(table["zone"] == "mediocre") & (table["n"] >= MIN_VOTES)]
    if found.empty:
        return None
    return message(
        "Mediocre, with at least 70 % “okay”: {n} of {all} touchpoints. First: {names}.",
        n=len(found), all=len(table), names=list(found["name"])[:3],
    )  # fmt: skip


HINTS: dict[str, tuple[Hint, ...]] = {
    "analysis": (one_target_group, no_sponsor, radar, before_contact, weakest_link, longest_run, mediocre, scope_size),
    "target": TARGET_HINTS,
    "action": ACTION_HINTS,
    "control": CONTROL_HINTS,
}
"""Step → its hints, the most important first."""


def hints(dossier: Dossier, step: str) -> list[Message]:
    """What to mind in a step; [] when there is nothing."""
    return [found for hint in HINTS.get(step, ()) if (found := hint(dossier))]
