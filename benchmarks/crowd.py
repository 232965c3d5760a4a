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
    Conversation,
    CustomerRating,
    Department,
    KanoResponse,
    Kpi,
    KpiValue,
    Measure,
    Participant,
    Persona,
    RatingRecord,
    SelfImage,
    Standard,
    StandardVote,
    Touchpoint,
    Wave,
    WorksheetCell,
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


def furnished(workshop_id: str, touchpoints: int, raters: int) -> Bundle:
    """The same with standards at every touchpoint, with half as many customers who rate and answer about Kano, and with
    personas, KPIs, conversations and filled worksheets: no page is empty, and none shows more for another size."""
    bundle, dice = made_up(workshop_id, touchpoints, raters), random.Random(touchpoints)
    for n in range(3):
        bundle.add("personas", Persona(key=f"PE{n}", name=f"Kundin {n}", segment="Privat", goal="schnell ans Ziel"))
    for wave in WAVES:
        for group in ("staff", "customer"):
            bundle.add("self_images", SelfImage(wave=wave, group=group, yes=dice.randint(0, raters), n=raters))
    for n in range(raters // 2):
        add_customer(bundle, f"C{n:03}", dice)
    for n in range(4):
        add_kpi(bundle, f"K{n}", dice)
    for n in range(touchpoints // 2):
        add_conversation(bundle, n, dice)
    for n, touchpoint in enumerate(bundle.of("touchpoints")):
        if n % 3:
            add_standards(bundle, n, touchpoint.department)
        cell = WorksheetCell(worksheet="contact", entry=touchpoint.key, field="occasion", value="will etwas wissen")
        bundle.add("worksheet_cells", cell)
    return bundle


def add_customer(bundle: Bundle, customer: str, dice: random.Random) -> None:
    """A customer's votes on every touchpoint in both measurements, and their pairs of answers about eight features."""
    for wave in WAVES:
        for touchpoint in bundle.of("touchpoints"):
            vote = {"wave": wave, "customer": customer, "touchpoint": touchpoint.key, "rating": dice.randint(-1, 1)}
            bundle.add("customer_ratings", CustomerRating.model_validate(vote))
    for feature in range(8):
        pair = {"functional": dice.randint(1, 5), "dysfunctional": dice.randint(1, 5)}
        said = {"feature": f"F{feature}", "text": f"Merkmal Nummer {feature}", "respondent": customer}
        bundle.add("kano_responses", KanoResponse.model_validate(said | pair))


def add_kpi(bundle: Bundle, key: str, dice: random.Random) -> None:
    """A figure with a year of values."""
    bundle.add("kpis", Kpi(key=key, name=f"Kennzahl {key}", unit="%", target=80, baseline=50, frequency="monatlich"))
    for month in range(1, 13):
        bundle.add("kpi_values", KpiValue(kpi=key, period=f"2025-{month:02}", value=dice.randint(40, 90)))


def add_conversation(bundle: Bundle, n: int, dice: random.Random) -> None:
    """Every second conversation has been held."""
    held = date(2025, dice.randint(1, 12), 15)
    bundle.add(
        "conversations",
        Conversation(
            key=f"G{n:03}", customer=f"Kunde {n // 2}", internal_role=dice.choice(DEPARTMENTS), planned_on=held,
            done_on=held if n % 2 else None, status="done" if n % 2 else "planned", interval="3 Monate",
            finding="Antwort dauert zu lange" if n % 2 else "", touchpoint=f"T{n:03}",
        ),
    )  # fmt: skip


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
        add_standards(bundle, n, department)
    if n % 2 == 0:
        bundle.add(
            "measures",
            Measure(
                key=f"M{n:03}", title=f"Maßnahme zu {key}", touchpoint_keys=key, department=department,
                from_date=date(2025, 4, 1), until_date=date(2025, 9, 30), budget=500.0 * n,
                impact=dice.randint(1, 5), effort=dice.randint(1, 5), status=dice.choice(MEASURE_STATUSES),
            ),
        )  # fmt: skip


def add_standards(bundle: Bundle, n: int, department: str) -> None:
    """A No-Go, a Must and a Wow of the department that answers for a touchpoint."""
    key = f"T{n:03}"
    for level in LEVELS:
        standard = Standard(key=f"S{n:03}{level}", level=level, text=f"Satz zu {key}", touchpoint=key)
        bundle.add("standards", standard.model_copy(update={"department": department}))


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
            if home not in table.columns:
                continue
            values = {column.name: f'"{column.name}"' for column in table.columns if column.name != home}
            values |= {"token_hash": "number || token_hash"} if table.name == "access" else {}
            values.pop("id", None)  # of the change log, which counts by itself
            into, out = (", ".join(names) for names in ((f'"{name}"' for name in values), values.values()))
            connection.execute(
                text(
                    f"INSERT INTO {table.name} ({home}, {into}) {numbers} "
                    f"SELECT 'OTHER-' || number, {out} FROM {table.name}, copy WHERE {home} = :workshop"
                ),
                {"workshop": workshop_id},
            )
