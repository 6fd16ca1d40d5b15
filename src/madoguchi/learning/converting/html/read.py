"""A page of the web as Markdown."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from madoguchi.learning.converting.draft import Draft
from madoguchi.learning.converting.encodings import decode
from madoguchi.learning.converting.found import Found
from madoguchi.learning.converting.html.blocks import Page
from madoguchi.learning.converting.html.parse import parsed, said
from madoguchi.learning.converting.html.prune import content_of, unpruned
from madoguchi.learning.converting.schemas import Hint
from madoguchi.learning.converting.writing import clean, flat

SPACES = re.compile(r"\s+")
SEPARATORS = re.compile(r"\s+[|｜\-–—»:：]\s+|[|｜]")
LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
TAGS = re.compile(r"<[^>]*>")
DEEPEST_DATA = 6
MOST_QUESTIONS = 500


def read(data: bytes, hint: Hint, draft: Draft) -> Found:
    """Read a page: what is its own, with its questions and answers."""
    return read_text(decode(data, hint.charset), hint, draft)


def read_text(text: str, hint: Hint, draft: Draft) -> Found:
    """Read a page that is text already."""
    text = clean(text)
    page = parsed(text)
    base = _base(page, hint.url)
    title, language = _title(page), _language(page)
    questions = list(_questions(page))
    content = content_of(page)
    if content is not None:
        Page(draft, base).write(content)
    _add_unseen(questions, draft)
    if not draft.blocks and (body := unpruned(parsed(text))) is not None:
        Page(draft, base).write(body)
    if not draft.blocks and (summary := _meta(page, "description")):
        draft.add("paragraph", summary)
        draft.notice("convert.warning.description_only")
    told = questions[:MOST_QUESTIONS]
    details = {"questions": told} if told else {}
    return Found(title or draft.first_heading, language, details)


def _base(page: LexborHTMLParser, url: str | None) -> str | None:
    node = page.css_first("base[href]")
    try:
        return urljoin(url or "", said(node, "href")) if node is not None else url
    except ValueError:
        return url


def _title(page: LexborHTMLParser) -> str | None:
    """Return the title without the name of the site, when the page's heading confirms it."""
    node = page.css_first("head title") or page.css_first("title")
    whole = flat(node.text(deep=True)).strip() if node is not None else ""
    whole = whole or _meta(page, "og:title") or ""
    headings = {flat(h.text(deep=True)).strip() for h in page.css("h1")}
    for part in SEPARATORS.split(whole):
        if part.strip() and part.strip() in headings:
            return part.strip()
    return whole or None


def _meta(page: LexborHTMLParser, name: str) -> str | None:
    node = page.css_first(f'meta[name="{name}"],meta[property="{name}"]')
    return (flat(said(node, "content")).strip() or None) if node is not None else None


def _language(page: LexborHTMLParser) -> str | None:
    node = page.css_first("html[lang],html[xml\\:lang]")
    declared = (said(node, "lang") or said(node, "xml:lang")).strip() if node is not None else ""
    return declared.lower().replace("_", "-") if LANGUAGE.match(declared) else None


def _questions(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Yield the questions and answers that a page gives to machines."""
    for script in page.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(script.text(deep=True))
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            if thing.get("@type") == "Question":
                yield _question(thing)


def _things(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(data, list) and depth < DEEPEST_DATA:
        for each in data:
            yield from _things(each, depth + 1)
    elif isinstance(data, dict) and depth < DEEPEST_DATA:
        yield data
        for name in ("@graph", "mainEntity"):
            yield from _things(data.get(name), depth + 1)


def _question(thing: dict[str, Any]) -> tuple[str, str]:
    answer = thing.get("acceptedAnswer") or {}
    answer = answer[0] if isinstance(answer, list) and answer else answer
    text = answer.get("text") if isinstance(answer, dict) else None
    return _words(thing.get("name")), _words(text)


def _words(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    if "<" in value:
        value = LexborHTMLParser(TAGS.sub(r" \g<0>", value)).text()
    return flat(value).strip()


def _add_unseen(questions: list[tuple[str, str]], draft: Draft) -> None:
    """Write the answers that the page itself does not show."""
    if not questions:
        return
    shown = SPACES.sub("", draft.markdown)
    for question, answer in questions:
        if question and answer and SPACES.sub("", answer)[:40] not in shown:
            draft.heading(2, question)
            draft.add("paragraph", answer)
