"""Commands about who comes in: the facilitator's link, accounts, all links at once."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from cli.common import Language
from data.access import make_link
from data.accounts import add_account, list_accounts, remove_account, set_password
from data.links import revoke_all
from data.migrate import migrate
from workshop.texts import message, say

app = typer.Typer()
account = typer.Typer(no_args_is_help=True, help="Facilitators who sign in with e-mail and password.")
links = typer.Typer(no_args_is_help=True, help="All links at once.")


@app.command()
def link(port: int = 8501, hours: float = 12) -> None:
    """Make a new link for the facilitator and print it."""
    migrate()
    address = os.environ.get("PUBLIC_URL", "").strip().rstrip("/") or f"http://localhost:{port}"
    typer.echo(f"{address}/s/{make_link(hours=hours)}")


@account.command("add")
def add_account_(
    email: str,
    name: str = "",
    creates: Annotated[bool, typer.Option("--create/--no-create", help="May make workshops.")] = True,
    by_provider: Annotated[bool, typer.Option("--no-password", help="Signs in through the provider only.")] = False,
    language: Language = "de",
) -> None:
    """Let a facilitator sign in; asks for the password, which is shown nowhere."""
    migrate()
    add_account(email, "" if by_provider else asked_password(), name=name, creates=creates)
    typer.echo(say(message("“{email}” can sign in now.", email=email), language))


@account.command("list")
def list_accounts_() -> None:
    """Print every account: e-mail, password or provider, may create, workshops, last signed in, name."""
    migrate()
    for one in list_accounts():
        used = f"{one.last_used_at:%Y-%m-%d}" if one.last_used_at else "-"
        way, creates = "password" if one.has_password else "provider", "create" if one.creates else "-"
        typer.echo("\t".join([one.email, way, creates, str(one.workshops), used, one.name]))


@account.command("password")
def new_password(email: str, language: Language = "de") -> None:
    """Give an account a new password; whoever is signed in with it is out."""
    migrate()
    set_password(email, asked_password())
    typer.echo(say(message("“{email}” has a new password.", email=email), language))


@account.command("remove")
def remove_account_(email: str, language: Language = "de") -> None:
    """Let somebody in no more, not through the provider either; the workshops stay."""
    migrate()
    left = remove_account(email)
    typer.echo(say(message("“{email}” is out, and stays out until “account add”.", email=email), language))
    if left:
        typer.echo(say(message("Nobody owns these workshops any more: {names}.", names=", ".join(left)), language))


@links.command("revoke-all")
def revoke_all_(
    sure: Annotated[bool, typer.Option("--yes", prompt="Everybody but the phones has to come in anew. Sure?")] = False,
    language: Language = "de",
) -> None:
    """Make every link worthless and sign everybody out; phones keep their seats."""
    if not sure:
        raise typer.Exit(1)
    migrate()
    typer.echo(say(message("{n} links and visits are void.", n=revoke_all()), language))


def asked_password() -> str:
    """A password typed twice, without showing it."""
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
