"""A set of questions is run against what is learned; its misses say why."""

from pathlib import Path

import pytest

from tests.conftest import Guests
from tests.evaluation.asking import asked, begin, lines, over, run, upload
from tests.evaluation.conftest import learn_folder
from tests.support.house import House
from tests.support.people import Person
from tests.support.processes import until

FOUND = {"text": "図書館は何時に開きますか", "relevant": ["ja/hours.md"], "answers": ["午前九時"]}
MISSED = {"text": "市営駐車場の料金はいくらですか", "relevant": ["キャンプ場"], "answers": []}
UNLEARNED = {"text": "プールの料金は", "relevant": ["https://example.org/none"]}
WRONG = {
    "text": "燃えるごみは何曜日ですか",
    "relevant": ["ごみの出し方.md"],
    "answers": ["日曜日のみ"],
}
OFF_TOPIC = {"text": "量子コンピューターの歴史を教えて"}
ALL = (FOUND, MISSED, UNLEARNED, WRONG, OFF_TOPIC)


def test_every_question_comes_to_what_can_be_said_of_it(inspector: Person) -> None:
    made = upload(inspector, lines(*ALL))
    assert made["counts"] == {
        "questions": 5,
        "with_pages": 4,
        "with_answers": 2,
        "off_topic": 1,
    }
    done = run(inspector, made["id"], k=1)
    assert done["state"] == "done", done
    outcomes = [each["outcome"] for each in asked(inspector, done["id"])]
    assert outcomes == ["missed", "unlearned", "wrong", "found", "refused"]
    figures = done["figures"]
    assert (figures["asked"], figures["pages"], figures["answers"]) == (5, 4, 2)
    assert figures["recall_at_1"] == 0.5
    assert figures["contained"] == 0.5
    assert figures["refused"] == 1.0
    assert figures["outcomes"] == {
        "found": 1,
        "missed": 1,
        "unlearned": 1,
        "wrong": 1,
        "refused": 1,
    }


def test_a_miss_shows_what_was_expected_what_came_instead_and_the_answer(
    inspector: Person,
) -> None:
    done = run(inspector, upload(inspector, lines(*ALL))["id"], k=1)
    missed, unlearned = asked(inspector, done["id"], outcome=["missed", "unlearned"])
    (expected,) = missed["expected"]
    assert expected["name"] == "キャンプ場"
    assert expected["place"] != 1
    (document,) = expected["documents"]
    assert document["address"] == "parks/camp.md"
    assert document["passages"] >= 1
    assert document["learned_at"]
    source = inspector.do("GET", f"/api/sources/{document['source']}")
    assert source["collection"] == "town"
    passage = inspector.do("GET", f"/api/passages/{document['passage_id']}")
    assert "キャンプ場" in passage["text"]
    first = missed["found"][0]
    assert first["title"] == "駐車場の料金"
    assert not first["expected"]
    assert "二百円" in inspector.do("GET", f"/api/passages/{first['passage_id']}")["text"]
    assert "二百円" in missed["answer"]
    assert unlearned["expected"][0] == {
        "name": "https://example.org/none",
        "documents": [],
        "matches": 0,
        "place": None,
    }


@pytest.mark.parametrize(
    "name", ["parks/camp.md", "camp.md", "キャンプ場", "ｷｬﾝﾌﾟ場", "parks%2Fcamp.md#top"]
)
def test_a_page_is_known_by_any_of_its_names(inspector: Person, name: str) -> None:
    question = {"text": "キャンプ場の予約はいつからですか", "relevant": [name]}
    done = run(inspector, upload(inspector, lines(question))["id"], answers=False)
    assert done["figures"]["recall_at_1"] == 1.0
    assert asked(inspector, done["id"])[0]["outcome"] == "found"


def test_an_uploaded_file_is_known_by_its_own_name(inspector: Person) -> None:
    content = "# 手数料のお知らせ\n\n証明書の手数料は三百円です。\n".encode()
    file = inspector.do("POST", "/api/files", params={"name": "fees-2026.md"}, content=content)
    wish = {"kind": "upload", "starts": [file["id"]]}
    source = inspector.do("POST", "/api/sources", json=wish)
    begun = inspector.do("POST", f"/api/sources/{source['id']}/run", json={})
    until_done(inspector, begun["id"])
    question = {"text": "証明書の手数料はいくら", "relevant": ["fees-2026.md"]}
    done = run(inspector, upload(inspector, lines(question))["id"])
    assert done["figures"]["recall_at_1"] == 1.0
    inspector.do("DELETE", f"/api/sources/{source['id']}")


