"""The tables of the live room: the room itself, who sits in it, what was going on, what only a room knows of votes."""
# No `from __future__ import annotations` here: SQLModel reads the annotations while the classes are made.

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field

from data.tables import InWorkshop, Table, refers


class RoomRow(InWorkshop, Table, table=True):
    """A workshop opened for phones, and what is going on in it. In PostgreSQL this row is the lock between votes,
    which share it, and the facilitator's steps, which do not."""

    __tablename__ = "rooms"
    is_open: bool
    code: str | None = Field(default=None, unique=True)
    """Only while the room is open."""
    code_until: datetime | None = None
    anonymity: str
    asks_relevance: bool
    capacity: int
    opened_at: datetime
    closed_at: datetime | None = None
    stage: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    version: int
    conductor: str | None = None
    """Who leads: the hash of their link's token."""
    conductor_seen_at: datetime | None = None


class SeatRow(Table, table=True):
    """One device in a room, known by its cookie's token, of which the hash is kept."""

    __tablename__ = "seats"
    __table_args__ = (Index("seats_by_workshop", "workshop_id"), refers("participant", to="participants"))
    token_hash: str = Field(primary_key=True)
    workshop_id: str = Field(foreign_key="workshops.id", ondelete="CASCADE")
    participant: str | None = None
    """Once a department is chosen."""
    name: str = ""
    """In named rooms only."""
    on_paper: bool = False
    """Somebody without a phone: the facilitator enters the answers."""
    joined_at: datetime
    seen_at: datetime | None = None
    left_at: datetime | None = None


class StageHistoryRow(InWorkshop, Table, table=True):
    """A step and the stage it was taken from: the last ones can be taken back."""

    __tablename__ = "stage_history"
    version: int = Field(primary_key=True)
    """The version the step was taken from."""
    step: str
    args: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    stage: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    actor: str
    at: datetime
    undone: bool = False


class EarlierRatingRow(InWorkshop, Table, table=True):
    """A vote as it was when a second or later round of its touchpoint began."""

    __tablename__ = "earlier_ratings"
    __table_args__ = (
        refers("wave", to="waves"),
        refers("participant", to="participants"),
        refers("touchpoint", to="touchpoints"),
    )
    wave: str = Field(primary_key=True)
    touchpoint: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    participant: str = Field(primary_key=True)
    rating: int | None = None
    relevance: int | None = None
    missing_reason: str = ""


class RoundRow(InWorkshop, Table, table=True):
    """A round of a touchpoint that is over."""

    __tablename__ = "rounds"
    __table_args__ = (refers("wave", to="waves"), refers("touchpoint", to="touchpoints"))
    wave: str = Field(primary_key=True)
    touchpoint: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    ended_at: datetime


class DotsRow(InWorkshop, Table, table=True):
    """How many of their dots somebody gave to a standard."""

    __tablename__ = "dots"
    __table_args__ = (refers("participant", to="participants"), refers("standard", to="standards"))
    participant: str = Field(primary_key=True)
    standard: str = Field(primary_key=True)
    dots: int


class GuessRow(Table, table=True):
    """A wrong code: which browser typed one, and when. Forgotten after a few minutes."""

    __tablename__ = "guesses"
    __table_args__ = (Index("guesses_by_time", "at"),)
    id: int | None = Field(default=None, primary_key=True)
    browser: str
    at: datetime
