"""From taps to answers: each is checked and stored in a transaction of its own, and acknowledged once it is."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from components.live.phone_view import NO_CONTACT
from data.engine import AWAY
from data.live_seats import sit
from data.live_standards import classifications_of, classify, dots_of, give_dots, propose
from data.live_votes import vote, votes_of
from workshop.texts import Message, Refusal, message

MOST = 50
"""Taps in one message; a phone sends the rest with the next one."""
NO_ANSWER = message("This is no answer that can be given here.")

log = logging.getLogger("werkstatt")


@dataclass(frozen=True)
class Tap:
    """One tap: a field of an item gets a value. `mark`: measurement and round it was made in."""

    number: int
    item: str
    field: str
    value: Any
    mark: Any


@dataclass
class Receipt:
    """What is acknowledged to one phone: all taps up to `done`, and which of them were refused, and why."""

    client: str = ""
    done: int = 0
    refused: dict[int, Message] = field(default_factory=dict)
    saved_at: float | None = None
    """When an answer was stored last, by the server's clock."""
    anew: bool = False
    """Whether the last taps changed more than an answer, or came too late."""


def receive(token: str, sent: object, receipt: Receipt) -> Receipt:
    """Store what a phone sent that was not acknowledged before; returns the receipt for it.

    What no phone of ours sends is passed over. The same taps again change nothing: neither those that the receipt
    has, nor, when it was lost with its session, those that the database has. While the database is away nothing more is
    acknowledged, and the phone sends it again.
    """
    client, taps = client_of(sent), read(sent)
    if client != receipt.client:
        receipt = Receipt(client, saved_at=receipt.saved_at)
    sent_again = {tap.number for tap in taps}
    receipt.refused = {number: why for number, why in receipt.refused.items() if number in sent_again}
    new = [tap for tap in taps if tap.number > receipt.done]
    for tap in new:
        try:
            answer(token, tap)
            receipt.saved_at = receipt.saved_at if tap.field == "sit" else time.time()
        except Refusal as refusal:
            if not is_stored(token, tap):
                receipt.refused[tap.number] = refusal.message
        except AWAY as error:
            log.warning("An answer could not be stored, its phone sends it again: %s", error)
            break
        receipt.done = tap.number
    done = [tap for tap in new if tap.number <= receipt.done]
    receipt.anew = any(tap.field in ("sit", "proposal") or tap.number in receipt.refused for tap in done)
    return receipt


def client_of(sent: object) -> str:
    """What a phone calls itself, anew at each visit; "" for what no phone of ours sends."""
    return str(sent.get("client", ""))[:40] if isinstance(sent, dict) else ""


def read(sent: object) -> list[Tap]:
    """The taps in a message, by number; everything that is not as our phones send it is left out."""
    if not isinstance(sent, dict) or not isinstance(sent.get("taps"), list):
        return []
    taps = []
    for one in sent["taps"][:MOST]:
        values = [one.get(name) for name in ("n", "item", "field", "value", "mark")] if isinstance(one, dict) else []
        match values:
            case [int(number), str(item), str(name), value, mark] if 0 < number < 2**53 and item.isprintable():
                taps.append(Tap(number, item, name, value, mark))
    return sorted(taps, key=lambda tap: tap.number)


def answer(token: str, tap: Tap) -> None:
    """Do what a tap says. Raises Refusal when it cannot be done now, or by this person, or at all."""
    do = ANSWERS.get(tap.field)
    if do is None:
        raise Refusal(NO_ANSWER)
    do(token, tap)


def rate(token: str, tap: Tap) -> None:
    """A level, or no own contact."""
    if tap.value == NO_CONTACT:
        vote(token, tap.item, asked=meant_for(tap), missing_reason=NO_CONTACT)
    else:
        vote(token, tap.item, asked=meant_for(tap), rating=number(tap))


def weigh(token: str, tap: Tap) -> None:
    """How much a touchpoint matters."""
    vote(token, tap.item, asked=meant_for(tap), relevance=number(tap))


def number(tap: Tap) -> int:
    """The tap's value. Raises Refusal unless it is a whole number; true and 1.0 are none."""
    if type(tap.value) is not int:
        raise Refusal(NO_ANSWER)
    return tap.value


def meant_for(tap: Tap) -> tuple[str, int]:
    """The measurement and the round somebody saw who tapped; one that does not exist for what no phone of ours says."""
    match tap.mark:
        case [str(wave), int(number)]:
            return wave, number
        case _:
            return "", 0


def level(token: str, tap: Tap) -> None:
    """No-Go, Must or Wow for a standard."""
    classify(token, tap.item, tap.value if isinstance(tap.value, str) else "")


def dot(token: str, tap: Tap) -> None:
    """So many dots for a standard; those of the others stay."""
    give_dots(token, dots_of(token) | {tap.item: number(tap)})


def write(token: str, tap: Tap) -> None:
    """A proposal of one's own."""
    match tap.value:
        case {"level": str(wanted), "text": str(text)}:
            propose(token, wanted, text)
        case _:
            raise Refusal(NO_ANSWER)


def take_seat(token: str, tap: Tap) -> None:
    """A department, and in a named room a name."""
    match tap.value:
        case {"department": str() | None as department, "name": str(name)}:
            sit(token, department, name)
        case _:
            raise Refusal(NO_ANSWER)


def is_stored(token: str, tap: Tap) -> bool:
    """Whether the database has what a refused tap says: then it was saved before, and only the news of it was lost."""
    match tap.field:
        case "rating" | "relevance":
            given = votes_of(token).get(tap.item)
            if given is None:
                return False
            kept = given.relevance if tap.field == "relevance" else (given.missing_reason or given.rating)
            return bool(kept == tap.value)
        case "level":
            return bool(classifications_of(token).get(tap.item) == tap.value)
        case "dots":
            return bool(dots_of(token).get(tap.item, 0) == tap.value)
        case _:
            return False


ANSWERS: dict[str, Callable[[str, Tap], None]] = {
    "rating": rate,
    "relevance": weigh,
    "level": level,
    "dots": dot,
    "proposal": write,
    "sit": take_seat,
}
