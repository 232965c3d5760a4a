"""What a workshop is made of: one class per thing, its fields, their limits and their checks.

A record is what a workbook row says once it is understood; `data/tables.py` adds where it is kept.
Texts that are not given are "", numbers and dates that are not given are None.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

PHASES = ("prepurchase", "purchase", "afterpurchase")
CONTACT_TYPES = ("", "direct", "indirect")
STEERABILITIES = ("", "high", "medium", "low")
MEDIA_TYPES = ("", "owned", "paid", "earned")
TOUCHPOINT_STATUSES = ("existing", "missing", "irrelevant")
WISHES = ("", "simple", "convenient", "best_solution", "fast", "help", "good_feeling", "shareable")
LEVELS = ("nogo", "must", "wow")
STANDARD_STATUSES = ("proposed", "agreed", "trained", "live")
KANO_CLASSES = ("", "basic", "performance", "delight", "indifferent", "reverse")
MEASURE_TYPES = ("improve", "new", "remove", "promote", "train")
MEASURE_STATUSES = ("open", "in_progress", "done", "blocked")
CONVERSATION_STATUSES = ("planned", "done", "postponed", "cancelled")
MISSING_REASONS = ("", "no_own_contact", "not_existing")
STEPS = ("analysis", "target", "action", "control")
STANDARD_TEXT = 140
"""Longest standard, in characters: one sentence (method §1.1, no. 6)."""


def one_of(*choices: str) -> AfterValidator:
    """Accept only these codes; the error lists them."""

    def check(value: str) -> str:
        if value not in choices:
            raise ValueError(f"{value!r} is not one of {', '.join(c for c in choices if c)}")
        return value

    return AfterValidator(check)


Key = Annotated[str, Field(min_length=1, max_length=40)]
Short = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=2000)]
Rating = Annotated[int, Field(ge=-1, le=1)]
Five = Annotated[int, Field(ge=1, le=5)]


class Record(BaseModel):
    """Base of all records: white space at the ends is not content."""

    model_config = ConfigDict(str_strip_whitespace=True)


class Workshop(Record):
    """One map: one company, one target group, one product."""

    id: Key
    language: Annotated[str, one_of("de", "en")] = "de"
    company: Annotated[str, Field(min_length=1, max_length=200)]
    industry: Short = ""
    employees: int | None = None
    location: Short = ""
    facilitator: Short = ""
    scope_product: Short = ""
    scope_target_group: Short = ""
    goal: Text = ""
    currency: Annotated[str, Field(max_length=3)] = "EUR"
    current_step: Annotated[str, one_of(*STEPS)] = "analysis"


class Department(Record):
    """A department, known by its name; `seq` is its place in lists."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    seq: int = 0


class Persona(Record):
    """A typical customer of the target group."""

    key: Key
    name: Short
    segment: Short = ""
    age_range: Short = ""
    goal: Text = ""
    fear: Text = ""
    preferred_channels: Short = ""
    expect_sales: Text = ""
    expect_product: Text = ""
    expect_service: Text = ""
    quote: Text = ""


class Wave(Record):
    """One measurement of the same journey: before, after, and so on in the order of `seq`."""

    key: Key
    seq: int = 1
    label: Short = ""
    held_on: date | None = None


class Touchpoint(Record):
    """One point at which the customer meets the company; `seq` is the customer's order."""

    key: Key
    seq: int
    phase: Annotated[str, one_of(*PHASES)]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    department: str | None = None
    channel: Short = ""
    contact_type: Annotated[str, one_of(*CONTACT_TYPES)] = ""
    steerability: Annotated[str, one_of(*STEERABILITIES)] = ""
    media_type: Annotated[str, one_of(*MEDIA_TYPES)] = ""
    status: Annotated[str, one_of(*TOUCHPOINT_STATUSES)] = "existing"
    moment_of_truth: bool = False
    is_key: bool = False
    entry_point: bool = False
    exit_point: bool = False
    order_won_lost: bool = False
    customer_wish: Annotated[str, one_of(*WISHES)] = ""
    persona_keys: Short = ""
    """Keys joined by "|": read and written as one cell, never joined on."""
    comment: Text = ""


class Participant(Record):
    """A person in the room, known by a pseudonym only."""

    key: Key
    department: str | None = None
    function: Short = ""
    perspective: Annotated[str, one_of("staff", "customer")] = "staff"


class RatingRecord(Record):
    """One participant's vote on one touchpoint in one wave; rating None = no own contact, never 0."""

    wave: Key
    participant: Key
    touchpoint: Key
    rating: Rating | None = None
    relevance: Five | None = None
    missing_reason: Annotated[str, one_of(*MISSING_REASONS)] = ""


class CustomerRating(Record):
    """One customer's vote; before and after are independent samples."""

    wave: Key
    customer: Key
    touchpoint: Key
    persona: str = ""
    rating: Rating


class SelfImage(Record):
    """How many of a group said yes to "we are customer-centric"."""

    wave: Key
    group: Annotated[str, one_of("staff", "customer")]
    statement: Short = ""
    yes: Annotated[int, Field(ge=0)]
    n: Annotated[int, Field(ge=0)]


