"""Colours as numbers: mixing two, and how well one can be read on another."""

from __future__ import annotations

BLACK, WHITE = "#000000", "#FFFFFF"


def mix(start: str, end: str, share: float) -> str:
    """The colour `share` (0…1) of the way from `start` to `end`, both #RRGGBB, mixed channel by channel."""
    pairs = zip(channels(start), channels(end), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue (0…255) of #RRGGBB."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def ink_on(fill: str) -> str:
    """Black or white, whichever is easier to read on `fill`: at least 4.5:1 on any colour."""
    return max((BLACK, WHITE), key=lambda ink: contrast(ink, fill))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1…21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance 0…1 of #RRGGBB (WCAG 2.2)."""
    shares = [c / 255 for c in channels(colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
