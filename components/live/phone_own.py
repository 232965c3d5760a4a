"""What a phone shows is made of this: its seat, the room, what there is to rate, and this person's own answers."""

from __future__ import annotations

from typing import Any

from components.live.phone_view import Own
from components.live.room_at import room_at
from data.live_room import Room
from data.live_seats import Seat
from data.live_standards import classifications_of, dots_of, standards_for
from data.live_votes import votes_of


def own_of(token: str, seat: Seat) -> Own | None:
    """Everything about the person with this seat as it is now; None when the workshop is gone."""
    found = room_at(seat.workshop_id, seat.stage)  # that came first: what is read after it is as new, or newer
    return Own(seat, *found, seat.stage, **answers(token, seat, found[0])) if found else None


def answers(token: str, seat: Seat, room: Room) -> dict[str, Any]:
    """What the database has of this person for what is asked; no query for anybody else's."""
    if seat.seated and room.stage.activity == "rating":
        return {"votes": votes_of(token, room.stage)}
    if seat.seated and room.stage.activity == "classifying":
        return {"standards": standards_for(token), "levels": classifications_of(token), "dots": dots_of(token)}
    return {}
