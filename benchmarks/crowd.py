"""Made-up workshops of any size, the same at every run."""

from __future__ import annotations

import random
from datetime import date

from sqlalchemy import text

from data.engine import writing
from data.tables import Table
from workshop.dossier import Bundle
from workshop.records import (
    LEVELS,
    MEASURE_STATUSES,
    PHASES,
    Department,
    Measure,
    Participant,
    RatingRecord,
    Standard,
    StandardVote,
    Touchpoint,
    Wave,
    Workshop,
)

DEPARTMENTS = ("Vertrieb", "Service", "Werkstatt", "Verwaltung", "Marketing", "Lager")
WAVES = {"before": date(2025, 3, 12), "after": date(2025, 11, 19)}


def made_up(workshop_id: str, touchpoints: int, raters: int) -> Bundle:
    """A workshop with two measurements, a standard of each level per third touchpoint, a measure per second one."""
    dice = random.Random(touchpoints * 1000 + raters)
    bundle = Bundle(Workshop(id=workshop_id, company=f"Messlauf {workshop_id} GmbH", scope_product="Beispiel"))
    for seq, name in enumerate(DEPARTMENTS, start=1):
        bundle.add("departments", Department(name=name, seq=seq))
    for seq, (key, day) in enumerate(WAVES.items(), start=1):
        bundle.add("waves", Wave(key=key, seq=seq, held_on=day))
    for n in range(raters):
        bundle.add("participants", Participant(key=f"P{n:03}", department=DEPARTMENTS[n % len(DEPARTMENTS)]))
    for n in range(touchpoints):
        add_touchpoint(bundle, n, touchpoints, dice)
    add_ratings(bundle, dice)
    add_votes_on_standards(bundle, dice)
    return bundle


def add_touchpoint(bundle: Bundle, n: int, of: int, dice: random.Random) -> None:
    """A touchpoint with what was agreed and planned for it."""
    key, department = f"T{n:03}", dice.choice(DEPARTMENTS)
    bundle.add(
        "touchpoints",
        Touchpoint(
            key=key, seq=n + 1, phase=PHASES[n * 3 // of], name=f"Kontaktpunkt Nummer {n + 1}", department=department
        ),
    )
    if n % 3 == 0:
        for level in LEVELS:
            standard = Standard(key=f"S{n:03}{level}", level=level, text=f"Satz zu {key}", touchpoint=key)
            bundle.add("standards", standard.model_copy(update={"department": department}))
    if n % 2 == 0:
        bundle.add(
            "measures",
            Measure(
                key=f"M{n:03}", title=f"Maßnahme zu {key}", touchpoint_keys=key, department=department,
                from_date=date(2025, 4, 1), until_date=date(2025, 9, 30), budget=500.0 * n,
                impact=dice.randint(1, 5), effort=dice.randint(1, 5), status=dice.choice(MEASURE_STATUSES),
            ),
        )  # fmt: skip


def add_ratings(bundle: Bundle, dice: random.Random) -> None:
    """Everybody rates every touchpoint twice; the second time somewhat better."""
    for wave, weights in zip(WAVES, ((4, 4, 3), (2, 4, 5)), strict=True):
        for participant in bundle.of("participants"):
            for touchpoint in bundle.of("touchpoints"):
                rating, relevance = dice.choices((-1, 0, 1), weights)[0], dice.randint(1, 5)
                bundle.add(
                    "ratings",
                    RatingRecord(
                        wave=wave, participant=participant.key, touchpoint=touchpoint.key,
                        rating=rating, relevance=relevance,
                    ),
                )  # fmt: skip


def add_votes_on_standards(bundle: Bundle, dice: random.Random) -> None:
    """Everybody classifies every standard."""
    for standard in bundle.of("standards"):
        for participant in bundle.of("participants"):
            level = dice.choice(LEVELS)
            bundle.add("standard_votes", StandardVote(participant=participant.key, standard=standard.key, level=level))


def copies(workshop_id: str, count: int) -> None:
    """Put `count` copies of a workshop beside it, table by table inside the database."""
    numbers = f"WITH RECURSIVE copy(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM copy WHERE number < {count})"
    with writing() as connection:
        for table in Table.metadata.sorted_tables:
            home = "id" if table.name == "workshops" else "workshop_id"
            if home not in table.columns or table.name in ("access", "changes"):
                continue
            rest = ", ".join(f'"{column.name}"' for column in table.columns if column.name != home)
            connection.execute(
                text(
                    f"INSERT INTO {table.name} ({home}, {rest}) {numbers} "
                    f"SELECT 'OTHER-' || number, {rest} FROM {table.name}, copy WHERE {home} = :workshop"
                ),
                {"workshop": workshop_id},
            )
