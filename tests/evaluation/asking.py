"""What one does with question sets, in few words."""

import json
from typing import Any

from tests.support.people import Person
from tests.support.processes import until

OVER = ("done", "failed", "cancelled")


def lines(*questions: dict[str, Any]) -> bytes:
    """Return questions as lines of JSON."""
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in questions).encode()


def upload(person: Person, data: bytes, name: str = "questions.jsonl") -> Any:
    """Bring a file of questions."""
    return person.do("POST", "/api/evaluation/sets", params={"name": name}, content=data)


def refuse(person: Person, data: bytes, name: str = "questions.csv") -> Any:
    """Bring a file that is no set of questions; return what is said about it."""
    given = {"params": {"name": name}, "content": data}
    return person.refused(422, "POST", "/api/evaluation/sets", **given)


def begin(person: Person, set_id: str, **wish: Any) -> Any:
    """Start a run."""
    return person.do("POST", f"/api/evaluation/sets/{set_id}/runs", json=wish)


def over(person: Person, run_id: str, patience_s: float = 30.0) -> Any:
    """Return a run once it is over."""

    def ended() -> Any:
        run = person.do("GET", f"/api/evaluation/runs/{run_id}")
        return run if run["state"] in OVER else None

    return until(ended, "the run is over", patience_s)


def run(person: Person, set_id: str, **wish: Any) -> Any:
    """Run a set to its end."""
    return over(person, begin(person, set_id, **wish)["id"])


def asked(person: Person, run_id: str, **wanted: Any) -> list[Any]:
    """Return what became of the questions."""
    found: list[Any] = person.do("GET", f"/api/evaluation/runs/{run_id}/questions", params=wanted)[
        "items"
    ]
    return found
