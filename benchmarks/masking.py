"""What masking costs a round: time to the first token with it and without, value or none."""

from benchmarks.figures import Figure, median, percentile
from benchmarks.surroundings import QUESTION, running_desk, scripted_model
from benchmarks.wires import Wire, ask_websocket, new_visitor

SCRIPT = "say:5"
PERSONAL = "山田花子と申します。電話は090-1234-5678です。窓口を始めるにはどうすればよいですか"
NOTHING, VALUES = "nothing personal", "a name, a phone"
GOALS_MS = {NOTHING: 5.0, VALUES: 10.0}
"""Every question begins a conversation: the first value of one has a key made for it."""


def run(quick: bool) -> list[Figure]:
    """Ask two servers that differ in nothing else, in turn."""
    rounds = 40 if quick else 300
    times: dict[tuple[str, str], list[float]] = {}
    with (
        scripted_model() as base_url,
        running_desk(base_url, SCRIPT) as desk,
        running_desk(base_url, SCRIPT, guard={"mask": False}) as bare,
        Wire(desk.address) as masked,
        Wire(bare.address) as unmasked,
    ):
        for wire in (masked, unmasked):
            wire.open_websocket("/ws", new_visitor())
        for number in range(-10, rounds):
            for name, question in ((NOTHING, QUESTION), (VALUES, PERSONAL)):
                for kind, wire in (("on", masked), ("off", unmasked)):
                    seconds = ask_websocket(wire, SCRIPT, question)[0]
                    if number >= 0:
                        times.setdefault((name, kind), []).append(seconds * 1000)
    figures = []
    for name, goal_ms in GOALS_MS.items():
        on, off = times[name, "on"], times[name, "off"]
        added = [one - other for one, other in zip(on, off, strict=True)]
        figures += [
            Figure(f"{name}: without masking, median", median(off), "ms"),
            Figure(f"{name}: with masking, median", median(on), "ms"),
            Figure(f"{name}: added, median", median(added), "ms", goal_ms),
            Figure(f"{name}: with masking, p95", percentile(on, 0.95), "ms"),
        ]
    return figures
