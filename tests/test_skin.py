"""The traffic light: only for those who ask, on the page and on the wall, with its signs."""

from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest

from components.look import TRAFFIC_LIGHT
from components.rooms import PAGES

RED = TRAFFIC_LIGHT[0]


def opened(app: AppTest, page: str, **address: str) -> AppTest:
    """A page whose address says something."""
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    return app.switch_page(str(PAGES / page)).run()


def drawn(app: AppTest) -> str:
    """The charts of a page as they are sent."""
    return str([json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")])


def test_the_switch_colours_the_charts_and_the_way_to_the_wall(app: AppTest, auto: str) -> None:
    opened(app, "analysis/votes.py")
    assert RED not in drawn(app)
    app.sidebar.toggle[0].set_value(True).run()
    assert not app.exception
    assert RED in drawn(app)
    assert "▼" in drawn(app)
    assert "traffic=True" in app.get("link_button")[0].proto.url
    app.sidebar.toggle[0].set_value(False).run()
    assert RED not in drawn(app)
    assert "traffic" not in app.query_params


def test_a_wall_whose_address_asks_for_it_has_the_traffic_light(app: AppTest, auto: str) -> None:
    opened(app, "live/projector.py", w=auto, chart="votes", traffic="True")
    assert not app.exception
    assert RED in drawn(app)
