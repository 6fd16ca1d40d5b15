"""A document is known again in the next run by what lasts of it."""

from typing import Any

import pytest

from madoguchi.learning.reading.identity import address_of, link_of
from madoguchi.learning.reading.markdown import HTML, MARKDOWN, body_of
from madoguchi.learning.reading.schemas import Read

ROLLED = "0f9b7a52-6a0e-4a43-9a44-0d6f0f6a1c55"
OTHER = "5a1f8c0e-7b6d-4b8f-8a2b-3c4d5e6f7a8b"
LINK = "https://wiki.example/page"


def read(text: str = "本文", own: str | None = None, **metadata: Any) -> Read:
    return Read(id=own, text=text, metadata=metadata)


@pytest.mark.parametrize(
    ("given", "address"),
    [
        (read(own="page-7", url=LINK), "page-7"),
        (read(own=ROLLED, url=LINK), LINK),
        (read(own=ROLLED, page_id=ROLLED, url=LINK), ROLLED),
        (read(url=LINK, file_path="/a.pdf"), LINK),
        (read(url=LINK, page_label="3"), f"{LINK}#page=3"),
        (read(url="", file_path="/a.pdf", page_label="iv"), "/a.pdf#page=iv"),
        (read(source="notes", file_name="a.pdf"), "a.pdf"),
    ],
)
def test_the_best_name_that_lasts_is_taken(given: Read, address: str) -> None:
    assert address_of(given) == address


def test_the_operator_may_say_by_what_a_document_is_known() -> None:
    row = read(own="by chance", space="rules", id=7)
    assert address_of(row, ["space", "id"]) == "rules/7"
    assert address_of(row, ["space", "number"]) == "by chance"


def test_a_document_without_a_name_is_known_by_what_is_told_of_it_but_for_times_and_sizes() -> None:
    first = read("一", own=ROLLED, topic="給食", file_size=10, last_modified_date="2026-01-01")
    second = read("二", own=OTHER, topic="給食", file_size=11, last_modified_date="2026-01-02")
    assert address_of(first) == address_of(second)
    assert address_of(first) != address_of(read("一", topic="掃除"))


def test_a_document_of_which_nothing_is_told_is_known_by_its_text() -> None:
    assert address_of(read("一")) == address_of(read("一", own=ROLLED))
    assert address_of(read("一")) != address_of(read("二"))


def test_a_name_of_any_length_makes_an_address() -> None:
    long = read(own="x" * 5000)
    assert len(address_of(long)) < 100
    assert address_of(long) != address_of(read(own="x" * 5001))


@pytest.mark.parametrize(
    "wrong", ["javascript:alert(1)", "file:///etc/passwd", "//a", "https://", "https://a b", "7"]
)
def test_only_addresses_of_the_web_are_linked_to(wrong: str) -> None:
    assert link_of(read(url=wrong)) is None


def test_what_is_told_of_a_text_stands_in_front_of_it() -> None:
    told = read(
        "本文", title=" 題\n二行目 ", language="ja", page_label="3", updated_at="2026-03-01"
    )
    body, content_type = body_of(told)
    head = "---\ntitle: 題 二行目\nlang: ja\npage_label: 3\ndate: 2026-03-01\n---\n\n"
    assert (body.decode(), content_type) == (head + "本文", MARKDOWN)


def test_pages_of_the_web_stay_what_they_are() -> None:
    page = "<!DOCTYPE html><html><body><p>本文</p></body></html>"
    assert body_of(read(page, title="題")) == (page.encode(), HTML)


def test_a_text_with_a_head_of_its_own_keeps_it() -> None:
    own = "---\ntitle: 自分の題\n---\n本文"
    assert body_of(read(own, title="題"))[0].decode() == own
