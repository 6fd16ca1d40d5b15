"""What reads like a question."""

import re

ASKED = re.compile(r"(?:\*\*)?[QＱ]\s*(?:\d{1,3}\s*)?[.．:：、)）]|(?:\*\*)?Q\d{0,3}\s")
QUESTION = re.compile(
    r"[?？]\W*$|(?:です|ます|ました|でしょう|ません|たい)(?:の|ん)?(?:です)?か[。]?$"
)


def is_question(text: str) -> bool:
    """Tell whether a heading or a term asks something."""
    bare = text.strip()
    return bool(ASKED.match(bare) or QUESTION.search(bare))
