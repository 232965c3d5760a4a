"""Invented workshops with every kind and field and with texts as odd as people write them, for property tests.

Left out is only what a workbook cannot carry in principle; each such limit stands beside the strategy with its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st

from workshop.checks import accountable_people
from workshop.dossier import Bundle, Dossier, dossier_of, frame_of
from workshop.labels import CODE_LABELS
from workshop.records import KINDS, Record, Workshop, identity
from workshop.workbook.drafts.assembly import ORDER
from workshop.workbook.files.sheets import clean
from workshop.workbook.values.fields import MODELS, MONEY_FIELDS, limit_of, plain_type
from workshop.workbook.values.references import LISTS, REFERENCES

ODD_TEXTS = (
    *("=1+1", "+49 170 1234567", "-", "–", "n/a", "k.A.", "?", "ja", "nein", "x", "0", "0012", "1E5", "1,5", "TRUE"),
    *("Summe", "Gesamt", "Total: 3", "* neu", "Stand: heute", "#REF!", "@SUM(1)", "{=1}", "'quoted'", '"quoted"'),
    *("Touchpoint", "Abteilung", "_id", "vorher", "before", "Welle 1", "2025-03-01", "12.3.25", "1/2", "45747"),
    *("😀", "👩‍💻 im Büro", "שלום עולם", "مرحبا", "日本語", "Straße & <b>Söhne</b>", "_x0041_", "a|b", "a, b; c"),
    *("erste Zeile\nzweite Zeile", "Tab\tdazwischen", "viele   Blanks", "ﬁ und ²", "http://example.com/?a=1&b=2", "%"),
    *("", "M" * 140, "sehr lang " * 199 + "Ende"),
)
BLOCKS = (range(0x250), range(0x300, 0x530), range(0x590, 0x700), range(0x900, 0x980), range(0x2000, 0x2C00),
          range(0x3040, 0x3100), range(0x4E00, 0x4E80), range(0xFB00, 0xFE10), range(0x1F300, 0x1FAFF))  # fmt: skip
"""Latin and controls, accents, Greek, Cyrillic, Hebrew, Arabic, Devanagari, signs, Japanese, ligatures, emojis."""
WHOLE = st.integers(-(10**6), 10**6)
DAYS = st.dates(date(1900, 3, 1), date(2200, 12, 31))
"""Excel counts days from 1900, and takes that year for a leap year."""
AMOUNTS = st.integers(0, 10**8).map(lambda cents: cents / 100)
FIGURES = st.floats(-1e9, 1e9).map(lambda figure: float(f"{figure:.15g}"))
"""Excel keeps fifteen digits."""


def texts(limit: int, least: int = 0) -> st.SearchStrategy[str]:
    """Texts as an import leaves them: what nobody can see (white space at the ends, control characters, another
    spelling of the same letter) is no content."""
    found = (clean(text)[0] for text in (*ODD_TEXTS, *MIXED))
    return st.sampled_from([text for text in dict.fromkeys(found) if least <= len(text) <= limit])


def mixed_texts(count: int) -> list[str]:
    """Texts of any letters and signs, made beforehand: to draw each letter would take most of the tests' time."""
    random = Random(count)
    return [
        "".join(chr(random.choice(random.choice(BLOCKS))) for _ in range(random.randint(1, 12))) for _ in range(count)
    ]


MIXED = mixed_texts(500)


KEYS = texts(40, least=1).filter(lambda key: "|" not in key)
"""The sign | joins several keys in one field."""


def values_of(kind: str, field: str) -> st.SearchStrategy[Any]:
    """Everything a field may hold that refers to nothing."""
    info = MODELS[kind].model_fields[field]
    if (codes := CODE_LABELS.get(kind, {}).get(field)) and plain_type(kind, field) is str:
        return st.sampled_from([*codes, ""] if info.default == "" else list(codes))
    found = plain_values(kind, field)
    return found | st.none() if info.default is None else found


def plain_values(kind: str, field: str) -> st.SearchStrategy[Any]:
    bounds = {type(m).__name__: m for m in MODELS[kind].model_fields[field].metadata}
    match field:
        case "rating" | "sentiment":
            return st.integers(-1, 1)
        case "relevance" | "impact" | "effort" | "functional" | "dysfunctional":
            return st.integers(1, 5)
        case "progress_pct":
            return st.integers(0, 100)
        case "yes" | "n":
            return st.integers(0, 10**6)
        case "period":
            return st.builds("{:04d}-{:02d}".format, st.integers(1900, 2100), st.integers(1, 12))
        case "accountable":  # nobody can store two people, see workshop.checks
            return texts(200).filter(lambda text: len(accountable_people(text)) <= 1)
    if field in MONEY_FIELDS:
        return AMOUNTS
    simple = {bool: st.booleans(), int: WHOLE, float: FIGURES, date: DAYS}
    if plain_type(kind, field) in simple:
        return simple[plain_type(kind, field)]
    limit = limit_of(kind, field) or 200
    return texts(limit, bounds["MinLen"].min_length if "MinLen" in bounds else 0)


