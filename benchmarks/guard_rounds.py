"""What leaves: 1,000 varied rounds in which people say what is personal, and what of it is found.

Everything that may leave does: the chat model with a chain of others behind it, remote embedding
and reranking, question sets. Every byte that was sent, the log, the metrics, the database with its
write-ahead log, the index and the caches are searched for every value.
"""

import tempfile
import time
from pathlib import Path

from benchmarks.figures import Figure
from tests.support.guarded_rounds import play, settings_for
from tests.support.processes import scripted_model

ROUNDS, QUICK_ROUNDS, SEED = 1000, 60, 5


def run(quick: bool) -> list[Figure]:
    """Play the rounds; tell what was found, and which kinds."""
    count = QUICK_ROUNDS if quick else ROUNDS
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, scripted_model() as (model, base_url):
        played = play(Path(folder) / "home", model, settings_for(base_url), count, SEED)
    took_s = time.monotonic() - begun
    kinds = played.by_kind()
    missed = {kind: lost for kind, (_, lost) in kinds.items() if lost}
    said = ", ".join(f"{kind} {lost}" for kind, lost in sorted(missed.items()))
    return [
        Figure("planted values found", float(len(played.leaks)), "", 0.0, said),
        Figure("rounds", float(played.rounds), ""),
        Figure("values planted", float(len(played.planted)), "", note=f"{len(kinds)} kinds"),
        Figure("requests to models", float(played.requests), ""),
        Figure("sent to models", played.bytes_sent / 2**20, "MiB"),
        Figure("noted in the log", played.noted / 2**10, "KiB"),
        Figure("a round, with the reading around it", took_s / played.rounds * 1000, "ms"),
    ]
