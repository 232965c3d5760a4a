"""Maintain the catalogues (`make texts`): collect every text from the code, one `messages.po` per language."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po, write_po

from workshop.texts import LANGUAGES, LOCALES

ROOT = Path(__file__).parent.parent
FILES, FOLDERS = ("app.py", "manage.py"), ("components", "data", "pages", "workshop")
KEYWORDS = {"_": None, "message": None}
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
"""No dates in it: the same texts make the same file."""


def found() -> Iterator[tuple[str, str, int]]:
    """Every text in the code: wording, file relative to the project, line."""
    for name in FILES:
        if (ROOT / name).exists():
            for line, text, _comments, _context in extract_from_file("python", ROOT / name, keywords=KEYWORDS):
                yield str(text), name, line
    for folder in FOLDERS:
        method = [("**.py", "python")]
        for name, line, text, _comments, _context in extract_from_dir(ROOT / folder, method, keywords=KEYWORDS):
            yield str(text), f"{folder}/{Path(name).as_posix()}", line


def extracted() -> Catalog:
    """A catalogue of all texts in the code, with where they stand and no translation."""
    catalog = Catalog(charset="utf-8")
    for text, file, line in sorted(found(), key=lambda one: one[1:]):
        catalog.add(text, locations=[(file, line)])
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
