"""What codes, fields and kinds of records are called: the words of pages, charts and workbook columns alike."""

from __future__ import annotations

from workshop.scale import RATING_NAMES
from workshop.texts import Message, message

STEP_LABELS: dict[str, Message] = {
    "analysis": message("Current state"),
    "target": message("Target strategy"),
    "action": message("Action plan"),
    "control": message("Control"),
}
STEP_PURPOSES: dict[str, Message] = {
    "analysis": message("Find the touchpoints and see how things are"),
    "target": message("Plan and define the new service standards"),
    "action": message("Make it happen, with a personal touch"),
    "control": message("Check success and improve the processes"),
}
"""What each step is for: the second name by which the method knows it."""
WAVE_LABELS: dict[str, Message] = {"before": message("before"), "after": message("after")}
"""The two waves every workshop knows; further waves are called by their own label."""
PHASE_LABELS: dict[str, Message] = {
    "prepurchase": message("Before the purchase"),
    "purchase": message("Purchase"),
    "afterpurchase": message("After the purchase"),
}
CONTACT_TYPE_LABELS: dict[str, Message] = {"direct": message("direct"), "indirect": message("indirect")}
STEERABILITY_LABELS: dict[str, Message] = {"high": message("high"), "medium": message("medium"), "low": message("low")}
MEDIA_TYPE_LABELS: dict[str, Message] = {
    "owned": message("owned"),
    "paid": message("paid"),
    "earned": message("earned"),
}
TOUCHPOINT_STATUS_LABELS: dict[str, Message] = {
    "existing": message("exists"),
    "missing": message("missing"),
    "irrelevant": message("irrelevant"),
}
WISH_LABELS: dict[str, Message] = {
    "simple": message("as simple as possible"),
    "convenient": message("convenient access"),
    "best_solution": message("the best solution"),
    "fast": message("as fast as possible"),
    "help": message("help when I need it"),
    "good_feeling": message("a good feeling"),
    "shareable": message("worth telling others"),
}
PERSPECTIVE_LABELS: dict[str, Message] = {"staff": message("staff"), "customer": message("customers")}
MISSING_REASON_LABELS: dict[str, Message] = {
    "no_own_contact": message("no own contact"),
    "not_existing": message("touchpoint does not exist yet"),
}
LEVEL_LABELS: dict[str, Message] = {"nogo": message("No-Go"), "must": message("Must"), "wow": message("Wow")}
STANDARD_STATUS_LABELS: dict[str, Message] = {
    "proposed": message("proposed"),
    "agreed": message("agreed"),
    "trained": message("trained"),
    "live": message("lived"),
}
KANO_LABELS: dict[str, Message] = {
    "basic": message("basic feature"),
    "performance": message("performance feature"),
    "delight": message("delight feature"),
    "indifferent": message("indifferent feature"),
    "reverse": message("reverse feature"),
}
MEASURE_TYPE_LABELS: dict[str, Message] = {
    "improve": message("improve"),
    "new": message("create"),
    "remove": message("abolish"),
    "promote": message("highlight"),
    "train": message("train"),
}
MEASURE_STATUS_LABELS: dict[str, Message] = {
    "open": message("open"),
    "in_progress": message("in progress"),
    "done": message("done"),
    "blocked": message("blocked"),
}
BETTER_LABELS: dict[str, Message] = {"higher": message("higher is better"), "lower": message("lower is better")}
CONVERSATION_STATUS_LABELS: dict[str, Message] = {
    "planned": message("planned"),
    "done": message("held"),
    "postponed": message("postponed"),
    "cancelled": message("cancelled"),
}
LANGUAGE_LABELS: dict[str, Message] = {"de": message("German"), "en": message("English")}
RATING_LABELS: dict[str, Message] = {str(code): name for code, name in RATING_NAMES.items()}

CODE_LABELS: dict[str, dict[str, dict[str, Message]]] = {
    "workshop": {"language": LANGUAGE_LABELS, "current_step": STEP_LABELS},
    "touchpoints": {
        "phase": PHASE_LABELS,
        "contact_type": CONTACT_TYPE_LABELS,
        "steerability": STEERABILITY_LABELS,
        "media_type": MEDIA_TYPE_LABELS,
        "status": TOUCHPOINT_STATUS_LABELS,
        "customer_wish": WISH_LABELS,
    },
    "participants": {"perspective": PERSPECTIVE_LABELS},
    "ratings": {"rating": RATING_LABELS, "missing_reason": MISSING_REASON_LABELS},
    "customer_ratings": {"rating": RATING_LABELS},
    "self_images": {"group": PERSPECTIVE_LABELS},
    "standards": {"level": LEVEL_LABELS, "kano_class": KANO_LABELS, "status": STANDARD_STATUS_LABELS},
    "standard_votes": {"level": LEVEL_LABELS},
    "measures": {"type": MEASURE_TYPE_LABELS, "status": MEASURE_STATUS_LABELS},
    "kpis": {"better": BETTER_LABELS},
    "conversations": {"status": CONVERSATION_STATUS_LABELS, "sentiment": RATING_LABELS},
}
"""Kind → field → code → name, for every field that holds a code. Ratings go by "-1", "0", "1"."""