def until_done(person: Person, run_id: str) -> None:
    until(lambda: person.do("GET", f"/api/runs/{run_id}")["state"] == "done", "learned")


def test_a_run_keeps_what_it_was_run_with(inspector: Person) -> None:
    done = run(inspector, upload(inspector, lines(FOUND))["id"], collection="town", k=3)
    conditions = done["conditions"]
    assert done["wish"] == {"k": 3, "answers": True, "collection": "town", "language": None}
    assert conditions["documents"] == 3
    assert conditions["passages"] >= 3
    assert conditions["newest_at"]
    assert conditions["product"]["models"] == ["builtin"]
    assert conditions["product"]["index"].startswith("embedded ")
    assert conditions["product"]["version"]
    assert conditions["changed_meanwhile"] is False


def test_what_is_outside_the_collection_is_not_learned_there(inspector: Person) -> None:
    made = upload(inspector, lines(FOUND))
    inside = run(inspector, made["id"], collection="handbook")
    outside = run(inspector, made["id"], collection="town")
    assert asked(inspector, inside["id"])[0]["outcome"] == "found"
    assert asked(inspector, outside["id"])[0]["outcome"] == "unlearned"
    assert outside["figures"]["recall_at_10"] == 0.0


def test_asking_leaves_no_conversation_behind(town: House, inspector: Person) -> None:
    def conversations() -> list[int]:
        tables = ("sessions", "messages", "streams", "session_logs")
        return [town.sql(f"select count(*) from {table}")[0][0] for table in tables]

    before = conversations()
    run(inspector, upload(inspector, lines(FOUND, OFF_TOPIC))["id"])
    assert conversations() == before


def test_the_answer_is_the_one_that_the_chat_gives(inspector: Person) -> None:
    done = run(inspector, upload(inspector, lines(FOUND))["id"])
    turn = inspector.ask(str(FOUND["text"]))
    assert asked(inspector, done["id"])[0]["answer"] == turn["message"]["content"]


def test_without_answers_only_search_is_measured(inspector: Person) -> None:
    only_answer = {"text": "開館は何時ですか", "answers": ["午前九時"]}
    done = run(
        inspector, upload(inspector, lines(FOUND, OFF_TOPIC, only_answer))["id"], answers=False
    )
    assert done["figures"]["outcomes"] == {"found": 1, "skipped": 2}
    assert done["figures"]["refused"] is None
    assert done["figures"]["contained"] is None
    assert asked(inspector, done["id"])[0]["answer"] is None


def test_a_run_that_is_under_way_is_not_begun_twice(town: House, inspector: Person) -> None:
    made = upload(inspector, lines(*[FOUND] * 40))
    town.run(town.wired.jobs.jobs.pause("check-chat", True, "en"))
    try:
        first, second = begin(inspector, made["id"]), begin(inspector, made["id"])
        assert first["id"] == second["id"]
        assert first["state"] == "queued"
    finally:
        town.run(town.wired.jobs.jobs.pause("check-chat", False, "en"))
    assert over(inspector, first["id"])["state"] == "done"
    assert begin(inspector, made["id"])["id"] != first["id"]


def test_a_cancelled_run_says_so_and_may_be_begun_anew(town: House, inspector: Person) -> None:
    made = upload(inspector, lines(*[FOUND] * 40))
    town.run(town.wired.jobs.jobs.pause("check-chat", True, "en"))
    try:
        begun = begin(inspector, made["id"])
        ended = inspector.do("POST", f"/api/evaluation/runs/{begun['id']}/cancel")
        assert ended["state"] == "cancelled"
        inspector.refused(409, "POST", f"/api/evaluation/runs/{begun['id']}/cancel")
    finally:
        town.run(town.wired.jobs.jobs.pause("check-chat", False, "en"))
    assert run(inspector, made["id"])["figures"]["asked"] == 40


