"""Many people who tell the help desk what is personal, by every way in; and a look at what left."""

import json
import logging
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from madoguchi.entry.logs import write_logs_to
from madoguchi.entry.settings import Settings
from madoguchi.kernel.db import Table
from madoguchi.knowledge.schemas import NewDocument
from madoguchi.learning.cut import cut
from tests.support.house import FAST, House, open_house
from tests.support.people import Person
from tests.support.planting import Planted, planted
from tests.support.processes import until
from tests.support.scripted_model import ScriptedModel

ANSWERS = "text:<PERSON_1>様、【phone 1】と <EMAIL_1> へ [1]。"
SPEAKS, BREAKS, REFUSES = "say:3", "cut:3", "status:500"
ENDED = ("done", "failed", "cancelled")
STAFF = "当番の引き継ぎ"


@dataclass
class Leak:
    """A value that was found where it must not be."""

    planted: Planted
    places: list[str]


@dataclass
class Played:
    """What many rounds came to."""

    rounds: int = 0
    requests: int = 0
    bytes_sent: int = 0
    noted: int = 0
    planted: list[Planted] = field(default_factory=list)
    leaks: list[Leak] = field(default_factory=list)

    def by_kind(self) -> dict[str, tuple[int, int]]:
        """Return how many were planted and how many found, by kind and language."""
        lost = {each.planted for each in self.leaks}
        found: dict[str, tuple[int, int]] = {}
        for each in self.planted:
            key = f"{each.kind} {each.language}"
            there, gone = found.get(key, (0, 0))
            found[key] = there + 1, gone + (each in lost)
        return found


def settings_for(base_url: str, **sections: Any) -> Settings:
    """Return settings in which everything that may leave this machine does."""
    names = (ANSWERS, SPEAKS, BREAKS, REFUSES, "embed", "rerank")
    about = {"provider": "openai", "base_url": base_url, "api_key": "x", "retries": 0}
    models = [{"id": name, "model": name, "timeouts": FAST} | about for name in names]
    routes = {"chat": [REFUSES, SPEAKS], "embed": "embed", "rerank": "rerank"}
    quick = {"server": {"drain_s": 0.1}}
    return Settings.model_validate(quick | {"models": models, "routes": routes} | sections)


