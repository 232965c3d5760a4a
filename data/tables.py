"""All tables: each kind of record of `workshop.records` plus where it belongs and what only storage knows.

A thing is known by the key its workshop gives it (`AUTO-T01`), so keys are unique within a workshop, every primary
key starts with the workshop, and no row can refer to a row of another workshop: the database refuses it.
"""
# No `from __future__ import annotations` here: SQLModel reads the annotations while the classes are made.

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKeyConstraint, Index
from sqlalchemy import Table as CoreTable
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from workshop import records


class Table(SQLModel, registry=registry()):
    """Base of all tables. Its registry is its own: hot reload imports this module again, and SQLModel's shared one
    would then refuse every table as already defined."""


def refers(
    *columns: str, to: str, target: str = "key", renames: bool = False, goes: bool = False
) -> ForeignKeyConstraint:
    """A reference to another record of the same workshop; `goes`: it goes when what it refers to is deleted."""
    return ForeignKeyConstraint(
        ["workshop_id", *columns],
        [f"{to}.workshop_id", f"{to}.{target}"],
        onupdate="CASCADE" if renames else None,
        ondelete="CASCADE" if goes else None,
    )


def of_department() -> ForeignKeyConstraint:
    """A reference to a department by its name; renaming the department renames it here."""
    return refers("department", to="departments", target="name", renames=True)


def of_department_goes() -> ForeignKeyConstraint:
    """The same for what goes with its department."""
    return refers("department", to="departments", target="name", renames=True, goes=True)


class InWorkshop(SQLModel):
    """The first part of every key."""

    workshop_id: str = Field(primary_key=True, foreign_key="workshops.id", ondelete="CASCADE")


class WorkshopRow(records.Workshop, Table, table=True):
    """A workshop and its revisions: numbers that rise in the transaction of each change, so that readers can be cached.

    `content` counts changes of anything but votes, `votes` the votes, `stage` what is open and shown in the live room.
    """

    __tablename__ = "workshops"
    id: str = Field(primary_key=True)
    content: int = 0
    votes: int = 0
    stage: int = 0
    created_at: datetime
    keep_until: date | None = None
    """The last day it is kept; None = until somebody deletes it."""


class DepartmentRow(records.Department, InWorkshop, Table, table=True):
    __tablename__ = "departments"
    name: str = Field(primary_key=True)


class PersonaRow(records.Persona, InWorkshop, Table, table=True):
    __tablename__ = "personas"
    key: str = Field(primary_key=True)


class WaveRow(records.Wave, InWorkshop, Table, table=True):
    """A wave; once `closed_at` is set its votes no longer change."""

    __tablename__ = "waves"
    key: str = Field(primary_key=True)
    closed_at: datetime | None = None


class TouchpointRow(records.Touchpoint, InWorkshop, Table, table=True):
    __tablename__ = "touchpoints"
    __table_args__ = (of_department(),)
    key: str = Field(primary_key=True)


class WaveTouchpointRow(InWorkshop, Table, table=True):
    """How a touchpoint stood when its wave was closed: later moves and renames leave the earlier picture alone."""

    __tablename__ = "wave_touchpoints"
    __table_args__ = (refers("wave", to="waves"), refers("touchpoint", to="touchpoints"))
    wave: str = Field(primary_key=True)
    touchpoint: str = Field(primary_key=True)
    seq: int
    name: str
    phase: str
    department: str | None = None


class ParticipantRow(records.Participant, InWorkshop, Table, table=True):
    """A participant; the phone's token is kept as a hash only."""

    __tablename__ = "participants"
    __table_args__ = (of_department(),)
    key: str = Field(primary_key=True)
    token_hash: str | None = Field(default=None, index=True)


