"""A run whose server is killed goes on with the questions that are left, none twice."""

from pathlib import Path
from typing import Any

from tests.evaluation.asking import asked, begin, lines, over, upload
from tests.support.people import Person
from tests.support.processes import Desk, settings_for, until

SCRIPT = "say:40:25"
QUESTIONS, PORTION = 40, 4


def test_a_run_goes_on_after_its_server_was_killed(tmp_path: Path, models: Any) -> None:
    scripted, base_url = models
    desk = Desk(tmp_path / "home", settings_for(base_url, SCRIPT))
    try:
        desk.start()
        person = Person(desk.address)
        person.sign_in()
        questions = [
            {"text": f"How do I make backup number {number}?", "relevant": ["en/backup.md"]}
            for number in range(QUESTIONS)
        ]
        before = scripted.asked(SCRIPT)
        begun = begin(person, upload(person, lines(*questions))["id"])

        def some() -> int:
            run = person.do("GET", f"/api/evaluation/runs/{begun['id']}")
            return int(run["figures"]["asked"])

        until(some, "some are asked")
        noted = some()
        assert noted < QUESTIONS
        desk.kill_server()
        until(lambda: desk.get("/readyz").status_code == 200, "a new server", 40)
        ended = over(person, begun["id"], 90)
        assert ended["state"] == "done", ended
        assert ended["figures"]["asked"] == QUESTIONS
        found = asked(person, begun["id"], limit=100)
        assert sorted(each["number"] for each in found) == list(range(1, QUESTIONS + 1))
        assert scripted.asked(SCRIPT) - before <= QUESTIONS + 2 * PORTION
        person.close()
    finally:
        desk.close()
