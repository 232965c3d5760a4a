"""How charts look: colours, letter sizes and lengths for a theme, a screen and a language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from components.colours import mix

Theme = Literal["light", "dark"]
Size = Literal["screen", "projector", "phone"]

FONT = "Inter, sans-serif"


@dataclass(frozen=True)
class Palette:
    """The colours of one theme (method §3.1: safe for red-green blindness, text on every fill at least 7:1)."""

    ground: str
    ink: str
    muted: str
    """Captions and whatever steps back; still at least 4.5:1 on the ground."""
    line: str
    """Outlines that carry meaning, at least 3:1 on the ground."""
    faint: str
    """Bands and grid lines: seen, not read."""
    disappointed: str
    okay: str
    delighted: str
    towards_disappointed: str
    """Half way from okay: mixing the ends alone would turn orange to brown."""
    towards_delighted: str


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        ground="#FFFFFF", ink="#111111", muted="#595959", line="#767676", faint="#EEF0F3",
        disappointed="#963900", okay="#E6E6E6", delighted="#0B4F8A",
        towards_disappointed="#E08B4F", towards_delighted="#7DAEDC",
    ),
    "dark": Palette(
        ground="#101418", ink="#F1F3F5", muted="#B6BEC9", line="#9CA3AF", faint="#1F272F",
        disappointed="#FFB570", okay="#4B5563", delighted="#7FC8FF",
        towards_disappointed="#B8742F", towards_delighted="#3F86BD",
    ),
}  # fmt: skip
TRAFFIC_LIGHT = ("#D7191C", "#FDAE61", "#FFFFBF", "#A6D96A", "#1A9641")
"""Known to practitioners, but red and green are hard to tell apart for one man in twelve: opt-in, symbols stay on."""


@dataclass(frozen=True)
class Sizes:
    """Letter sizes and strokes in pixels; every length of a chart follows from them."""

    title: int
    label: int
    value: int
    caption: int
    small: int
    line: int
    marker: int
    """Diameter of a point."""


SIZES: dict[Size, Sizes] = {
    "screen": Sizes(title=24, label=16, value=18, caption=14, small=14, line=3, marker=13),
    "projector": Sizes(title=64, label=42, value=42, caption=32, small=28, line=5, marker=26),
    "phone": Sizes(title=20, label=15, value=16, caption=14, small=13, line=2, marker=9),
}
"""On the wall nothing is below 28 px at 1080 px picture height (method §3.2)."""

WIDTHS: dict[Size, int] = {"screen": 1000, "projector": 1760, "phone": 328}
"""Width in pixels for which labels are wrapped; on the page a chart then fills its container."""


@dataclass(frozen=True)
class Look:
    """Everything a chart needs to know about where it will be seen. Hashable: charts are cached by it."""

    theme: Theme = "light"
    size: Size = "screen"
    language: str = "de"
    traffic_light: bool = False
    scale: float = 1.0
    """Projector only: picture height / 1080, so that letters keep their share of the wall."""
    window: tuple[int, int] = (1920, 1080)
    """Projector only: width and height of the window in pixels; fewer rows fit a lower one."""

    @property
    def colours(self) -> Palette:
        return PALETTES[self.theme]

    @property
    def on_wall(self) -> bool:
        return self.size == "projector"

    @property
    def on_phone(self) -> bool:
        return self.size == "phone"

    @property
    def width(self) -> int:
        """Width of a chart in pixels: of the wall less Streamlit's margins, elsewhere what labels are wrapped for."""
        return self.window[0] - 160 if self.on_wall else WIDTHS[self.size]

    @property
    def height(self) -> int:
        """Height of a slide in pixels: the window less Streamlit's margins."""
        return self.window[1] - 84

    def px(self, length: float) -> int:
        """A length given for a picture of 1080 px, on this wall; elsewhere as it is."""
        return round(length * self.scale) if self.on_wall else round(length)

    @property
    def title(self) -> int:
        return self.px(SIZES[self.size].title)

    @property
    def label(self) -> int:
        return self.px(SIZES[self.size].label)

    @property
    def value(self) -> int:
        return self.px(SIZES[self.size].value)

    @property
    def caption(self) -> int:
        return self.px(SIZES[self.size].caption)

    @property
    def small(self) -> int:
        return self.px(SIZES[self.size].small)

    @property
    def line(self) -> int:
        return max(2, self.px(SIZES[self.size].line))

    @property
    def marker(self) -> int:
        return self.px(SIZES[self.size].marker)

    @property
    def stops(self) -> tuple[str, str, str, str, str]:
        """Colours at −100, −50, 0, +50 and +100 points."""
        if self.traffic_light:
            return TRAFFIC_LIGHT
        own = self.colours
        return own.disappointed, own.towards_disappointed, own.okay, own.towards_delighted, own.delighted

    @property
    def poles(self) -> tuple[str, str, str]:
        """Colours of disappointed, okay, delighted."""
        return self.stops[0], self.stops[2], self.stops[4]

    def fill(self, net_delight: float) -> str:
        """Colour of a net delight on the diverging ramp: fixed at −100…+100, grey at 0, never stretched to the data."""
        place = (max(-100.0, min(100.0, net_delight)) + 100) / 50
        stop = min(3, int(place))
        return mix(self.stops[stop], self.stops[stop + 1], place - stop)
