"""What to mind in the action plan: nobody or too much on one person, the mix of measures, their order, their titles."""

from __future__ import annotations

import re

import numpy as np

from workshop.action.people import MOST_ACCOUNTABLE, MOST_PER_CYCLE, MOST_PER_PERSON, load, without
from workshop.action.plan import touched
from workshop.advice.target import NAMED, broken_musts, names_of, texts_of
from workshop.dossier import Dossier
from workshop.texts import Message, message
from workshop.views.schedule import out_of_order

ANNOUNCING = ("advertising", "relations", "instruction")
"""What announces something instead of changing the contact (method §1.7, no. 245)."""
JUDGED = 3
"""A mix is judged from so many measures on."""
NO_VERBS = {"den", "einen", "keinen", "allen", "jeden", "ihren", "unseren", "zwischen", "neben", "wegen", "neuen",
            "offenen", "und", "oder", "gern", "extern", "intern", "modern", "sieben", "eben"}  # fmt: skip
"""German words that end like an infinitive and are none."""
COMMON_VERBS = (
    "abolish add agree allow announce answer appoint ask assign begin book bring build buy call change check choose "
    "clarify clean collect create cut define deliver design develop drop ease empower enable end explain extend find "
    "fix follow give greet hand hire hold improve inform install introduce invite invest keep launch lead learn let "
    "make measure meet move name offer open order organise pay place plan post prepare present print promise publish "
    "put rebuild reduce remove rename renew repair replace reply report reserve rewrite run say sell send set shorten "
    "show simplify speed start stop switch take talk teach tell test thank train translate try turn update use visit "
    "welcome widen write"
)
VERBS = frozenset(COMMON_VERBS.split())
"""English verbs that a title may begin with."""


def nobody_accountable(dossier: Dossier) -> Message | None:
    """Exactly one person answers for a measure."""
    names = without(dossier, "accountable")
    if not names:
        return None
    return message(
        "Nobody answers for: {names} ({n}). Exactly one person is accountable for each measure.",
        n=len(names), names=names[:NAMED],
    )  # fmt: skip


def overload(dossier: Dossier) -> Message | None:
    """More than three open measures are too many for one person."""
    people = load(dossier)
    busy = people[people["open"] > MOST_PER_PERSON]
    if busy.empty:
        return None
    return message(
        "Too much at once: {names} carry more than {limit} open measures each.",
        names=[f"{name} ({n})" for name, n in zip(busy["name"], busy["open"], strict=True)], limit=MOST_PER_PERSON,
    )  # fmt: skip


def accountable_for_many(dossier: Dossier) -> Message | None:
    """Whoever answers for everything answers for nothing."""
    people = load(dossier)
    names = list(people.loc[people["accountable"] > MOST_ACCOUNTABLE, "name"])
    return message("{names} answer for more than {limit} open measures. Share it.", names=names,
                   limit=MOST_ACCOUNTABLE) if names else None  # fmt: skip


def ambitious(dossier: Dossier) -> Message | None:
    """No radical change: a cycle carries fifteen measures."""
    n = int((dossier["measures"]["status"] != "done").sum())
    if n <= MOST_PER_CYCLE:
        return None
    return message(
        "{n} open measures are many for one cycle. Put all but {limit} off: expectations should not be overdrawn.",
        n=n, limit=MOST_PER_CYCLE,
    )  # fmt: skip


def no_quick_win(dossier: Dossier) -> Message | None:
    """Begin with what works quickly."""
    measures = dossier["measures"]
    if measures.empty or measures["quick_win"].any():
        return None
    return message("There is no quick win in the plan. Begin with something that is seen within four weeks.")


def must_first_measures(dossier: Dossier) -> Message | None:
    """New and highlighted services wait until the basics of the same touchpoint are kept."""
    measures = dossier["measures"]
    open_ = measures[(measures["status"] != "done") & measures["type"].isin(["new", "promote"])]
    places = {key for key, _ in touched(open_)}
    early = [key for key in broken_musts(dossier) if key in places]
    if not early:
        return None
    return message(
        "Must first: something new is planned where customers are still disappointed and no Must is lived: {names}.",
        names=names_of(dossier, early),
    )  # fmt: skip


def measure_mix(dossier: Dossier) -> Message | None:
    """Advertising, public relations and instructions alone change no contact."""
    kinds = [texts["nature"] for texts in texts_of(dossier, "worth").values() if texts.get("nature")]
    talk = sum(kind in ANNOUNCING for kind in kinds)
    if len(kinds) < JUDGED or 2 * talk < len(kinds):
        return None
    return message(
        "{n} of {all} measures announce or instruct. Change priorities: do something that the customer notices.",
        n=talk, all=len(kinds),
    )  # fmt: skip


def only_saving(dossier: Dossier) -> Message | None:
    """Saving in the short run instead of building relationships."""
    kinds = [texts["purpose"] for texts in texts_of(dossier, "worth").values() if texts.get("purpose")]
    saving = kinds.count("saves")
    if len(kinds) < JUDGED or 2 * saving < len(kinds):
        return None
    return message("{n} of {all} measures only save in the short run. What builds relationships?", n=saving,
                   all=len(kinds))  # fmt: skip


def training_share(dossier: Dossier) -> float:
    """Share 0…1 of the budget that goes to measures with training; NaN without a budget."""
    measures = dossier["measures"]
    total = float(measures["budget"].sum())
    trains = measures["training"] | (measures["type"] == "train")
    return float(measures.loc[trains, "budget"].sum()) / total if total > 0 else np.nan


def nothing_for_training(dossier: Dossier) -> Message | None:
    """A strategy is only as good as the people who carry it out."""
    if training_share(dossier) != 0:
        return None
    return message("Nothing of the budget goes to training. A strategy is only as good as the people who live it.")


def wrong_order(dossier: Dossier) -> Message | None:
    """A measure begins before the one that it waits for ends."""
    found = out_of_order(dossier)
    if not found:
        return None
    return message("“{title}” begins before “{other}” is finished. Move one of them.", title=found[0][0],
                   other=found[0][1])  # fmt: skip


def without_verb(dossier: Dossier) -> Message | None:
    """A title says what will be done, not what it is about."""
    measures = dossier["measures"]
    titles = measures.loc[measures["status"] != "done", "title"]
    vague = [title for title in titles if not says_what_is_done(title, dossier.workshop.language)]
    if not vague:
        return None
    return message(
        "Titles that do not say what will be done ({n}): “{name}”. Begin with a verb.", n=len(vague), name=vague[0]
    )


def says_what_is_done(title: str, language: str) -> bool:
    """Whether a title has its verb: in English in front, in German first or last in one of its parts."""
    if language == "en":
        return re.split(r"\W+", title.strip().casefold(), maxsplit=1)[0] in VERBS
    parts = (re.findall(r"[\w-]+", part) for part in re.split(r"[:,;.–(]", title))
    ends = {word for words in parts if words for word in (words[0], words[-1])}
    return any(re.fullmatch(r"[\wäöüß-]{3,}(en|eln|ern)", word.casefold()) and is_verb(word, title) for word in ends)


def is_verb(word: str, title: str) -> bool:
    """Whether a word that ends like an infinitive is one: small, or the first of the title."""
    return word.casefold() not in NO_VERBS and (word[0].islower() or title.strip().startswith(word + " "))


ACTION_HINTS = (nobody_accountable, wrong_order, must_first_measures, overload, accountable_for_many, ambitious,
                no_quick_win, measure_mix, only_saving, nothing_for_training, without_verb)  # fmt: skip
