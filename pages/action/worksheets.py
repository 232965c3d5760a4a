"""In depth: the worksheets of this step, from the calm ones to those for a second day."""

from components.room import current_room
from components.worksheets.page import worksheets_page

worksheets_page(current_room(), "action")