def test_questions_come_in_pages_what_went_wrong_first(inspector: Person) -> None:
    done = run(inspector, upload(inspector, lines(*[FOUND] * 7, MISSED))["id"], k=1)
    place = f"/api/evaluation/runs/{done['id']}/questions"
    first = inspector.do("GET", place, params={"limit": 5})
    rest = inspector.do("GET", place, params={"limit": 5, "skip": 5})
    assert first["total"] == rest["total"] == 8
    numbers = [each["number"] for each in first["items"] + rest["items"]]
    assert numbers == [8, 1, 2, 3, 4, 5, 6, 7]
    inspector.refused(422, "GET", place, params={"outcome": "unheard"})


def test_a_set_that_is_removed_takes_its_runs_along(town: House, inspector: Person) -> None:
    made = upload(inspector, lines(FOUND))
    done = run(inspector, made["id"])
    inspector.do("DELETE", f"/api/evaluation/sets/{made['id']}")
    inspector.refused(404, "GET", f"/api/evaluation/sets/{made['id']}")
    inspector.refused(404, "GET", f"/api/evaluation/runs/{done['id']}")
    left = "select count(*) from evaluation_answers where run_id = :id"
    assert town.sql(left, id=done["id"])[0][0] == 0


def test_the_list_shows_each_set_with_its_newest_runs(inspector: Person) -> None:
    made = upload(inspector, lines(FOUND), "spring.jsonl")
    assert made["run"] is None
    first = run(inspector, made["id"])
    second = run(inspector, made["id"])
    shown = next(
        each for each in inspector.do("GET", "/api/evaluation/sets") if each["id"] == made["id"]
    )
    assert shown["name"] == "spring.jsonl"
    assert (shown["run"]["id"], shown["before"]["id"]) == (second["id"], first["id"])
    runs = inspector.do("GET", f"/api/evaluation/sets/{made['id']}/runs")
    assert [each["id"] for each in runs] == [second["id"], first["id"]]


def test_progress_is_told_over_the_connection(inspector: Person) -> None:
    made = upload(inspector, lines(*[FOUND] * 30))
    line = inspector.line()
    line.do("evaluation.watch")
    begun = begin(inspector, made["id"])
    while True:
        event = line.event("evaluation.progress")["payload"]["run"]
        assert event["id"] == begun["id"]
        if event["state"] == "done":
            break
    assert event["figures"]["asked"] == 30


def test_members_may_not_look_in(town: House, guests: Guests) -> None:
    key = town.keys.get("clerk") or town.add_person("clerk", "operator")
    clerk = guests(town, key)
    clerk.refused(403, "GET", "/api/evaluation/sets")
    clerk.refused(403, "POST", "/api/evaluation/sets", params={"name": "x"}, content=b"{}")


def test_better_and_worse_are_told_run_against_run(
    town: House, inspector: Person, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shelf = Path(str(town.wired.settings.learning.folders[0])) / "later"
    shelf.mkdir(exist_ok=True)
    (shelf / "ski.md").write_text("# スキー場\n\nスキー場のリフト券は三千円です。\n", "utf-8")
    new = {
        "text": "スキー場のリフト券はいくらですか",
        "relevant": ["ski.md"],
        "answers": ["三千円"],
    }
    made = upload(inspector, lines(new, FOUND, OFF_TOPIC))
    before = run(inspector, made["id"])
    source = learn_folder(inspector, shelf)
    after = run(inspector, made["id"])
    found = inspector.do("GET", f"/api/evaluation/runs/{after['id']}/against/{before['id']}")
    assert found["counts"] == {"worse": 0, "better": 1, "farther": 0, "nearer": 0}
    assert found["same"] == 2
    assert found["chance"] == 1.0
    (changed,) = found["changed"]
    assert changed["question"] == new["text"]
    assert changed["before"] == {"outcome": "unlearned", "place": None}
    assert changed["now"] == {"outcome": "found", "place": 1}
    assert found["other"]["conditions"]["documents"] + 1 == found["run"]["conditions"]["documents"]
    inspector.do("DELETE", f"/api/sources/{source}")


def test_runs_over_different_sets_are_not_compared(inspector: Person) -> None:
    one = run(inspector, upload(inspector, lines(FOUND))["id"])
    other = run(inspector, upload(inspector, lines(MISSED))["id"])
    inspector.refused(422, "GET", f"/api/evaluation/runs/{one['id']}/against/{other['id']}")