KIND_LABELS: dict[str, Message] = {
    "workshop": message("Workshop"),
    "departments": message("Departments"),
    "personas": message("Personas"),
    "waves": message("Waves"),
    "touchpoints": message("Touchpoints"),
    "participants": message("Participants"),
    "ratings": message("Ratings"),
    "customer_ratings": message("Customer ratings"),
    "self_images": message("Self-image"),
    "standards": message("Standards"),
    "standard_votes": message("Classification votes"),
    "measures": message("Measures"),
    "kpis": message("KPIs"),
    "kpi_values": message("KPI values"),
    "conversations": message("Customer conversations"),
    "moments_of_truth": message("Moments of truth"),
    "kano_responses": message("Kano answers"),
    "worksheet_cells": message("Worksheets"),
}
"""Names of the kinds, which are also the names of the sheets (at most 31 characters in Excel)."""

PERSON_LABELS: dict[str, Message] = {
    "participants": KIND_LABELS["participants"],
    "seats": message("Seat in the live room"),
    "wave_participants": message("Closed measurements"),
    "ratings": KIND_LABELS["ratings"],
    "earlier_ratings": message("Earlier rounds"),
    "standard_votes": KIND_LABELS["standard_votes"],
    "dots": message("Dots"),
}
"""Tables with rows of one participant → what they are called, as sheets too."""