class WaveParticipantRow(InWorkshop, Table, table=True):
    """Which department somebody who rated belonged to when the wave was closed; who changes department later moves no
    earlier vote."""

    __tablename__ = "wave_participants"
    __table_args__ = (refers("wave", to="waves"), refers("participant", to="participants", goes=True))
    wave: str = Field(primary_key=True)
    participant: str = Field(primary_key=True)
    department: str | None = None


class RatingRow(records.RatingRecord, InWorkshop, Table, table=True):
    """One row per participant, wave and touchpoint: a second tap overwrites the first."""

    __tablename__ = "ratings"
    __table_args__ = (
        refers("wave", to="waves"),
        refers("participant", to="participants"),
        refers("touchpoint", to="touchpoints"),
    )
    wave: str = Field(primary_key=True)
    participant: str = Field(primary_key=True)
    touchpoint: str = Field(primary_key=True)
    rated_at: datetime | None = None


class CustomerRatingRow(records.CustomerRating, InWorkshop, Table, table=True):
    __tablename__ = "customer_ratings"
    __table_args__ = (refers("wave", to="waves"), refers("touchpoint", to="touchpoints"))
    wave: str = Field(primary_key=True)
    customer: str = Field(primary_key=True)
    touchpoint: str = Field(primary_key=True)


class SelfImageRow(records.SelfImage, InWorkshop, Table, table=True):
    __tablename__ = "self_images"
    __table_args__ = (refers("wave", to="waves"),)
    wave: str = Field(primary_key=True)
    group: str = Field(primary_key=True)


class StandardRow(records.Standard, InWorkshop, Table, table=True):
    __tablename__ = "standards"
    __table_args__ = (of_department(), refers("touchpoint", to="touchpoints"))
    key: str = Field(primary_key=True)


class StandardVoteRow(records.StandardVote, InWorkshop, Table, table=True):
    __tablename__ = "standard_votes"
    __table_args__ = (refers("participant", to="participants"), refers("standard", to="standards"))
    participant: str = Field(primary_key=True)
    standard: str = Field(primary_key=True)


class KpiRow(records.Kpi, InWorkshop, Table, table=True):
    __tablename__ = "kpis"
    key: str = Field(primary_key=True)


class KpiValueRow(records.KpiValue, InWorkshop, Table, table=True):
    __tablename__ = "kpi_values"
    __table_args__ = (refers("kpi", to="kpis"),)
    kpi: str = Field(primary_key=True)
    period: str = Field(primary_key=True)


class MeasureRow(records.Measure, InWorkshop, Table, table=True):
    __tablename__ = "measures"
    __table_args__ = (of_department(),)
    key: str = Field(primary_key=True)


class ConversationRow(records.Conversation, InWorkshop, Table, table=True):
    __tablename__ = "conversations"
    __table_args__ = (refers("touchpoint", to="touchpoints"),)
    key: str = Field(primary_key=True)


class MomentOfTruthRow(records.MomentOfTruth, InWorkshop, Table, table=True):
    __tablename__ = "moments_of_truth"
    __table_args__ = (refers("touchpoint", to="touchpoints"),)
    key: str = Field(primary_key=True)


class KanoResponseRow(records.KanoResponse, InWorkshop, Table, table=True):
    __tablename__ = "kano_responses"
    feature: str = Field(primary_key=True)
    respondent: str = Field(primary_key=True)


class WorksheetCellRow(records.WorksheetCell, InWorkshop, Table, table=True):
    __tablename__ = "worksheet_cells"
    worksheet: str = Field(primary_key=True)
    entry: str = Field(primary_key=True)
    field: str = Field(primary_key=True)


