"""The next cycle: a new workshop that begins where another one ended."""

from __future__ import annotations

from data.commands import keep
from data.engine import reading
from data.permission import ask
from data.store import load
from workshop.control.next_cycle import next_bundle


def next_cycle(workshop_id: str, new_id: str) -> str:
    """Store a new workshop with all of `workshop_id` that goes on, see `workshop.control.next_cycle`; its short name.

    The old one stays as it is; deleting the new one undoes this. Raises Refusal when there is no such workshop or the
    short name is taken, ValidationError when the name is empty or too long.
    """
    with reading() as connection:  # what is read here goes into a workshop of their own
        ask(connection, "facilitate", workshop_id)
    return keep(next_bundle(load(workshop_id), new_id))[0]