FIELD_LABELS: dict[str, dict[str, Message]] = {
    "workshop": {
        "id": message("Workshop no."),
        "language": message("Language"),
        "company": message("Company"),
        "industry": message("Industry"),
        "employees": message("Employees"),
        "location": message("Place"),
        "facilitator": message("Facilitation"),
        "scope_product": message("Product or service"),
        "scope_target_group": message("Target group"),
        "goal": message("Goal"),
        "currency": message("Currency"),
        "current_step": message("Current step"),
    },
    "departments": {"name": message("Department"), "seq": message("Order")},
    "personas": {
        "key": message("Persona no."),
        "name": message("Name"),
        "segment": message("Customer group"),
        "age_range": message("Age"),
        "goal": message("Goal"),
        "fear": message("Worry"),
        "preferred_channels": message("Preferred channels"),
        "expect_sales": message("Expects of sales"),
        "expect_product": message("Expects of the product"),
        "expect_service": message("Expects of service"),
        "quote": message("Quote"),
    },
    "waves": {
        "key": message("Wave"),
        "seq": message("Order"),
        "label": message("Label"),
        "held_on": message("Held on"),
    },
    "touchpoints": {
        "key": message("Touchpoint no."),
        "seq": message("Order"),
        "phase": message("Phase"),
        "name": message("Touchpoint"),
        "department": message("Department"),
        "channel": message("Channel"),
        "contact_type": message("Direct or indirect"),
        "steerability": message("Steerability"),
        "media_type": message("Media type"),
        "status": message("Status"),
        "moment_of_truth": message("Moment of truth"),
        "is_key": message("Key touchpoint"),
        "entry_point": message("Entry point"),
        "exit_point": message("Exit point"),
        "order_won_lost": message("Order won or lost"),
        "customer_wish": message("Customer wish"),
        "persona_keys": message("Personas"),
        "comment": message("Comment"),
    },
    "participants": {
        "key": message("Participant"),
        "department": message("Department"),
        "function": message("Function"),
        "perspective": message("Perspective"),
    },
    "ratings": {
        "wave": message("Wave"),
        "participant": message("Participant"),
        "touchpoint": message("Touchpoint no."),
        "rating": message("Rating"),
        "relevance": message("Relevance (1–5)"),
        "missing_reason": message("Why no rating"),
    },
    "customer_ratings": {
        "wave": message("Wave"),
        "customer": message("Customer"),
        "touchpoint": message("Touchpoint no."),
        "persona": message("Persona"),
        "rating": message("Rating"),
    },
    "self_images": {
        "wave": message("Wave"),
        "group": message("Group"),
        "statement": message("Statement"),
        "yes": message("Yes votes"),
        "n": message("Votes"),
    },
    "standards": {
        "key": message("Standard no."),
        "level": message("Level"),
        "text": message("Standard"),
        "department": message("Department"),
        "touchpoint": message("Touchpoint no."),
        "criterion": message("Criterion"),
        "target": message("Target value"),
        "kano_class": message("Kano class"),
        "known_to_customers": message("Known to customers"),
        "free_of_charge": message("Free of charge"),
        "training_needed": message("Training needed"),
        "status": message("Status"),
        "valid_from": message("Valid from"),
    },
    "standard_votes": {
        "participant": message("Participant"),
        "standard": message("Standard no."),
        "level": message("Level"),
    },
    "measures": {
        "key": message("Measure no."),
        "title": message("Measure"),
        "touchpoint_keys": message("Touchpoints"),
        "type": message("Type"),
        "department": message("Department"),
        "responsible": message("Responsible"),
        "accountable": message("Accountable"),
        "consulted": message("Consulted"),
        "informed": message("Informed"),
        "from_date": message("From"),
        "until_date": message("Until"),
        "budget": message("Budget"),
        "spent": message("Spent"),
        "quick_win": message("Quick win"),
        "impact": message("Impact (1–5)"),
        "effort": message("Effort (1–5)"),
        "status": message("Status"),
        "progress_pct": message("Progress in %"),
        "kpi": message("KPI no."),
        "training": message("Training"),
    },
    "kpis": {
        "key": message("KPI no."),
        "name": message("KPI"),
        "formula": message("Formula"),
        "unit": message("Unit"),
        "better": message("Direction"),
        "method": message("How measured"),
        "frequency": message("How often"),
        "audience": message("For whom"),
        "owner": message("Owner"),
        "baseline": message("Baseline"),
        "baseline_period": message("Baseline period"),
        "target": message("Target value"),
    },
    "kpi_values": {"kpi": message("KPI no."), "period": message("Month"), "value": message("Value")},
    "conversations": {
        "key": message("Conversation no."),
        "customer": message("Customer"),
        "segment": message("Customer group"),
        "internal_role": message("Who talks"),
        "occasion": message("Occasion"),
        "channel": message("Channel"),
        "interval": message("Interval"),
        "planned_on": message("Planned on"),
        "done_on": message("Held on"),
        "status": message("Status"),
        "customer_statement": message("What the customer said"),
        "sentiment": message("Mood"),
        "finding": message("Finding"),
        "handover_to": message("Handed over to"),
        "next_step": message("Next step"),
        "next_on": message("Next step on"),
        "touchpoint": message("Touchpoint no."),
    },
    "moments_of_truth": {
        "key": message("Moment no."),
        "contact_reason": message("Contact reason"),
        "measure": message("What helps"),
        "touchpoint": message("Touchpoint no."),
    },
    "kano_responses": {
        "feature": message("Feature no."),
        "text": message("Feature"),
        "respondent": message("Respondent"),
        "functional": message("If it is there (1–5)"),
        "dysfunctional": message("If it is missing (1–5)"),
    },
    "worksheet_cells": {
        "worksheet": message("Worksheet"),
        "entry": message("Entry"),
        "field": message("Field"),
        "value": message("What it says"),
    },
}
"""Kind → field → name of the field, which is also the column header; unique within a kind in each language."""

EXTRA_LABELS: dict[str, dict[str, Message]] = {
    "touchpoints": {
        "rating": message("Rating"),
        "relevance": message("Relevance (1–5)"),
        "nogo": message("No-Go"),
        "must": message("Must"),
        "wow": message("Wow"),
        "todo": message("To-do"),
        "todo_responsible": message("To-do: responsible"),
        "todo_accountable": message("To-do: accountable"),
        "todo_from": message("To-do: from"),
        "todo_until": message("To-do: until"),
        "todo_budget": message("To-do: budget"),
        "todo_status": message("To-do: status"),
    },
}
"""Kind → what its sheet may hold beside the record's own fields, each a record of its own → how it is called."""


def code_label(kind: str, field: str, code: object) -> Message | str:
    """The name of a code of a field, e.g. ("touchpoints", "phase", "purchase"); what has no name is shown as it is."""
    return CODE_LABELS.get(kind, {}).get(field, {}).get(str(code), str(code))


def code_or_value(kind: str, field: str, value: object) -> object:
    """The name of a code where it has one; any other value as it is, to be spoken."""
    label = code_label(kind, field, value)
    return label if isinstance(label, Message) else value


def wave_label(key: str, label: str = "") -> Message | str:
    """What a wave is called: its own label, else the name of "before" and "after", else its key."""
    return label or WAVE_LABELS.get(key, key)
