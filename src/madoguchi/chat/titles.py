"""A title for a conversation, from its first question."""

import re

LONGEST = 32
MARKUP = re.compile(r"[#*_`>|\[\]]+|https?://\S+")
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
    return first if len(first) <= LONGEST else first[: LONGEST - 1].rstrip() + "…"