@st.composite
def records(draw: Callable[..., Any], kind: str, given: dict[str, Any]) -> Record:
    """A record with `given` values; everything else is drawn."""
    drawn = {field: draw(FIELDS[kind][field]) for field in MODELS[kind].model_fields if field not in given}
    start, end = drawn.get("from_date"), drawn.get("until_date")
    if start and end and end < start:  # nobody can store such a measure, see workshop.checks
        drawn |= {"from_date": end, "until_date": start}
    return MODELS[kind](**drawn | given)


FIELDS = {kind: {field: values_of(kind, field) for field in model.model_fields} for kind, model in MODELS.items()}
"""Kind → field → what it may hold."""
SPINE = {"departments": 2, "touchpoints": 3, "participants": 2, "waves": 2}
"""What most kinds refer to → so many records at most; one of each other kind. Small workshops find what large ones do,
and a thousand of them take about a minute."""
WAVES = st.sampled_from(["before", "after"]) | KEYS


@st.composite
def bundles(draw: Callable[..., Any]) -> Bundle:
    """A workshop whose records refer to each other as they do in a real one."""
    bundle = Bundle(draw(records("workshop", {"id": draw(KEYS)})))
    known: dict[str, list[str]] = {kind: [] for kind in KINDS}
    chosen = draw(st.lists(st.sampled_from(ORDER), min_size=1, max_size=3, unique=True))
    needed = {*chosen, *(target for kind in chosen for target in REFERENCES.get(kind, {}).values())}
    for kind in (kind for kind in ORDER if kind in needed):
        own = identity(kind)
        if len(own) == 1:
            limit = 80 if kind == "departments" else 40
            strategy = WAVES if kind == "waves" else texts(limit, least=1) if limit > 40 else KEYS
            known[kind] = draw(st.lists(strategy, min_size=1, max_size=SPINE.get(kind, 1), unique=True))
            identities = [{own[0]: key} for key in known[kind]]
        else:
            identities = draw(several(kind, own, known))
        for given in identities:
            bundle.add(kind, draw(records(kind, given | draw(references(kind, own, known)))))
    return bundle


@st.composite
def several(draw: Callable[..., Any], kind: str, own: tuple[str, ...], known: dict[str, list[str]]) -> Any:
    """Identities of votes and values: each part refers to a record or says something of its own."""
    parts = []
    for field in own:
        target = REFERENCES.get(kind, {}).get(field)
        if target is None:
            parts.append(KEYS if field == "customer" else FIELDS[kind][field])
        elif known[target]:
            parts.append(st.sampled_from(known[target]))
        else:
            return []
    found = draw(st.lists(st.tuples(*parts), min_size=1, max_size=2, unique=True))
    return [dict(zip(own, values, strict=True)) for values in found]


@st.composite
def references(draw: Callable[..., Any], kind: str, own: tuple[str, ...], known: dict[str, list[str]]) -> Any:
    """Values of the fields that refer to something and are not part of the identity."""
    found = {}
    for field, target in REFERENCES.get(kind, {}).items():
        if field not in own:
            none = MODELS[kind].model_fields[field].default
            found[field] = draw(st.sampled_from([none, *known.get(target, []), *([GONE] if none == "" else [])]))
    for field, target in LISTS.get(kind, {}).items():
        keys = draw(st.lists(st.sampled_from([*known[target], GONE]), max_size=2, unique=True))
        found[field] = "|".join(keys)
    return found


GONE = "gelöscht"
"""Storage lets go of what a KPI, a persona or a list of touchpoints refers to; the reference stays."""


def in_memory(bundle: Bundle) -> Dossier:
    """A workshop as the app has it in memory; frames without rows are made once for all."""
    assert bundle.workshop is not None
    filled = {kind: frame_of(kind, [r.model_dump() for r in found]) for kind, found in bundle.records.items()}
    return Dossier(bundle.workshop, EMPTY | filled)


EMPTY = dossier_of(Bundle(Workshop(id="-", company="-"))).frames


def dossiers() -> st.SearchStrategy[Dossier]:
    return bundles().map(in_memory)