@contextmanager
def noted(file: Path) -> Iterator[None]:
    """Note into a file what the product notes."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    write_logs_to(file)
    try:
        yield
    finally:
        for each in root.handlers:
            each.close()
        root.handlers = handlers
        root.setLevel(level)
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def play(home: Path, model: ScriptedModel, settings: Settings, count: int, seed: int) -> Played:
    """Let people ask ``count`` times, by turns in every way; then look for what they said."""
    said, staff = planted(seed, count), planted(seed + 1, 12)
    values = {each.value for each in said}
    staff = [each for each in staff if each.value not in values]  # those are in the database
    played = Played(planted=[*said, *staff])
    home.mkdir(parents=True, exist_ok=True)
    with noted(home / "noted.log"):
        with open_house(home, settings) as house:
            learn(house, staff)
            key = house.add_person("member", "member")
            with closing(Person(house.address, key, "ja")) as person:
                talks = Talks(person)
                for number, each in enumerate(said):
                    talks.ask(number, each)
                    played.rounds += 1
            with closing(Person(house.address, None, "ja")) as admin:
                admin.sign_in()
                evaluate(admin, said[: max(5, count // 20)])
                metrics = admin.send("GET", "/metrics").text
            rows = all_rows(house)
            files = _files(home, "running: ")
        files |= _files(home, "stopped: ")
    sent = b"\n".join(model.heard)
    played.requests, played.bytes_sent = len(model.heard), len(sent)
    played.noted = len(files["stopped: noted.log"])
    texts = {"sent": sent, "metrics": metrics.encode(), "log": files["stopped: noted.log"]}
    everywhere = texts | {"database": rows.encode()} | files
    played.leaks = [*look_for(said, everywhere), *look_for(staff, texts)]
    return played


def learn(house: House, staff: Sequence[Planted]) -> None:
    """Have passages learned that only members see, with personal data in them."""
    for number, each in enumerate(staff):
        text = f"# {STAFF} {number}\n\n引き継ぎの覚え書きです。{each.text}\n"
        document = NewDocument(
            collection="staff",
            source="staff",
            address=f"note-{number}",
            title=f"{STAFF} {number}",
            url=None,
            language=each.language,
            markdown=text,
            passages=cut(text),
            roles=("member",),
        )
        house.run(house.wired.knowledge.learn(document))
    house.run(house.wired.knowledge.until_found(20))


class Talks:
    """One person's conversations, by every door."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._line = person.line()
        self._talk: str | None = None
        self._turn: Any = None
        self._ways = (
            *(self._begin, self._go_on, self._shortly, self._by_socket, self._again),
            *(self._otherwise, self._broken, self._fallback, self._staff, self._title),
        )

    def ask(self, number: int, each: Planted) -> None:
        """Say something, in the way whose turn it is."""
        self._ways[number % len(self._ways)](each)

    def _post(self, text: str, **more: Any) -> Any:
        self._turn = self._person.ask(text, **{"model": ANSWERS, **more})
        self._talk = self._turn["session_id"]
        return self._turn

    def _begin(self, each: Planted) -> None:
        self._post(each.text)

    def _go_on(self, each: Planted) -> None:
        self._post(each.text, session_id=self._talk)

    def _shortly(self, each: Planted) -> None:
        self._post(each.text, session_id=self._talk)
        self._post("料金は？", session_id=self._talk)

    def _by_socket(self, each: Planted) -> None:
        started = self._line.ask(each.text, model=ANSWERS)
        self._line.stream(started["stream_id"])

    def _again(self, each: Planted) -> None:
        turn = self._post(each.text)
        wish = {"message_id": turn["message"]["id"], "model": SPEAKS}
        self._line.stream(self._line.do("chat.retry", wish)["stream_id"])

    def _otherwise(self, each: Planted) -> None:
        turn = self._post("開館時間を教えてください")
        first = self._person.session(turn["session_id"])["messages"][0]
        self._post(each.text, session_id=self._talk, replaces=first["id"])

    def _broken(self, each: Planted) -> None:
        self._post(each.text, model=BREAKS)

    def _fallback(self, each: Planted) -> None:
        self._post(each.text, session_id=self._talk, model=None)

    def _staff(self, each: Planted) -> None:
        self._post(f"{STAFF}の覚え書きには何がありますか。{each.text}")

    def _title(self, each: Planted) -> None:
        path = f"/api/sessions/{self._talk}/title"
        self._person.do("PATCH", path, json={"title": each.text})
        self._person.do("POST", "/api/sessions", json={"title": each.text})
        self._person.do("GET", "/api/sessions", params={"q": each.value})


def evaluate(admin: Person, asked: Sequence[Planted]) -> None:
    """Run a set of questions."""
    questions = "\n".join(json.dumps({"text": each.text}) for each in asked)
    params = {"name": "asked.jsonl"}
    made = admin.do("POST", "/api/evaluation/sets", params=params, content=questions.encode())
    run = admin.do("POST", f"/api/evaluation/sets/{made['id']}/runs", json={"k": 5})
    path = f"/api/evaluation/runs/{run['id']}"
    until(lambda: admin.do("GET", path)["state"] in ENDED, "the questions are asked", 300)


def all_rows(house: House) -> str:
    """Return everything that can be read in the database."""
    names = [table.name for table in Table.metadata.sorted_tables]
    return "\n".join(str(row) for name in names for row in house.sql(f"select * from {name}"))


def look_for(values: Sequence[Planted], texts: dict[str, bytes]) -> list[Leak]:
    """Return the values that stand somewhere, in clear or as JSON or addresses write them."""
    found = []
    for each in values:
        forms = {each.value, json.dumps(each.value)[1:-1], quote(each.value)}
        places = [
            name for name, text in texts.items() if any(form.encode() in text for form in forms)
        ]
        if places:
            found.append(Leak(each, places))
    return found


def _files(home: Path, when: str) -> dict[str, bytes]:
    """Return every file of a home: the database, its log, the index, the caches."""
    return {
        f"{when}{each.relative_to(home)}": each.read_bytes()
        for each in home.rglob("*")
        if each.is_file()
    }
