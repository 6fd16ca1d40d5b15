"""Whatever is sent, the answer is a new conversation or a clear problem; never a 500."""

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.people import Person, envelope, raw_answer

UNKNOWN = "3b241101-e2bb-4255-8caf-4136c566a962"
ODD_IDS = {
    "blank": "",
    "spaces": "   ",
    "null as a word": "null",
    "undefined": "undefined",
    "malformed": "not-a-uuid",
    "nearly": UNKNOWN[:-1],
    "unknown": UNKNOWN,
    "in braces": "{" + UNKNOWN + "}",
    "upper case": UNKNOWN.upper(),
    "100 kB": "x" * 100_000,
    "control characters": "\x00\x01\x1b",
    "quotes": "' or 1=1 --",
    "emoji": "🪟" * 10,
    "path": "../../etc/passwd",
}
WRONG_TYPES: dict[str, Any] = {
    "array": [],
    "number": 7,
    "fraction": 1.5,
    "object": {},
    "true": True,
    "nested": [[UNKNOWN]],
}
BAD_INPUT: dict[str, tuple[Any, int, str]] = {
    "empty": ("", 422, "invalid"),
    "blank": (" \n\t\u3000", 422, "invalid"),
    "nothing to see": ("\u200b\ufeff\u2060 \u3164", 422, "invalid"),
    "100 kB": ("あ" * 100_000, 413, "too_long"),
    "one too many": ("a" * 32_001, 413, "too_long"),
    "NUL": ("a\x00b", 422, "invalid"),
    "escape": ("\x1b[31mred", 422, "invalid"),
    "null": (None, 422, "invalid"),
    "number": (7, 422, "invalid"),
    "array": (["a"], 422, "invalid"),
    "object": ({"text": "a"}, 422, "invalid"),
    "true": (True, 422, "invalid"),
}


@pytest.mark.parametrize("odd", ODD_IDS.values(), ids=ODD_IDS)
def test_an_odd_session_id_starts_a_new_conversation(visitor: Person, odd: str) -> None:
    turn = visitor.ask("図書館", session_id=odd)
    assert turn["session_id"] != odd
    assert [each["id"] for each in visitor.sessions()] == [turn["session_id"]]


def test_no_session_id_at_all_starts_a_new_conversation(visitor: Person) -> None:
    turn = visitor.do("POST", "/api/chat", json={"user_input": "図書館"})
    assert visitor.session(turn["session_id"])["messages"][0]["content"] == "図書館"


@pytest.mark.parametrize("odd", WRONG_TYPES.values(), ids=WRONG_TYPES)
def test_a_session_id_of_another_type_is_named_as_the_field_to_mend(
    visitor: Person, odd: Any
) -> None:
    body = {"user_input": "図書館", "session_id": odd}
    problem = visitor.refused(422, "POST", "/api/chat", json=body)
    assert problem["details"] == {"body.session_id": "This must be a string."}
    assert visitor.sessions() == []


@pytest.mark.parametrize(("given", "status", "code"), BAD_INPUT.values(), ids=BAD_INPUT)
def test_a_question_that_cannot_be_asked_is_refused_and_leaves_nothing_behind(
    visitor: Person, given: Any, status: int, code: str
) -> None:
    body = {"user_input": given, "session_id": None}
    assert visitor.refused(status, "POST", "/api/chat", json=body)["code"] == code
    assert visitor.sessions() == []


def test_a_missing_question_is_named_as_the_field_to_mend(visitor: Person) -> None:
    problem = visitor.refused(422, "POST", "/api/chat", json={"session_id": None})
    assert problem["details"] == {"body.user_input": "This field is needed."}


@pytest.mark.parametrize("lone", [r'"\ud800"', r'"a\udfffb"', r'"\ud83e"'])
def test_half_a_letter_is_refused(visitor: Person, lone: str) -> None:
    raw = b'{"user_input": %b, "session_id": null}' % lone.encode()
    problem = visitor.refused(422, "POST", "/api/chat", content=raw, headers=JSON)
    assert problem["code"] == "invalid"


JSON = {"content-type": "application/json"}


@pytest.mark.parametrize("edge", ["a" * 32_000, "x\ty\r\nz", "ｶﾞ", "e\u0301", "👩‍👩‍👧", "\u202eabc"])
def test_every_other_text_is_kept_to_the_letter(visitor: Person, edge: str) -> None:
    turn = visitor.ask(edge, model="say:3")
    assert visitor.session(turn["session_id"])["messages"][0]["content"] == edge


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"not json",
        b'{"user_input": }',
        b"\xff\xfe",
        b"[",
        b"null",
        b"[]",
        b'"text"',
        b"7",
    ],
)
def test_a_body_that_is_no_json_object_is_refused(visitor: Person, raw: bytes) -> None:
    answer = visitor.send("POST", "/api/chat", content=raw, headers=JSON)
    assert envelope(answer)["error"]["code"] in ("bad_json", "invalid")
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize(
    "raw",
    [b"{", b'{"user_input": "\xe9"}', b"[" * 100_000, b'{"user_input": ' + b"9" * 5_000 + b"}"],
    ids=["half", "not UTF-8", "too deep", "a number without end"],
)
def test_broken_json_is_called_by_its_name(visitor: Person, raw: bytes) -> None:
    problem = visitor.refused(400, "POST", "/api/chat", content=raw, headers=JSON)
    assert problem["code"] == "bad_json"
    assert problem["message"].startswith("This could not be read as JSON.")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_json_that_is_not_called_json_is_refused_with_what_to_do(
    visitor: Person, kind: str
) -> None:
    sent = {"content": b'{"user_input": "a"}', "headers": {"content-type": kind}}
    details = visitor.refused(422, "POST", "/api/chat", **sent)["details"]
    assert details == {"body": "Send this as JSON, with the header Content-Type: application/json."}


