"""What a model writes is text: it cannot run, reach out, or break the page."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import Visit
from tests.journeys.counter import Counter
from tests.journeys.directed import Directed

HOSTILE = """Before <script>window.broken = 1</script>
and <img src=x onerror="window.broken = 2"> after.

<iframe src="https://example.org"></iframe>

<style>body { display: none }</style>

[press me](javascript:window.broken=3) and [me](JaVaScRiPt:window.broken=4)
and [data](data:text/html,<script>window.broken=5</script>) and <javascript:window.broken=6>

![a picture](https://example.org/tracks.png) and ![another](javascript:window.broken=7)

<a href="javascript:window.broken=8" onclick="window.broken=9">html</a>
<svg onload="window.broken=10">

[fine](https://example.org/page "title") and `<b>code</b>` and &lt;i&gt;

$\\href{javascript:window.broken=11}{x}$ and
$\\htmlData{onclick=window.broken=12}{y}$ and $\\frac{1}{$
"""
ALIVE = "script, iframe, style, img, svg:not(.katex *), object, form"
LONG = "very" * 400
WIDE = "\n".join(
    [
        "|" + "|".join(f" column {n} " for n in range(40)) + "|",
        "|" + "---|" * 40,
        "|" + "|".join(f" {'x' * 30} " for _ in range(40)) + "|",
    ]
)
DEEP = "\n".join("  " * level + f"- level {level}" for level in range(30))
ODD = f"""{LONG}

https://example.org/{"path" * 200}

`{"code" * 300}`

{DEEP}

{WIDE}

> > > > > > > > > > quoted ten times

مرحبا بالعالم، هذا سؤال عن المكتبة \u202e reversed \u202c and on.

{"́" * 200} combining, and a null-like \u200b\u200d\ufeff space

```
{"unclosed code " * 50}
"""


def show(counter: Counter, model: Directed, words: str) -> None:
    """Let the model write exactly this."""
    model.script = f"text:{words}"
    counter.ask("Show me").finished()


def test_html_and_scripts_in_an_answer_are_shown_as_text(counter: Counter, model: Directed) -> None:
    show(counter, model, HOSTILE)
    page, answer = counter.page, counter.answer()
    expect(answer).to_contain_text("<script>window.broken = 1</script>")
    expect(answer).to_contain_text('<img src=x onerror="window.broken = 2">')
    expect(answer).to_contain_text("<style>body { display: none }</style>")
    expect(answer.locator(ALIVE)).to_have_count(0)
    for link in answer.get_by_role("link").all():
        assert (link.get_attribute("href") or "").startswith(("https://example.org/", "?", "/chat"))
        link.hover()
    for word in ("press me", "html"):
        answer.get_by_text(word).first.click()
    page.wait_for_timeout(100)
    assert page.evaluate("window.broken") is None
    picture = answer.get_by_role("link", name="Image: a picture")
    expect(picture).to_have_attribute("rel", "noopener noreferrer nofollow")
    page.reload()
    counter.ready()
    assert page.evaluate("window.broken") is None


@pytest.mark.parametrize("width", [320, 1280])
def test_words_without_end_and_tables_without_end_do_not_break_the_page(
    visit: Visit, counter: Counter, model: Directed, width: int
) -> None:
    counter.page.set_viewport_size({"width": width, "height": 700})
    show(counter, model, ODD)
    answer = counter.answer()
    for expected in (LONG, "level 29", "column 39", "quoted ten times", "مرحبا", "unclosed code"):
        expect(answer).to_contain_text(expected)
    sizes = counter.page.evaluate(
        "() => [document.scrollingElement.scrollWidth, innerWidth, ...[...document.querySelectorAll"
        "('.markdown > *, .log, .ask-area')].map((one) => one.getBoundingClientRect().right)]"
    )
    assert max(sizes) <= width, sizes


ARABIC = """مرحبا بالعالم، open the *library* مع English.

- أولا
- ثانيا

Left to right, with مرحبا in it.

> اقتباس

| عمود | ب |
|---|---|
| ١ | ٢ |

```
قيمة = 1
```
"""


def test_words_run_in_the_direction_of_their_own_letters(counter: Counter, model: Directed) -> None:
    show(counter, model, ARABIC)
    counter.field.fill("سؤال آخر")
    ways = counter.page.evaluate(
        "() => [...document.querySelectorAll('.markdown > p, .markdown :is(ul, blockquote, table,"
        " pre), #question, .bubble')]"
        ".map((one) => [one.localName, getComputedStyle(one).direction])"
    )
    assert ways == [
        ["p", "ltr"],
        *[["p", "rtl"], ["ul", "rtl"], ["p", "ltr"], ["blockquote", "rtl"], ["table", "rtl"]],
        *[["pre", "ltr"], ["textarea", "rtl"]],
    ]


def test_a_question_is_shown_as_it_was_written(counter: Counter, model: Directed) -> None:
    asked = "<b>not bold</b> **nor this** <script>window.broken = 1</script>"
    counter.ask(asked).finished()
    expect(counter.questions.last.locator(".bubble")).to_have_text(asked)
    expect(counter.title).to_contain_text("not bold")
    expect(counter.page.locator("h1 b, .session b")).to_have_count(0)
    assert counter.page.evaluate("window.broken") is None


@pytest.mark.parametrize(
    ("written", "bold"),
    [
        ("**「重要」**です", "「重要」"),
        ("これは**『注意』**と", "『注意』"),
        ("値段は**1,000円（税込）**です", "1,000円（税込）"),
        ("**注意。**続き", "注意。"),
    ],
)
def test_bold_words_beside_japanese_marks_are_bold(
    counter: Counter, model: Directed, written: str, bold: str
) -> None:
    show(counter, model, written)
    expect(counter.answer().locator("strong")).to_have_text(bold)
    expect(counter.answer()).to_have_text(written.replace("**", ""))
