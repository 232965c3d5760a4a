"""What all figures of a large workshop cost, as a multiple of one groupby of the same votes measured beside them.

150 touchpoints, 30 people, three measurements, 30 customers each time; tests, intervals and the bootstrap over people
included, nothing remembered from the run before. Everything takes turns with the floor, so that a disturbance of the
machine meets both alike; medians. CPU is that of this process, which is what an idle machine takes in wall time: the
aim is set on it.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from statistics import median

from benchmarks.crowd import made_up
from benchmarks.results import keep_explained, machine
from workshop.dossier import Dossier, dossier_of
from workshop.figures.all_figures import all_figures
from workshop.figures.comparison import compare
from workshop.figures.document import figures
from workshop.figures.paired_figures import paired_table
from workshop.figures.paired_tests import signed_rank_p, signflip_p
from workshop.figures.raters import bootstrap_interval, rater_total
from workshop.figures.wave_tests import wave_tests, wave_total
from workshop.records import CustomerRating, Wave

TOUCHPOINTS, PEOPLE = 150, 30
GOAL_MS = 300
REMEMBERED = (signflip_p, signed_rank_p)


def large_workshop() -> Dossier:
    """Two made-up measurements, a third one with the votes of the second dealt anew, and as many customers."""
    bundle, dice = made_up("WS-BENCH", TOUCHPOINTS, PEOPLE), random.Random(1)
    bundle.add("waves", Wave(key="later", seq=3))
    after = [vote for vote in bundle.of("ratings") if vote.wave == "after"]
    dealt = dice.sample([vote.rating for vote in after], len(after))
    for vote, rating in zip(after, dealt, strict=True):
        bundle.add("ratings", vote.model_copy(update={"wave": "later", "rating": rating}))
    for vote in bundle.of("ratings"):
        customer = f"{vote.wave}-{vote.participant}"
        bundle.add(
            "customer_ratings",
            CustomerRating(wave=vote.wave, customer=customer, touchpoint=vote.touchpoint, rating=vote.rating or 0),
        )
    return dossier_of(bundle)


def cases(dossier: Dossier) -> dict[str, Callable[[], object]]:
    """What is measured; the floor comes first."""
    comparison = compare(dossier, "before", "later")
    changes = rater_total(comparison.pairs).changes
    return {
        "one groupby of the votes": lambda: dossier.ratings.groupby(["wave", "touchpoint"])["rating"].agg(
            ["sum", "count"]
        ),
        "everything the method says (`all_figures`)": lambda: all_figures(dossier),
        "the document of `manage.py figures`": lambda: figures(dossier),
        "two measurements paired (`compare`)": lambda: compare(dossier, "before", "later"),
        "all paired tests and intervals of 150 touchpoints": lambda: paired_table(comparison),
        "three measurements, each touchpoint": lambda: wave_tests(dossier),
        "three measurements, everybody once, 9,999 shuffles": lambda: wave_total(dossier),
        "9,999 draws of people": lambda: bootstrap_interval(changes),
    }


def measure(rounds: int) -> dict[str, tuple[float, float]]:
    """Case → median milliseconds of wall and of CPU."""
    todo = cases(large_workshop())
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in todo}
    for number in range(rounds + 1):
        for name, case in todo.items():
            for function in REMEMBERED:
                function.cache_clear()
            wall, cpu = time.perf_counter(), time.process_time()
            case()
            taken = 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)
            runs[name] += [taken] if number else []  # the first round imports and warms up
    return {name: (median(w for w, _ in one), median(c for _, c in one)) for name, one in runs.items()}


def table(found: dict[str, tuple[float, float]]) -> str:
    """The runs as a table in Markdown."""
    floor = next(iter(found.values()))
    lines = ["| | wall ms | CPU ms | × floor (CPU) | aimed at |", "|---|---|---|---|---|"]
    goals = dict.fromkeys(list(found)[1:3], f"≤ {GOAL_MS} ms")
    for name, (wall, cpu) in found.items():
        lines.append(f"| {name} | {wall:.1f} | {cpu:.1f} | {cpu / floor[1]:.1f} | {goals.get(name, '')} |")
    return "\n".join(lines)


def main() -> int:
    """Measure, print, and with --write keep the result; 1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--write", action="store_true", help="also write RESULTS.md")
    options = parser.parse_args()
    found = measure(options.rounds)
    report = f"{machine('pandas', 'numpy', 'scipy')}; medians of {options.rounds} runs.\n\n{table(found)}\n"
    print(report)
    if options.write:
        keep_explained("What all figures of a workshop cost", __doc__, report)
    return int(max(cpu for _, cpu in list(found.values())[1:3]) > GOAL_MS)


if __name__ == "__main__":
    sys.exit(main())
