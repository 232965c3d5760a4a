"""Touchpoints to choose from: with their figures in the latest measurement, those that hurt most first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from workshop.dossier import Dossier
from workshop.figures.ranking import todays_table
from workshop.labels import wave_label
from workshop.scale import MIN_VOTES, symbol
from workshop.standards import ZONE_LABELS
from workshop.texts import Message, say, signed


@dataclass(frozen=True)
class Place:
    """A touchpoint with its figures in the latest measurement; net delight and zone only from `MIN_VOTES` votes."""

    key: str
    name: str
    phase: str
    department: str | None
    n: int
    net_delight: float
    zone: str


def places_of(dossier: Dossier) -> tuple[Place, ...]:
    """The touchpoints in the customer's order, with their figures."""
    table = todays_table(dossier, latest_wave(dossier))
    few = table["n"] < MIN_VOTES
    table = table.assign(net_delight=table["net_delight"].mask(few), zone=table["zone"].mask(few, ""))
    columns = [field.name for field in fields(Place)]
    return tuple(Place(*values) for values in table[columns].itertuples(index=False, name=None))


def place_labels(dossier: Dossier, language: str) -> dict[str, str]:
    """Key → how a touchpoint stands in a list to choose from: symbol, figure, name and zone."""
    labels = {}
    for place in places_of(dossier):
        figure = f"{symbol(place.net_delight)} {signed(place.net_delight)}".strip()
        zone = [say(ZONE_LABELS[place.zone], language)] if place.zone in ZONE_LABELS else []
        labels[place.key] = " · ".join([figure, place.name, *zone])
    return labels


def latest_wave(dossier: Dossier) -> str | None:
    """The last wave in which somebody has rated; None when nobody has."""
    voted = set(dossier.ratings.loc[dossier.ratings["rating"].notna(), "wave"])
    return next((wave for wave in reversed(dossier.waves) if wave in voted), None)


def latest_wave_name(dossier: Dossier) -> Message | str:
    """What the wave is called that the figures come from."""
    wave, waves = latest_wave(dossier) or "", dossier["waves"]
    return wave_label(wave, dict(zip(waves["key"], waves["label"], strict=True)).get(wave, ""))


def in_order(places: Sequence[Place], painful: bool) -> list[Place]:
    """Lowest net delight first, those without a figure last; or as they come, in the customer's order."""
    return sorted(places, key=lambda p: (p.net_delight != p.net_delight, p.net_delight)) if painful else list(places)
