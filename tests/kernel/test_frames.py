"""Whatever frame arrives is answered; the connection stays."""

import json
import random
from typing import Any

import orjson
import pytest

from madoguchi.entry.doors import METHODS
from tests.support.people import Line, Person

BROKEN: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "bad_frame"),
    "words": ("hello", "bad_frame"),
    "half": ('{"type":"invoke","id":"1"', "bad_frame"),
    "NaN": (
        '{"type":"invoke","id":"1","method":"connection.ping","params":{"a":NaN}}',
        "bad_frame",
    ),
    "array": ("[]", "bad_frame"),
    "null": ("null", "bad_frame"),
    "number": ("7", "bad_frame"),
    "no id": ('{"type":"invoke","method":"connection.ping"}', "bad_frame"),
    "id is null": ('{"type":"invoke","id":null,"method":"connection.ping"}', "bad_frame"),
    "id is true": ('{"type":"invoke","id":true,"method":"connection.ping"}', "bad_frame"),
    "id is empty": ('{"type":"invoke","id":"","method":"connection.ping"}', "bad_frame"),
    "id is long": (json.dumps({"type": "invoke", "id": "x" * 101}), "bad_frame"),
    "half a letter": ('{"type":"invoke","id":"\\ud800","method":"connection.ping"}', "bad_frame"),
    "deep": ('{"type":"invoke","id":"1","params":' + "[" * 50_000, "bad_frame"),
    "binary": (b'{"type":"invoke","id":"1","method":"connection.ping"}', "bad_frame"),
    "too long": ("x" * (1024 * 1024 + 1), "too_long"),
    "too long in bytes": ("窓" * (400 * 1024), "too_long"),
    "three times too long": ("x" * (3 * 1024 * 1024), "too_long"),
}
WITH_ID: dict[str, tuple[dict[str, Any], str]] = {
    "another type": ({"type": "event", "method": "connection.ping"}, "bad_frame"),
    "no type": ({"method": "connection.ping"}, "bad_frame"),
    "no method": ({"type": "invoke"}, "bad_frame"),
    "method is a number": ({"type": "invoke", "method": 7}, "bad_frame"),
    "method is long": ({"type": "invoke", "method": "x" * 101}, "unknown_method"),
    "params is an array": (
        {"type": "invoke", "method": "connection.ping", "params": []},
        "bad_frame",
    ),
    "params is text": ({"type": "invoke", "method": "connection.ping", "params": "a"}, "bad_frame"),
    "unknown method": ({"type": "invoke", "method": "chat.destroy"}, "unknown_method"),
    "method of python": ({"type": "invoke", "method": "__class__"}, "unknown_method"),
    "too long": (
        {"type": "invoke", "method": "connection.ping", "params": {"a": "x" * 2**21}},
        "too_long",
    ),
    "bad params": ({"type": "invoke", "method": "chat.stop", "params": {}}, "bad_params"),
}
ODD: list[Any] = [None, True, -1, 10**18, 0.5, [], [[]], {}, {"a": 1}]
ODD += ["", "x", "\x00", "null", "あ" * 40_000]


@pytest.fixture
def line(visitor: Person) -> Line:
    return visitor.line()


def still_there(line: Line) -> None:
    assert line.do("connection.ping")["at"]


@pytest.mark.parametrize(("frame", "code"), BROKEN.values(), ids=BROKEN)
def test_a_frame_that_cannot_be_read_is_answered_and_survived(
    line: Line, frame: str | bytes, code: str
) -> None:
    line.say(frame)
    answer = line.result(None)
    assert (answer["ok"], answer["error"]["code"]) == (False, code)
    assert answer["error"]["message"]
    still_there(line)


@pytest.mark.parametrize(("frame", "code"), WITH_ID.values(), ids=WITH_ID)
def test_a_frame_with_an_id_is_answered_under_that_id(
    line: Line, frame: dict[str, Any], code: str
) -> None:
    line.say({"id": "mine"} | frame)
    assert line.result("mine")["error"]["code"] == code
    still_there(line)


@pytest.mark.parametrize("frame_id", ["a", "窓口", 0, -7, 2**53, "7", "x" * 100])
def test_the_id_of_a_frame_comes_back_as_it_was(line: Line, frame_id: str | int) -> None:
    line.say({"type": "invoke", "id": frame_id, "method": "connection.ping"})
    answer = line.result(frame_id)
    assert answer["ok"]
    assert type(answer["id"]) is type(frame_id)
    assert set(answer) == {"type", "id", "ok", "data"}


def test_params_may_be_left_out_or_null(line: Line) -> None:
    line.say({"type": "invoke", "id": 1, "method": "connection.ping", "params": None})
    assert line.result(1)["ok"]


def test_unknown_fields_of_a_frame_are_let_pass(line: Line) -> None:
    line.say({"type": "invoke", "id": 1, "method": "connection.ping", "later": True})
    assert line.result(1)["ok"]


def test_bad_params_name_each_field_in_the_readers_language(visitor: Person) -> None:
    params = {"session_id": 7, "user_input": None}
    problem = visitor.line().refused("chat.send", params)
    assert problem["code"] == "bad_params"
    assert problem["details"] == {
        "session_id": "This must be a string.",
        "user_input": "This must be a string.",
    }
    visitor.lang = "ja"
    problem = visitor.line().refused("chat.send", params)
    assert problem["details"]["session_id"] == "文字列にしてください。"


@pytest.mark.parametrize("method", sorted(method.name for method in METHODS))
def test_no_odd_parameter_brings_a_method_down(line: Line, method: str) -> None:
    schema = METHODS.find(method).params.model_json_schema()
    sound = {"user_input": "hello", "model": None}
    for field in schema.get("properties", {"nothing": {}}):
        for odd in ODD:
            if field == "model" and odd is None:
                continue
            params = {k: v for k, v in sound.items() if k in schema.get("properties", {})}
            frame_id = line.invoke(method, params | {field: odd})
            answer = line.result(frame_id)
            if not answer["ok"]:
                assert answer["error"]["code"] != "internal", (field, odd)
    still_there(line)


def test_random_frames_are_all_answered(line: Line) -> None:
    dice = random.Random(7)
    for _ in range(100):
        piece = bytes(dice.randrange(32, 127) for _ in range(dice.randrange(0, 60))).decode()
        line.say(piece)
        assert line.result(None)["ok"] is False
    still_there(line)


def test_a_result_comes_before_the_first_event_of_what_it_started(line: Line) -> None:
    for script in ("say:3", "say:1000", "cite"):
        line.frames.clear()
        started = line.ask(model=script)
        stream_id = started["stream_id"]
        events = line.stream(stream_id)
        ours = [
            frame
            for frame in line.frames
            if frame["type"] == "result" or frame["payload"].get("stream_id") == stream_id
        ]
        assert ours[0]["type"] == "result"
        assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
        assert events[0]["channel"] == "chat.started"


def test_every_event_has_the_fields_that_its_schema_promises(line: Line, admin: Person) -> None:
    document = orjson.loads(admin.send("GET", "/api/openapi.json").content)
    schemas = document["components"]["schemas"]
    channels = schemas["WsEvents"]["properties"]
    started = line.ask("図書館は何時に開きますか", model="cite")
    for event in line.stream(started["stream_id"]):
        name = channels[event["channel"]]["$ref"].rpartition("/")[2]
        assert set(event["payload"]) == set(schemas[name]["properties"]), event["channel"]
