"""Added time to the first token: through every step of ours, over asking the model itself."""

from benchmarks.figures import Figure, median, percentile
from benchmarks.surroundings import QUESTION, running_desk, scripted_model
from benchmarks.wires import Wire, ask_model, ask_sse, ask_websocket, new_visitor

SCRIPT = "say:5"
PERSONAL = f"田中太郎と申します。電話は090-1234-5678です。{QUESTION}"
GOAL_MS = 10.0


def run(quick: bool) -> list[Figure]:
    """Ask directly and through both doors, in turn."""
    rounds = 40 if quick else 300
    direct: list[float] = []
    websocket: list[float] = []
    sse: list[float] = []
    personal: list[float] = []
    with (
        scripted_model() as base_url,
        running_desk(base_url, SCRIPT) as desk,
        Wire(base_url) as to_model,
        Wire(desk.address) as to_door,
        Wire(desk.address) as to_rest,
    ):
        to_door.open_websocket("/ws", new_visitor())
        for number in range(-10, rounds):
            times = (
                ask_model(to_model, SCRIPT, QUESTION)[0],
                ask_websocket(to_door, SCRIPT, QUESTION)[0],
                ask_sse(to_rest, SCRIPT, QUESTION)[0],
                ask_websocket(to_door, SCRIPT, PERSONAL)[0],
            )
            if number >= 0:
                for kept, seconds in zip((direct, websocket, sse, personal), times, strict=True):
                    kept.append(seconds * 1000)
    return [
        Figure("the model itself, median", median(direct), "ms"),
        *_added("WebSocket", websocket, direct),
        *_added("REST with SSE", sse, direct),
        *_added("WebSocket, a name and a number to hide", personal, direct),
    ]


def _added(door: str, through: list[float], direct: list[float]) -> list[Figure]:
    added = [one - other for one, other in zip(through, direct, strict=True)]
    return [
        Figure(f"added by {door}, median", median(added), "ms", GOAL_MS),
        Figure(f"added by {door}, p95", percentile(added, 0.95), "ms"),
    ]
