"""A title for a conversation, from its first question."""

import re

from madoguchi.privacy.grammar import unfinished

LONGEST = 32
"""In wide letters; a Latin letter is half as wide."""
MARKUP = re.compile(r"^>\s?|[#*_`|\[\]]+|https?://\S+", re.M)
GREETING = re.compile(
    r"^(?:こんにちは|こんばんは|おはようございます|お世話になっております|お世話になります|すみません|"
    r"はじめまして|hello|hi|hey|good (?:morning|afternoon|evening))[、。,.!！\s]*",
    re.I,
)
END = re.compile(r"(?<=[。！？!?])|\n|(?<=[.;])\s")


def title_from(question: str) -> str:
    """Return a short title: the first sentence that says something."""
    plain = " ".join(MARKUP.sub(" ", question).split("\n")[0:3])
    told = GREETING.sub("", plain.strip()) or plain.strip() or question.strip()
    first = next((piece.strip() for piece in END.split(told) if piece and piece.strip()), told)
    first = " ".join(first.rstrip("。.").split())
    return _shortened(first)


def _shortened(text: str) -> str:
    """Cut what is too wide, between words where there are some."""
    room = float(LONGEST)
    for place, letter in enumerate(text):
        room -= 1.0 if letter > "\u2e80" else 0.5
        if room < 0:
            cut = text[: unfinished(text[: place - 1])]
            between = cut.rfind(" ")
            return (cut[:between] if between > place // 2 else cut).rstrip(" 、,") + "…"
    return text