@pytest.mark.parametrize("depth", [1_000, 100_000])
def test_deeply_nested_json_is_refused(visitor: Person, depth: int) -> None:
    raw = b'{"user_input": ' + b"[" * depth + b"]" * depth + b"}"
    answer = visitor.send("POST", "/api/chat", content=raw, headers=JSON)
    assert answer.status_code in (400, 422)
    envelope(answer)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x/y"]
)
def test_another_content_type_is_refused(visitor: Person, kind: str) -> None:
    raw = json.dumps({"user_input": "図書館", "session_id": None}).encode()
    answer = visitor.send("POST", "/api/chat", content=raw, headers={"content-type": kind})
    assert answer.status_code in (400, 415, 422)
    envelope(answer)
    assert visitor.sessions() == []


def test_a_body_over_the_limit_is_refused_by_what_it_announces(visitor: Person) -> None:
    raw = b'{"user_input": "' + b"a" * (1024 * 1024) + b'"}'
    problem = visitor.refused(413, "POST", "/api/chat", content=raw, headers=JSON)
    assert problem["code"] == "too_long"


def test_a_body_over_the_limit_is_refused_when_it_announces_nothing(visitor: Person) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"user_input": "'
        for _ in range(40):
            yield b"a" * 32_768

    problem = visitor.refused(413, "POST", "/api/chat", content=pieces(), headers=JSON)
    assert problem["code"] == "too_long"


@pytest.mark.parametrize("length", ["-1", "1e9", "x", "9" * 400])
def test_a_length_that_is_none_is_refused(visitor: Person, length: str) -> None:
    head = f"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n{{}}"
    assert raw_answer(visitor.address, head.encode()).startswith((b"HTTP/1.1 400", b"HTTP/1.1 413"))


ODD_PATHS = [
    "null",
    "undefined",
    "%20",
    "%00",
    "x" * 2_000,
    "%F0%9F%AA%9F",
    "%ff",
    "..%2f..",
    UNKNOWN,
]


@pytest.mark.parametrize("odd", ODD_PATHS)
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/sessions/{}", None),
        ("DELETE", "/api/sessions/{}", None),
        ("PATCH", "/api/sessions/{}/title", {"title": "a"}),
        ("PATCH", "/api/sessions/{}/head", {"message_id": UNKNOWN}),
        ("GET", "/api/streams/{}/events", None),
        ("GET", "/api/passages/{}", None),
        ("DELETE", "/api/apikeys/{}", None),
    ],
)
def test_an_odd_id_in_a_path_is_not_found(
    admin: Person, method: str, path: str, body: Any, odd: str
) -> None:
    answer = (
        admin.send(method, path.format(odd), json=body)
        if body
        else admin.send(method, path.format(odd))
    )
    assert answer.status_code in (404, 405)
    envelope(answer)


@pytest.mark.parametrize("seen", ["²", "-1", "x", "9" * 5_000, ""])
def test_an_odd_last_event_id_is_not_a_500(visitor: Person, seen: str) -> None:
    turn = visitor.ask("図書館", model="say:3")
    path = f"/api/streams/{turn['message']['stream_id']}/events"
    answer = visitor.send("GET", path, headers={"last-event-id": seen.encode("latin-1", "ignore")})
    assert answer.status_code == 200
    assert "chat.started" in answer.text


@pytest.mark.parametrize(
    "title",
    ["", "   ", "\x00", "\n\t", "\u200b"],
)
def test_a_title_without_letters_is_refused(visitor: Person, title: str) -> None:
    session_id = visitor.do("POST", "/api/sessions", json={})["id"]
    path = f"/api/sessions/{session_id}/title"
    assert visitor.refused(422, "PATCH", path, json={"title": title})["message"] == "Write a title."


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("  本の\n貸出  ", "本の 貸出"),
        ("a\x00b", "a b"),
        ("<b>x</b>", "<b>x</b>"),
        ("🪟" * 120, "🪟" * 120),
        ("null", "null"),
    ],
)
def test_an_odd_title_is_kept_on_one_line(visitor: Person, title: str, kept: str) -> None:
    session_id = visitor.do("POST", "/api/sessions", json={})["id"]
    path = f"/api/sessions/{session_id}/title"
    assert visitor.do("PATCH", path, json={"title": title})["title"] == kept
    assert visitor.session(session_id)["title"] == kept


@pytest.mark.parametrize("title", [None, 7, [], {}])
def test_a_title_that_is_no_text_is_refused(visitor: Person, title: Any) -> None:
    session_id = visitor.do("POST", "/api/sessions", json={})["id"]
    visitor.refused(422, "PATCH", f"/api/sessions/{session_id}/title", json={"title": title})


def test_a_title_that_is_too_long_is_refused(visitor: Person) -> None:
    session_id = visitor.do("POST", "/api/sessions", json={})["id"]
    path = f"/api/sessions/{session_id}/title"
    assert visitor.refused(413, "PATCH", path, json={"title": "a" * 121})["code"] == "too_long"


def test_random_bytes_never_make_a_500(visitor: Person) -> None:
    for _ in range(20):
        answer = visitor.send("POST", "/api/chat", content=os.urandom(200), headers=JSON)
        assert answer.status_code in (400, 422)
