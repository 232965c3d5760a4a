"""The one-page poster: the state of the plan as a page of its own, ready to be printed."""

from __future__ import annotations

from html import escape

from workshop.action.news import news, sections
from workshop.dossier import Dossier
from workshop.texts import say

STYLE = """
@page { size: A4; margin: 18mm }
body { font: 13pt/1.45 Inter, "Segoe UI", Arial, sans-serif; color: #111; max-width: 176mm; margin: 12mm auto }
h1 { font-size: 30pt; line-height: 1.1; margin: 0 0 4mm; color: #0B4F8A }
h2 { font-size: 16pt; margin: 8mm 0 2mm; border-bottom: 2px solid #0B4F8A }
p.small { color: #595959; font-size: 11pt } li { margin: 1.5mm 0 }
"""


def poster(dossier: Dossier, language: str) -> str:
    """The poster as one HTML page without anything from elsewhere; every text is escaped."""
    workshop = dossier.workshop
    parts = [f"<h1>{escape(say(news(dossier).title, language))}</h1>"]
    about = " · ".join(text for text in (workshop.company, workshop.scope_product, workshop.goal) if text)
    parts.append(f'<p class="small">{escape(about)}</p>')
    for heading, lines in sections(dossier):
        items = "".join(f"<li>{escape(say(line, language))}</li>" for line in lines)
        parts.append(f"<h2>{escape(say(heading, language))}</h2><ul>{items}</ul>")
    head = f'<meta charset="utf-8"><title>{escape(workshop.company)}</title><style>{STYLE}</style>'
    return f'<!DOCTYPE html><html lang="{language}"><head>{head}</head><body>{"".join(parts)}</body></html>'