class ChangeRow(Table, table=True):
    """The change log: who (a role, never a name) changed what, from what to what. Votes are not in it."""

    __tablename__ = "changes"
    __table_args__ = (Index("changes_by_workshop", "workshop_id", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    workshop_id: str = Field(foreign_key="workshops.id", ondelete="CASCADE")
    batch: str
    """What was changed in one go and is undone in one go."""
    at: datetime
    actor: str
    kind: str
    identity: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    undone: bool = False
    undone_at: datetime | None = None
    """When it was taken back; what can no longer be taken back is `undone` without it."""
    undone_by: str | None = None
    """The role that took it back."""


class ImportRow(Table, table=True):
    """A file that was taken in: what it said and everything it changed, votes too, so that it can be undone."""

    __tablename__ = "imports"
    __table_args__ = (Index("imports_by_workshop", "workshop_id", "at"),)
    id: str = Field(primary_key=True)
    """The same as its batch in the change log."""
    workshop_id: str = Field(foreign_key="workshops.id", ondelete="CASCADE")
    at: datetime
    actor: str
    file: str
    make: str
    counts: dict[str, int] = Field(sa_column=Column(JSON, nullable=False))
    """Rows of the file: read, new, changed, unchanged, skipped, held."""
    changes: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    """Each a list of kind, record before, record after."""
    closed: dict[str, list[str]] = Field(sa_column=Column(JSON, nullable=False))
    """The waves it closed, each with the touchpoints that were remembered for it then."""
    created: bool
    """Whether the workshop was made by it."""
    undone: bool = False


class ImportAnswerRow(Table, table=True):
    """What somebody answered about files of one make, for the next one; it belongs to no workshop."""

    __tablename__ = "import_answers"
    make: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    answer: str
    file: str
    """The file at which it was said."""
    said_at: datetime


class AccountRow(Table, table=True):
    """A facilitator who signs in, with a password or through a provider."""

    __tablename__ = "accounts"
    id: str = Field(primary_key=True)
    email: str = Field(unique=True)
    """In lower case."""
    name: str = ""
    password_hash: str | None = None
    """None = only through a provider."""
    creates: bool = False
    """Whether they may make workshops."""
    tries: int = 0
    """Wrong passwords since the last right one."""
    tried_at: datetime | None = None
    said_at: datetime | None = None
    """When the provider last said who this is; what it said then or before is not taken again."""
    removed_at: datetime | None = None
    """Whose account was removed stays out, though a list may still name the address."""
    created_at: datetime
    last_used_at: datetime | None = None


class OwnerRow(InWorkshop, Table, table=True):
    """Whose workshop it is; one without any is the house's."""

    __tablename__ = "owners"
    account_id: str = Field(primary_key=True, foreign_key="accounts.id", ondelete="CASCADE", index=True)


class AccessRow(Table, table=True):
    """A way in: a link, or with `account_id` the visit of who has signed in. The token's hash, what it allows and until
    when."""

    __tablename__ = "access"
    __table_args__ = (of_department_goes(), Index("access_by_workshop", "workshop_id"))
    token_hash: str = Field(primary_key=True)
    role: str
    workshop_id: str | None = Field(default=None, foreign_key="workshops.id", ondelete="CASCADE")
    department: str | None = None
    account_id: str | None = Field(default=None, foreign_key="accounts.id", ondelete="CASCADE", index=True)
    once: bool = False
    """Only to be exchanged for another one, by who comes from the provider."""
    edits: bool = False
    """Whether a head may change the status of the own standards and the own measures."""
    context: bool = False
    """Whether a head sees the whole company's figure."""
    note: str = ""
    """For whom it is, in the facilitator's words."""
    password_hash: str | None = None
    tries: int = 0
    """Wrong passwords since the last right one."""
    tried_at: datetime | None = None
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None
    visit_before: datetime | None = None
    """When the visit before this one ended: what changed since then is new to them."""


class CommentRow(InWorkshop, Table, table=True):
    """What a department tells the facilitator."""

    __tablename__ = "comments"
    __table_args__ = (of_department_goes(),)
    key: str = Field(primary_key=True)
    department: str
    text: str
    written_at: datetime
    done_at: datetime | None = None


def table(name: str) -> CoreTable:
    """A table by its name, for queries: columns are typed there, rows come back as plain values."""
    return Table.metadata.tables[name]
