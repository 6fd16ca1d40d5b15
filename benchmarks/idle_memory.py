"""Memory of every process together: idle, in the midst of questions, and idle again."""

import time

from benchmarks.figures import Figure
from benchmarks.surroundings import QUESTION, family, memory_mib, running_desk
from benchmarks.wires import Wire, ask_sse

GOAL_MIB = 180.0


def run(quick: bool) -> list[Figure]:
    """Look at a first start, then at a second one of the same home."""
    rest_s = 11 if quick else 15
    figures = []
    with running_desk(None) as desk:
        time.sleep(rest_s)
        figures += _look("first start, idle", family(desk))
        desk.terminate()
        desk.start()
        time.sleep(rest_s)
        figures += _look("second start, idle", family(desk))
        for each in family(desk):
            name = "supervisor" if each == desk.supervisor else "server"
            figures.append(Figure(f"second start, idle, {name}, PSS", memory_mib([each])[0], "MiB"))
        with Wire(desk.address) as wire:
            ask_sse(wire, "builtin", QUESTION)
            figures += _look("at the first answer", family(desk), None)
            for _ in range(100):
                ask_sse(wire, "builtin", QUESTION)
            figures += _look("100 answers later", family(desk), None)
        time.sleep(rest_s)
        figures += _look("idle again", family(desk))
    return figures


def _look(
    when: str,
    processes: list,  # type: ignore[type-arg]
    goal: float | None = GOAL_MIB,
) -> list[Figure]:
    pss, rss = memory_mib(processes)
    return [
        Figure(f"{when}, PSS", pss, "MiB", goal),
        Figure(f"{when}, RSS", rss, "MiB", note="shared pages counted twice"),
    ]
