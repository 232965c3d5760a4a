"""The customer's order of touchpoints: moving one, numbering them anew."""

from __future__ import annotations

from collections.abc import Sequence


def moved(keys: Sequence[str], key: str, place: int) -> list[str]:
    """The keys in their new order when `key` goes to `place` (1 = first; beyond the end = last)."""
    others = [other for other in keys if other != key]
    at = min(max(place, 1), len(others) + 1) - 1
    return [*others[:at], key, *others[at:]]


def next_key(taken: Sequence[str], prefix: str) -> str:
    """The next free key: "T37" after T36; keys of an import such as AUTO-T36 keep their beginning."""
    numbers: dict[str, int] = {}
    for key in taken:
        head, digits = key.rstrip("0123456789"), key[len(key.rstrip("0123456789")) :]
        if digits and (head == prefix or head.endswith(f"-{prefix}")):
            numbers[head] = max(numbers.get(head, 0), int(digits))
    if not numbers:
        return f"{prefix}01"
    head = max(numbers, key=lambda name: numbers[name])
    return f"{head}{numbers[head] + 1:02d}"
