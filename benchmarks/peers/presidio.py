"""Presidio with GiNZA over labelled texts, through our adapter: prints one JSON document."""

import json
import sys
import time
from pathlib import Path

from madoguchi.privacy.adapters.presidio import PresidioRecognizer
from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import above, resolve

SURE = 0.4


def main(path: str) -> None:
    """Read texts from a file, find what is personal, and note the CPU time of each."""
    recognizer = PresidioRecognizer({"ja": "ja_ginza", "en": None})
    found, cpu_s = [], []
    for text in json.loads(Path(path).read_text(encoding="utf-8")):
        before = time.process_time()
        spans = resolve(above(recognizer.find(Folded(text)), SURE))
        cpu_s.append(time.process_time() - before)
        found.append([[span.kind, span.start, span.end] for span in spans])
    print(json.dumps({"found": found, "cpu_s": cpu_s}))


if __name__ == "__main__":
    main(sys.argv[1])
