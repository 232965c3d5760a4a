"""Colours can be read by everybody and letters from the last row."""

from __future__ import annotations

import itertools

import pytest

from components.colours import contrast, ink_on
from components.look import PALETTES, SIZES, Look

WCAG = [("#000000", 21.0), ("#767676", 4.5422), ("#777777", 4.4781), ("#595959", 7.0047), ("#FF0000", 3.9985)]
"""Published ratios on white (W3C, WCAG 2.x relative luminance)."""
LOOKS = [Look(theme, traffic_light=skin) for theme, skin in itertools.product(PALETTES, (False, True))]


@pytest.mark.parametrize(("colour", "ratio"), WCAG)
def test_contrast_is_the_one_of_the_standard(colour: str, ratio: float) -> None:
    assert contrast(colour, "#FFFFFF") == pytest.approx(ratio, abs=0.0005)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_figure_can_be_read_on_every_colour_of_the_ramp(look: Look) -> None:
    fills = [look.fill(points) for points in range(-100, 101)]
    assert min(contrast(ink_on(fill), fill) for fill in fills) >= 4.5


@pytest.mark.parametrize("theme", PALETTES)
def test_words_and_outlines_can_be_read_on_the_ground(theme: str) -> None:
    own = PALETTES[theme]
    for ground in (own.ground, own.faint):
        assert contrast(own.ink, ground) >= 7
        assert contrast(own.muted, ground) >= 4.5
        assert contrast(own.line, ground) >= 3


def test_the_ramp_is_the_same_for_every_workshop() -> None:
    look = Look()
    assert (look.fill(-100), look.fill(0), look.fill(100)) == look.poles == ("#963900", "#E6E6E6", "#0B4F8A")
    assert look.fill(-150) == look.fill(-100)


def test_the_traffic_light_is_only_there_for_those_who_ask() -> None:
    assert Look().poles != Look(traffic_light=True).poles


def test_letters_on_the_wall_are_as_large_as_the_method_says() -> None:
    wall = SIZES["projector"]
    assert (wall.title, wall.label, wall.value) == (64, 42, 42)
    assert wall.caption >= 32
    assert min(wall.title, wall.label, wall.value, wall.caption, wall.small) >= 28
    assert wall.line >= 4
    assert wall.marker >= 20


def test_letters_keep_their_share_of_a_smaller_wall() -> None:
    small = Look(size="projector", scale=720 / 1080, window=(1280, 720))
    assert small.label == 28
    assert small.width < Look(size="projector").width


def test_a_look_can_be_part_of_a_cache_key() -> None:
    assert hash(Look(language="en")) == hash(Look(language="en"))
    assert Look(language="en") != Look(language="de")
