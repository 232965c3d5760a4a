"""Cells of the worksheets that have a picture, for any workshop with touchpoints."""

from __future__ import annotations

from workshop.dossier import Bundle, dossier_of
from workshop.records import WISHES, KanoResponse, WorksheetCell
from workshop.worksheets.rows import handovers

ANSWERS = ("comes_by", "calls", "calls", "search")
AGREED = ("yes", "no", "partly")
DECISIONS = ("keep", "bundle", "drop", "new")
IDEAS = ("Begrüßung mit Namen", "Stand des Auftrags aufs Handy", "Kaffee wie beim letzten Mal")
SCENARIOS = ("An der Preisschraube drehen", "Abläufe verbessern", "Mit Service begeistern", "Alles lassen")
FEATURES = {
    "F1": ("Rückruf am selben Tag", (3, 5)),
    "F2": ("Angebot auf einer Seite", (1, 5)),
    "F3": ("Enthüllung unter Licht", (1, 3)),
    "F4": ("Newsletter", (3, 3)),
}
"""Feature → words, and the answers if it is there and if it is missing."""


def filled_in(bundle: Bundle) -> list[WorksheetCell]:
    """Every third touchpoint violates wishes, hand-overs are agreed in turn, every seventh
    touchpoint changes the channel, four people named a first contact."""
    wishes = [wish for wish in WISHES if wish]
    keys = [touchpoint.key for touchpoint in bundle.of("touchpoints")]
    cells = [
        WorksheetCell(worksheet="seven_wishes", entry=key, field=wish, value="violated" if n % 3 == 0 else "kept")
        for n, key in enumerate(keys)
        for wish in wishes[n % 4 :]
    ]
    cells += [
        WorksheetCell(worksheet="handovers", entry=passage.key, field="agreed", value=AGREED[n % 3])
        for n, passage in enumerate(handovers(dossier_of(bundle))[:-2])
    ]
    cells += [WorksheetCell(worksheet="kinds", entry=key, field="switch", value="yes") for key in keys[::7]]
    cells += [
        WorksheetCell(worksheet="first_contact", entry=f"E{n:02d}", field="answer", value=answer)
        for n, answer in enumerate(ANSWERS, start=1)
    ]
    return cells + for_the_target(bundle)


def for_the_target(bundle: Bundle) -> list[WorksheetCell]:
    """Decisions in turn, half of the touchpoints between script and customer, ideas with dots, two free services,
    four scenarios."""
    keys = [touchpoint.key for touchpoint in bundle.of("touchpoints")]
    homes = [department.name for department in bundle.of("departments")]
    rows = [("portfolio", key, "decision", DECISIONS[n % 4]) for n, key in enumerate(keys)]
    for n, key in enumerate(keys[::2]):
        rows += [("individual", key, "now", str(n)), ("individual", key, "target", str(100 - n))]
    for n, idea in enumerate(IDEAS, start=1):
        rows += [("ideas", f"E{n:02d}", "idea", idea), ("ideas", f"E{n:02d}", "dots", str(9 - n))]
    rows += [("free_services", "E01", "service", "Abholung"), ("free_services", "E01", "department", homes[0])]
    rows += [("free_services", "E02", "service", "Leihschirm"), ("free_services", "E02", "known_by", "|".join(homes))]
    for n, name in enumerate(SCENARIOS, start=1):
        said = {"name": name, "what": "Wort für Wort. " * 4 * n, "customer": "Ein Satz.", "effort": "Noch ein Satz."}
        rows += [("scenarios", f"E{n:02d}", field, text) for field, text in said.items()]
    rows.append(("scenarios", "E02", "chosen", "yes"))
    measures = [measure.key for measure in bundle.of("measures")]
    if len(measures) > 1:
        rows.append(("sequence", measures[1], "after", measures[0]))
    return [
        WorksheetCell(worksheet=sheet, entry=entry, field=field, value=value) for sheet, entry, field, value in rows
    ]


def asked_in_pairs(people: int = 6) -> list[KanoResponse]:
    """Features that all people see as a Must, as performance, as delight and as nothing; one with too few answers."""
    asked = [
        KanoResponse(feature=feature, text=text, respondent=f"K{n}", functional=answers[0], dysfunctional=answers[1])
        for feature, (text, answers) in FEATURES.items()
        for n in range(people)
    ]
    return [*asked, KanoResponse(feature="F9", text="Leihschirm", respondent="K1", functional=1, dysfunctional=3)]
