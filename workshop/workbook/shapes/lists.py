"""The telling words of shapes.toml, ready to compare with headers."""

from __future__ import annotations

from functools import cache
from typing import Any

from workshop.workbook.values.vocabulary import folded, load, normal_header


@cache
def content() -> dict[str, Any]:
    return load("shapes.toml")


def comparable(text: str) -> str:
    """A header to compare; one that is nothing but a symbol is that symbol."""
    return normal_header(text) or folded(text).replace("\ufe0f", "")


@cache
def listed(group: str, name: str = "") -> frozenset[str]:
    """The words of a list of shapes.toml: listed("computed"), listed("survey", "personal")."""
    entry = content()[group][name] if name else content()[group]
    return frozenset(comparable(word) for word in entry)


@cache
def meanings(group: str) -> dict[str, str]:
    """Word → what it stands for, of the tables "levels" and "lanes"."""
    return {comparable(word): meant for meant, words in content()[group].items() for word in words}


def mentions(text: str, name: str) -> bool:
    """Whether a question contains one of the words of a list of [survey]."""
    return any(word in folded(text) for word in content()["survey"][name])


def tool_of(headers: frozenset[str]) -> str:
    """The tool whose export has these headers, or ""."""
    return next((tool for tool in content()["tools"] if listed("tools", tool) <= headers), "")


def survey_tool_of(headers: list[str]) -> str:
    """The survey tool that writes these headers, or ""."""
    survey = content()["survey"]
    for tool, lists in survey["signatures"].items():
        if any(set(words) <= set(headers) for words in lists):
            return str(tool)
    return next((tool for tool, words in survey["first"].items() if headers and headers[0] in words), "")
