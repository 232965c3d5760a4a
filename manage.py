"""The same house from the command line: workbooks in and out, figures, backups, a link. `python manage.py --help`."""

from __future__ import annotations

import sys

import typer

from cli import access, keeping, people, workbooks
from cli.common import REFUSED, spoken
from workshop.texts import Refusal, say

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help="Touchpoint-Werkstatt")
for commands in (workbooks.app, access.app, keeping.app):
    app.add_typer(commands)
app.add_typer(people.participant, name="participant")
app.add_typer(access.account, name="account")
app.add_typer(access.links, name="links")


def main() -> None:
    """Run a command; a refusal is one sentence on standard error and exit status 3, never a traceback."""
    try:
        app()
    except Refusal as refusal:
        typer.echo(say(refusal.message, spoken()), err=True)
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
