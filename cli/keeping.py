"""Commands about the whole database: backup, restore, move, and deleting what is over its time."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.common import Language
from data.backup import back_up
from data.migrate import migrate
from data.move import move as move_all
from data.restore import restore as put_back
from data.retention import over_time
from data.retention import purge as delete_over
from data.settings import backup_folder
from workshop.texts import message, say

app = typer.Typer()


@app.command()
def backup(
    folder: Annotated[Path | None, typer.Argument(help="Where to; BACKUP_FOLDER or var/backups by default.")] = None,
    keep_newest: Annotated[int | None, typer.Option("--keep", min=1, help="Delete all but so many backups.")] = None,
    language: Language = "de",
) -> None:
    """Copy the whole database into a new file, while the app is running; prints its name."""
    typer.echo(back_up(folder or backup_folder(), keep=keep_newest))


@app.command()
def restore(
    file: Path,
    replace: Annotated[bool, typer.Option("--replace", help="Back up what is there, then replace it.")] = False,
    language: Language = "de",
) -> None:
    """Bring a backup back, all of it or nothing. Stop the app before."""
    counts, before = put_back(file, replace=replace)
    if before:
        typer.echo(say(message("What was there before is in “{file}”.", file=str(before)), language))
    typer.echo(said_of(counts, language))


@app.command()
def purge(
    dry: Annotated[bool, typer.Option("--dry-run", help="Only say what is over its time.")] = False,
    language: Language = "de",
) -> None:
    """Delete the workshops whose last day is over; the running app does the same once a day."""
    migrate()
    if dry:
        for workshop_id in over_time():
            typer.echo(workshop_id)
        return
    for gone in delete_over():
        told = message("{name}: deleted, it was kept until {day}, {rows} rows.", name=gone.id, day=gone.keep_until,
                       rows=sum(gone.rows.values()))  # fmt: skip
        typer.echo(say(told, language))


@app.command()
def move(
    source: Annotated[str, typer.Argument(help="Address of the database as it is, as in DATABASE_URL.")],
    target: Annotated[str, typer.Argument(help="Address of an empty database.")],
    language: Language = "de",
) -> None:
    """Copy everything from one database into another one, SQLite or PostgreSQL. Stop the app before."""
    typer.echo(said_of(move_all(source, target), language))


def said_of(counts: dict[str, int], language: str) -> str:
    """What was brought from one place to another, in a sentence."""
    rows, workshops = sum(counts.values()), counts.get("workshops", 0)
    return say(message("{workshops} workshops, {rows} rows, all counted.", workshops=workshops, rows=rows), language)
