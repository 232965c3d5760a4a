"""PostgreSQL's own programs, which copy a database and bring it back: pg_dump, pg_restore, psql."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from data.engine import engine_for
from data.settings import database_url
from workshop.texts import Refusal, message


def dump(target: Path) -> None:
    """Write one consistent state of the database of `DATABASE_URL` into a file, while others go on writing."""
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}", _line())


def write_script(file: Path, script: Path) -> None:
    """Write what a dump holds as SQL."""
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))


def run_script(script: Path, *, first: str) -> None:
    """Run a statement and then a script on the database of `DATABASE_URL`, both in one transaction."""
    quiet = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
    _run("psql", *quiet, f"--dbname={_line()}", f"--command={first}", f"--file={script}")


def _line() -> str:
    """The database's address without the password, which everybody on the machine could read in the list of programs
    that run."""
    return engine_for(database_url()).url.set(drivername="postgresql", password=None).render_as_string()


def _run(program: str, *words: str) -> None:
    """Run a program to its end. Raises Refusal when it is not there or does not succeed, with what it said last."""
    found = shutil.which(program)
    if not found:
        raise Refusal(
            message(
                "“{program}” is not on this machine. Install PostgreSQL’s client programs, at least as new as the "
                "server: “apt-get install postgresql-client” on Debian and Ubuntu.",
                program=program,
            )
        )
    secret = engine_for(database_url()).url.password
    with_password = os.environ | ({"PGPASSWORD": str(secret)} if secret else {})
    ended = subprocess.run([found, *words], env=with_password, capture_output=True, text=True, check=False)
    if ended.returncode:
        said = (ended.stderr.strip() or str(ended.returncode)).splitlines()
        raise Refusal(message("{program}: {said}", program=program, said=" ".join(said[:3])))
