"""The wall's screens of words and numbers as HTML: in letters for the last row, every name escaped."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from components.live.address import public_address, short
from components.live.console_door import qr_image
from components.live.console_next import where
from components.texts import _
from data.live_room import Room
from data.live_status import Status
from workshop.labels import PHASE_LABELS
from workshop.live.codes import shown
from workshop.live.presence import Presence, answered_line
from workshop.live.stage import HIDDEN, Course, describe, seconds_left

MOST_DEPARTMENTS = 10
"""More names do not fit in letters that the last row can read."""

STYLE = """<style>
[data-testid=stHeader], [data-testid=stDialog], [data-testid=stStatusWidget] { display: none }
.wall { position: fixed; inset: 0; display: flex; flex-direction: column; justify-content: center; align-items: center;
  gap: 2.5vh; padding: 4vh 4vw; box-sizing: border-box; text-align: center; line-height: 1.15; }
.wall h1, .wall p { margin: 0; padding: 0; line-height: 1.15 }
.wall h1 { font-size: min(5.95vh, 3.4vw); font-weight: 700 }
.wall .label { font-size: min(3.9vh, 2.2vw) }
.wall .small { font-size: min(2.97vh, 1.67vw) }
.wall .number { font-size: min(24vh, 14vw); font-weight: 700; font-variant-numeric: tabular-nums; line-height: 1 }
.wall .code { font-size: min(14vh, 8.2vw); font-weight: 800; letter-spacing: .06em; white-space: nowrap;
  line-height: 1 }
.wall .bar { width: 70vw; height: 3vh; border: 3px solid currentColor; border-radius: 2vh; overflow: hidden }
.wall .bar div { height: 100%; background: currentColor }
.wall.join { flex-direction: row; gap: 5vw; text-align: left; justify-content: flex-start }
.wall.join img { height: min(76vh, 42vw); border-radius: 1vh }
.wall.join > div { display: flex; flex-direction: column; gap: 3vh; align-items: flex-start }
.wall.join ul { list-style: none; margin: 0; padding: 0; columns: 2; column-gap: 3vw }
.wall.join li { font-size: min(2.97vh, 1.67vw); margin: 0 0 .8vh; padding: 0; break-inside: avoid }
.wall.timed { justify-content: space-between; padding: 6vh 4vw }
.wall.timed .foot { display: flex; flex-direction: column; gap: 1.5vh }
.st-key-wall_countdown { position: fixed; inset: 10vh 0 14vh; display: grid; place-content: center; z-index: 2 }
.st-key-wall_corner { position: fixed; top: 2vh; right: 2vw; width: auto; z-index: 2 }
.st-key-wall_countdown *, .st-key-wall_corner * { overflow: visible }
</style>"""
"""Sizes are shares of the picture's height, of 1080 px: titles 64, labels 42, small print 32 (method §3.2); shares of
the width only where a window is narrower than a projector's."""


def join_screen(room: Room, now: Status) -> str:
    """The QR code, the address, the code, and who is in."""
    address, code = public_address(), room.code or ""
    picture = f'<img src="{qr_image(f"{address}/j/{code}")}" alt="{escape(_("QR code to join"))}">'
    say_in = _("{n} are in", n=now.whole.joined) if now.whole.joined != 1 else _("1 is in")
    locked = paragraph("label", _("The door is locked.")) if room.stage.locked else ""
    words = (
        f"<h1>{escape(_('Join with your phone'))}</h1>"
        + paragraph("label", f"{short(address)}/j")
        + paragraph("code", shown(code))
        + paragraph("label", say_in)
        + locked
        + departments(now.door)
    )
    return f'<div class="wall join">{picture}<div>{words}</div></div>'


def departments(door: tuple[Presence, ...]) -> str:
    """Who is in by department, as far as it fits."""
    if not door or len(door) > MOST_DEPARTMENTS:
        return ""
    items = [f"<li>{escape(one.department or _('no department'))}: <b>{one.joined}</b></li>" for one in door]
    return f"<ul>{''.join(items)}</ul>"


def waiting_screen(room: Room, course: Course, now: Status, *, counted: bool) -> str:
    """What is in question, and how many have answered; `counted` = the first step of the reveal."""
    n, total = now.whole.answered, now.whole.joined
    begun = now.whole.begun - n
    share = 100 * n / total if total else 0
    head = escape(question(room, course) or going_on(room))
    below = paragraph("small", going_on(room)) if question(room, course) else ""
    more = paragraph("small", _("{n} more are on their way", n=begun)) if begun > 0 and not counted else ""
    return (
        f'<div class="wall"><h1>{head}</h1>'
        + paragraph("number", _("{n} of {total}", n=n, total=total))
        + f'<div class="bar"><div style="width:{share:.0f}%"></div></div>'
        + paragraph("label", _("have answered everything") if several(room) else _("have voted"))
        + (below if room.stage.state != "open" else more or door_line(room))
        + "</div>"
    )


def timed_screen(room: Room, course: Course, now: Status) -> str:
    """What stands around the big countdown: the question above, how far the room is below."""
    left = seconds_left(room.stage)
    head = _("The time is over.") if left == 0 else question(room, course) or going_on(room)
    paused = paragraph("label", going_on(room)) if room.stage.state == "paused" else ""
    far = paragraph("label", _(answered_line(now.whole)))
    return (
        f'<div class="wall timed"><h1>{escape(head)}</h1><div class="foot">{paused or far}{door_line(room)}</div></div>'
    )


def going_on(room: Room) -> str:
    """What is going on, as the room is to read it: that the wall shows something, it sees."""
    return _(describe(replace(room.stage, reveal=HIDDEN)))


def several(room: Room) -> bool:
    """Whether more than one thing is asked."""
    return room.stage.activity != "rating" or room.stage.pace != "together"


def question(room: Room, course: Course) -> str:
    """The touchpoint or phase in question, "" when it is everything."""
    place, places = where(room.stage, course)
    if place < 0:
        return ""
    stop = course.stop(places[place])
    name = stop.name if stop else _(PHASE_LABELS[places[place]])
    return f"{name} · {_('Round {n}', n=room.stage.round)}" if room.stage.round > 1 else name


def words_screen(text: str) -> str:
    """One sentence."""
    return f'<div class="wall"><h1>{escape(text)}</h1></div>'


def door_text(room: Room) -> str:
    """The way in for those who come late; "" when the door is locked."""
    if room.stage.locked:
        return ""
    return _("To join: {address}, code {code}", address=f"{short(public_address())}/j", code=shown(room.code or ""))


def door_line(room: Room) -> str:
    """`door_text` as a small line."""
    return paragraph("small", door_text(room))


def paragraph(kind: str, text: str) -> str:
    """A line in one of the sizes."""
    return f'<p class="{kind}">{escape(text)}</p>' if text else ""
