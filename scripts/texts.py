"""Maintain the catalogues (`make texts`): collect every text from the code, one `messages.po` per language."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from workshop.texts import LANGUAGES, LOCALES

ROOT = Path(__file__).parent.parent
SOURCES = ("app.py", "cli", "components", "data", "pages", "workshop")
FUNCTIONS = ("_", "message")
"""What texts are given to, as a literal: the catalogue's key."""
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
"""No dates in it: the same texts make the same file."""


def sources() -> list[Path]:
    """The files that may hold texts."""
    files = [ROOT / name for name in SOURCES if (ROOT / name).is_file()]
    return files + [path for name in SOURCES for path in sorted((ROOT / name).rglob("*.py"))]


def calls(path: Path) -> list[ast.Call]:
    """Every call in a file that is given a text.

    The syntax tree and not Babel's extractor, which takes the subscripts of `_(LABELS["phase"])` for a text.
    """
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    found = [n for n in nodes if isinstance(n, ast.Call) and getattr(n.func, "id", "") in FUNCTIONS and n.args]
    return sorted(found, key=lambda call: call.lineno)


def extracted() -> Catalog:
    """A catalogue of all texts in the code, with where they stand and no translation."""
    catalog = Catalog(charset="utf-8")
    for path in sources():
        for call in calls(path):
            text = call.args[0]
            if isinstance(text, ast.Constant):
                catalog.add(text.value, locations=[(path.relative_to(ROOT).as_posix(), call.lineno)])
    return catalog


def translations(language: str) -> dict[str, dict[str, str]]:
    """Wording → file name → translation, of everything all .po files of a language hold."""
    known: dict[str, dict[str, str]] = {}
    for path in sorted(folder_of(language).glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file):
                if entry.id and entry.string:
                    known.setdefault(str(entry.id), {})[path.name] = str(entry.string)
    return known


def folder_of(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES"


def contradictions(known: dict[str, dict[str, str]]) -> list[str]:
    """Texts that two files translate differently: somebody has to choose."""
    return [
        f"“{text}”: " + " / ".join(f"“{wording}” ({name})" for name, wording in wordings.items())
        for text, wordings in known.items()
        if len(set(wordings.values())) > 1
    ]


def write(language: str, known: dict[str, dict[str, str]]) -> list[str]:
    """Write `messages.po` with the texts of the code, delete the other files; returns what is not translated."""
    catalog = extracted()
    for entry in catalog:
        if entry.id:
            translated = next(iter(known.get(str(entry.id), {}).values()), "")
            entry.string = str(entry.id) if language == "en" else translated
    folder = folder_of(language)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "messages.po").open("wb") as file:
        file.write(HEADER.format(language=language).encode())
        write_po(file, catalog, width=120, omit_header=True, include_lineno=False)
    for path in folder.glob("*.po"):
        if path.name != "messages.po":
            path.unlink()
    return [str(entry.id) for entry in catalog if entry.id and not entry.string]


def main() -> int:
    """Merge and write; with a text translated in two ways nothing is written. Returns the exit code."""
    known = {language: translations(language) for language in LANGUAGES}
    if problems := contradictions(known["de"]):
        print("Translated in two ways; make them one, then run this again:", *problems, sep="\n  ")
        return 1
    for language in LANGUAGES:
        missing = write(language, known[language])
        print(f"{language}: {len(missing)} without a translation", *missing, sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
