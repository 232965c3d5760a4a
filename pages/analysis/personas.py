"""Personas: typical customers, what they want and expect, and what they wish for."""

from components.room import current_room
from components.worksheets.page import worksheets_page

worksheets_page(current_room(), "analysis", "personas")