class Standard(Record):
    """What must never happen (nogo), always happen (must) or would delight (wow), in one sentence."""

    key: Key
    level: Annotated[str, one_of(*LEVELS)]
    text: Annotated[str, Field(min_length=1, max_length=STANDARD_TEXT)]
    department: str | None = None
    """None = company-wide."""
    touchpoint: str | None = None
    """None = all touchpoints of the department."""
    criterion: Short = ""
    target: Short = ""
    kano_class: Annotated[str, one_of(*KANO_CLASSES)] = ""
    known_to_customers: bool = False
    free_of_charge: bool = False
    training_needed: bool = False
    status: Annotated[str, one_of(*STANDARD_STATUSES)] = "proposed"
    valid_from: date | None = None


class StandardVote(Record):
    """How one participant classifies one standard."""

    participant: Key
    standard: Key
    level: Annotated[str, one_of(*LEVELS)]


class Measure(Record):
    """Who does what, from when until when, with which budget."""

    key: Key
    title: Annotated[str, Field(min_length=1, max_length=200)]
    touchpoint_keys: Annotated[str, Field(max_length=1000)] = ""
    """Keys joined by "|": read and written as one cell, never joined on."""
    type: Annotated[str, one_of(*MEASURE_TYPES)] = "improve"
    department: str | None = None
    responsible: Short = ""
    accountable: Short = ""
    consulted: Short = ""
    informed: Short = ""
    from_date: date | None = None
    until_date: date | None = None
    budget: Annotated[float, Field(ge=0)] | None = None
    spent: Annotated[float, Field(ge=0)] | None = None
    quick_win: bool = False
    impact: Five | None = None
    effort: Five | None = None
    status: Annotated[str, one_of(*MEASURE_STATUSES)] = "open"
    progress_pct: Annotated[int, Field(ge=0, le=100)] | None = None
    kpi: str = ""
    training: bool = False


class Kpi(Record):
    """A figure by which success is measured."""

    key: Key
    name: Short
    formula: Text = ""
    unit: Short = ""
    better: Annotated[str, one_of("higher", "lower")] = "higher"
    method: Short = ""
    frequency: Short = ""
    audience: Short = ""
    owner: Short = ""
    baseline: float | None = None
    baseline_period: Short = ""
    target: float | None = None


class KpiValue(Record):
    """One measured value of a KPI; `period` is a year and month such as 2025-03."""

    kpi: Key
    period: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
    value: float


class Conversation(Record):
    """A planned or held conversation with one customer, without an occasion to sell."""

    key: Key
    customer: Short
    segment: Short = ""
    internal_role: Short = ""
    occasion: Short = ""
    channel: Short = ""
    interval: Short = ""
    planned_on: date | None = None
    done_on: date | None = None
    status: Annotated[str, one_of(*CONVERSATION_STATUSES)] = "planned"
    customer_statement: Text = ""
    sentiment: Rating | None = None
    finding: Text = ""
    handover_to: Short = ""
    next_step: Text = ""
    next_on: date | None = None
    touchpoint: str | None = None


class MomentOfTruth(Record):
    """Why customers get in touch at a sensitive point, and what helps them there."""

    key: Key
    contact_reason: Short
    measure: Text = ""
    touchpoint: str | None = None


class KanoResponse(Record):
    """One respondent's pair of answers about one feature: what if it is there, what if it is missing.

    1 = I like it, 2 = I expect it, 3 = I do not mind, 4 = I can live with it, 5 = I dislike it.
    """

    feature: Key
    text: Short = ""
    """The feature in words; the same in every answer about it."""
    respondent: Key
    functional: Five
    dysfunctional: Five


class WorksheetCell(Record):
    """One filled field of a worksheet; what the sheets and their fields are is content, see `workshop.worksheets`."""

    worksheet: Key
    entry: Annotated[str, Field(min_length=1, max_length=100)]
    """What the row is about (a touchpoint's key, a department …), or the number of an entry in a list."""
    field: Key
    value: Text = ""


KINDS: dict[str, type[Record]] = {
    "departments": Department,
    "personas": Persona,
    "waves": Wave,
    "touchpoints": Touchpoint,
    "participants": Participant,
    "ratings": RatingRecord,
    "customer_ratings": CustomerRating,
    "self_images": SelfImage,
    "standards": Standard,
    "standard_votes": StandardVote,
    "measures": Measure,
    "kpis": Kpi,
    "kpi_values": KpiValue,
    "conversations": Conversation,
    "moments_of_truth": MomentOfTruth,
    "kano_responses": KanoResponse,
    "worksheet_cells": WorksheetCell,
}
"""Every kind of record of a workshop, in the order in which they can be stored (what is referred to comes first)."""

IDENTITY: dict[str, tuple[str, ...]] = {
    "workshop": ("id",),
    "departments": ("name",),
    "ratings": ("wave", "participant", "touchpoint"),
    "customer_ratings": ("wave", "customer", "touchpoint"),
    "self_images": ("wave", "group"),
    "standard_votes": ("participant", "standard"),
    "kpi_values": ("kpi", "period"),
    "kano_responses": ("feature", "respondent"),
    "worksheet_cells": ("worksheet", "entry", "field"),
}
"""What makes two records of a kind the same thing; every other kind goes by its `key`."""


def identity(kind: str) -> tuple[str, ...]:
    """The fields that identify a record of `kind` within its workshop."""
    return IDENTITY.get(kind, ("key",))
