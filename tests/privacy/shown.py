"""Answers with restored values, as Markdown: what the server writes and the page must draw.

``python -m tests.privacy.shown`` writes the file that the tests of the page read.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from madoguchi.privacy.restoring import Restorer, Values
from madoguchi.privacy.showing import Markdown

FILE = Path(__file__).parents[2] / "web" / "tests" / "restored.json"
VALUES = (
    *("taro_yamada@example.com", "_taro_@example.com", "*太郎*", "**太郎**", "~~太郎~~", "`太郎`"),
    *("<script>alert(1)</script>", "<b>太郎</b>", "&lt;b&gt;", "AT&T", "a|b", "$5と$6", "\\*x\\*"),
    *("[太郎](https://example.com)", "![図](https://example.com/a.png)", "https://example.com/a_b"),
    *(
        "# 太郎",
        "- 太郎",
        "+ 太郎",
        "1. 太郎",
        "> 太郎",
        "---",
        "===",
        "| a | b |",
        "(03) 1234-5678",
    ),
    *("www.example.com", "[1]", "[1]: https://example.com", "東京都渋谷区\n神南1-2-3", "a\n\nb"),
    *(
        "+81 90-1234-5678",
        "```",
        "#1",
        "山田＜太郎＞",
        "\\(x\\)",
        "{a}",
        "<PERSON_1>",
        "    x",
        "~~~",
    ),
)
PLACES = (
    *("値は<CUSTOM_1>です。", "<CUSTOM_1>", "x\n<CUSTOM_1>\ny", "- <CUSTOM_1>", "1. <CUSTOM_1>"),
    *("> <CUSTOM_1>", "# 値 <CUSTOM_1>", "**<CUSTOM_1>**", "*<CUSTOM_1>*", "[x]<CUSTOM_1>"),
    *("| a | b |\n|---|---|\n| <CUSTOM_1> | c |", "<CUSTOM_1>、<CUSTOM_1>", "a ` b <CUSTOM_1> c"),
)
IN_CODE = (
    *("x `<CUSTOM_1>` y", "``a`b <CUSTOM_1>``", "```\n<CUSTOM_1>\n```"),
    "- x\n  ~~~py\n  <CUSTOM_1>\n  ~~~",
)


def shown(answer: str, values: Values, size: int = 4) -> str:
    """Return an answer as it is sent to a page, when its chunks are of this size."""
    restorer, page = Restorer(values), Markdown()
    parts = [page.show(restorer.feed(answer[at : at + size])) for at in range(0, len(answer), size)]
    return "".join([*parts, page.show(restorer.end()), page.end()])


def cases() -> Iterator[dict[str, object]]:
    """Yield a value, the Markdown that it stands in, and whether that is code."""
    for places, code in ((PLACES, False), (IN_CODE, True)):
        for place in places:
            for value in VALUES:
                markdown = shown(place, {("CUSTOM", 1): value})
                if markdown != place:
                    yield {"value": value, "markdown": markdown, "code": code, "place": place}


def written() -> str:
    """Return the file."""
    return json.dumps(list(cases()), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
