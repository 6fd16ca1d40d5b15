"""In which language a message is: how often rightly told, how fast, and with how much memory.

The messages that come along are in two halves: only one of them was looked at while the rules were
tuned. Sets of one's own lie in a folder that MADOGUCHI_LANGUAGE_DATA names: JSON Lines
{id, text, language}, one file a set.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Figure, percentile
from madoguchi.language.measuring import Labelled, labelled, measure
from madoguchi.language.recognise import recognise

GOALS = {"right": 5.0, "alone": 10.0, "kanji": 2.0, "ms": 0.3, "mib": 200.0}
OWN = os.environ.get("MADOGUCHI_LANGUAGE_DATA")
SECOND_LANGUAGE = "Where can I find this, and wie komme ich dorthin?"
WEIGH = f"""
import psutil, time
before = psutil.Process().memory_info().rss
begun = time.process_time()
from madoguchi.language.recognise import recognise
recognise("営業時間")
first = time.process_time() - begun
light = psutil.Process().memory_info().rss
begun = time.process_time()
recognise({SECOND_LANGUAGE!r})
print(before, light, psutil.Process().memory_info().rss, first, time.process_time() - begun)
"""


def run(quick: bool) -> list[Figure]:
    """Measure the messages that come along, and the sets that were given."""
    messages = labelled()
    figures: list[Figure] = []
    for half in ("tuning", "aside"):
        figures += _share(f"chat, {half} half", [each for each in messages if each.half == half])
    kanji = [each for each in messages if each.language == "ja" and _is_kanji(each.text)]
    figures += _wrong("Japanese in kanji alone", kanji, GOALS["kanji"])
    for file in sorted(Path(OWN).glob("*.jsonl")) if OWN else []:
        figures += _share(file.stem, labelled(file))
    return figures + _times(messages, 2 if quick else 10) + _memory()


def _share(name: str, messages: Sequence[Labelled]) -> list[Figure]:
    found = measure(messages)
    note = (
        f"of {found.messages}; right {found.right:.2%} alone, {found.right_in_talk:.2%} in a talk"
    )
    return [
        Figure(f"{name}: wrong, alone", _percent(found.right), "%", GOALS["alone"], note),
        Figure(f"{name}: wrong, in a talk", _percent(found.right_in_talk), "%", GOALS["right"]),
    ]


def _wrong(name: str, messages: Sequence[Labelled], goal: float) -> list[Figure]:
    found = measure(messages)
    return [
        Figure(f"{name}: wrong, alone", _percent(found.right), "%", goal, f"of {len(messages)}")
    ]


def _percent(right: float) -> float:
    return round((1 - right) * 100, 2)


def _is_kanji(text: str) -> bool:
    return all("一" <= letter <= "龥" or letter == "々" for letter in text)


def _times(messages: Sequence[Labelled], rounds: int) -> list[Figure]:
    took_ms = []
    for each in [*messages] * rounds:
        begun = time.thread_time()
        recognise(each.text)
        took_ms.append((time.thread_time() - begun) * 1e3)
    mean = sum(took_ms) / len(took_ms)
    return [
        Figure("CPU a message, mean", round(mean, 3), "ms", GOALS["ms"]),
        Figure("CPU a message, p95", round(percentile(took_ms, 0.95), 3), "ms", GOALS["ms"]),
    ]


def _memory() -> list[Figure]:
    """Weigh a process that does nothing else."""
    said = subprocess.run([sys.executable, "-c", WEIGH], capture_output=True, text=True, check=True)
    before, light, whole, first_s, second_s = json.loads(f"[{said.stdout.replace(' ', ',')}]")
    mib = 2**20
    return [
        Figure("process with everything loaded", round(whole / mib, 1), "MiB", GOALS["mib"]),
        Figure("of it for Japanese alone", round((light - before) / mib, 1), "MiB"),
        Figure("of it for everything", round((whole - before) / mib, 1), "MiB"),
        Figure("first message in Japanese, CPU", round(first_s, 2), "s"),
        Figure("first message that needs the libraries, CPU", round(second_s, 2), "s"),
    ]
