"""How far one phone is: so many of what is asked are answered and saved."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from workshop.texts import Message, message


@dataclass(frozen=True)
class Progress:
    """Answered and asked."""

    done: int
    total: int

    @property
    def complete(self) -> bool:
        """Whether everything is answered; nothing asked is nothing answered."""
        return 0 < self.total == self.done

    @property
    def line(self) -> Message:
        """The words under the list."""
        return message("Saved ✓ {done}/{total}", done=self.done, total=self.total)


def progress(asked: Iterable[str], answered: Collection[str]) -> Progress:
    """Keys that are asked, and those of them that are answered."""
    asked = set(asked)
    return Progress(len(asked & set(answered)), len(asked))
