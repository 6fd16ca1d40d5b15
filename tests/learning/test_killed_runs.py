"""A run whose server is killed goes on where it was: nothing lost, little read twice."""

import json
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx2

from tests.learning.test_runs import article
from tests.support.cli import Cli
from tests.support.processes import PASSWORD, Desk, until
from tests.support.site import Site

PAGES = 60
OPEN = {"crawl": {"allow_private": ["127.0.0.1"]}}


def many_pages(site: Site) -> None:
    links = [f"/page/{number}" for number in range(PAGES)]
    site.put("/", article("始め", "ここから読みます。", *links))
    for number in range(PAGES):
        site.keep(f"/page/{number}", article(f"第{number}章", f"合言葉は{number}番です。"))


class Admin:
    """Somebody signed in at a desk that may be away."""

    def __init__(self, desk: Desk) -> None:
        self._http = httpx2.Client(base_url=desk.address, trust_env=False, timeout=20)
        given = {"name": "admin", "password": PASSWORD}
        assert self._http.post("/api/sign-in", json=given).status_code == 200

    def do(self, method: str, path: str, **given: Any) -> Any:
        answer = self._http.request(method, path, **given)
        assert answer.status_code < 300, answer.text
        return json.loads(answer.content)["data"]

    def close(self) -> None:
        self._http.close()


def test_a_run_goes_on_after_its_server_was_killed(site: Site, tmp_path: Path) -> None:
    many_pages(site)
    dice = random.Random(20261121)
    desk = Desk(tmp_path / "home", OPEN)
    try:
        desk.start()
        admin = Admin(desk)
        options = {"gap_s": 0.02, "at_once": 2}
        wish = {"kind": "site", "starts": [site.address + "/"], "options": options}
        source = admin.do("POST", "/api/sources", json=wish)
        run = admin.do("POST", f"/api/sources/{source['id']}/run", json={})
        for _ in range(3):
            time.sleep(dice.uniform(0.3, 1.5))
            desk.kill_server()
            until(lambda: desk.get("/readyz").status_code == 200, "a new server", 40)

        def over() -> Any:
            found = admin.do("GET", f"/api/runs/{run['id']}")
            return found if found["state"] in ("done", "failed", "cancelled") else None

        over_at_last = until(over, "the run is over", 90)
        assert over_at_last["state"] == "done", over_at_last
        found = admin.do("GET", f"/api/sources/{source['id']}")
        assert found["documents"] == PAGES + 1
        asked = Counter(hit.path for hit in site.hits if hit.path.startswith("/page/"))
        assert len(asked) == PAGES
        assert sum(asked.values()) - PAGES <= 3 * 3, asked.most_common(5)
        hits = admin.do("GET", "/api/search", params={"q": "第42章の合言葉"})
        assert "42" in hits[0]["text"]
        admin.close()
    finally:
        desk.close()


def test_taking_personal_data_out_goes_on_after_its_server_was_killed(
    site: Site, tmp_path: Path
) -> None:
    for number in range(PAGES):
        site.keep(f"/{number}", article(f"第{number}章", f"担当は鈴木花子様、{number}番です。"))
    desk = Desk(tmp_path / "home", OPEN)
    try:
        desk.start()
        admin = Admin(desk)
        starts = [f"{site.address}/{number}" for number in range(PAGES)]
        wish = {"kind": "pages", "starts": starts, "options": {"gap_s": 0}}
        source = admin.do("POST", "/api/sources", json=wish)
        path = f"/api/sources/{source['id']}"

        def run(kills: int) -> Any:
            begun = admin.do("POST", f"{path}/run", json={})
            for _ in range(kills):
                until(lambda: state(begun)["step"] in ("convert", "learn"), "it is under way", 60)
                desk.kill_server()
                until(lambda: desk.get("/readyz").status_code == 200, "a new server", 40)
            return until(lambda: over(begun), "the run is over", 90)

        def state(begun: Any) -> Any:
            return admin.do("GET", f"/api/runs/{begun['id']}")

        def over(begun: Any) -> Any:
            found = state(begun)
            return found if found["state"] in ("done", "failed", "cancelled") else None

        assert run(0)["hidden"] == []
        hits = len(site.hits)
        admin.do("PATCH", path, json={"options": source["options"] | {"mask": "hide"}})
        done = run(1)
        assert done["state"] == "done", done
        assert [(each["kind"], each["count"]) for each in done["hidden"]] == [("PERSON", PAGES)]
        assert len(site.hits) - hits <= 2 * PAGES + 5
        found = str(admin.do("GET", "/api/search", params={"q": "担当", "k": 100}))
        assert ("鈴木" in found, "〔氏名〕" in found) == (False, True)
        admin.close()
    finally:
        desk.close()


def test_the_command_learns_by_itself_and_leaves_it_to_a_server_that_runs(
    site: Site, tmp_path: Path
) -> None:
    site.put("/", article("みどり図書館", "閉館は午後八時です。"))
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "memo.md").write_text("# 当番\n\n当番は金曜日に掃除します。\n", "utf-8")
    settings = {"MADOGUCHI__CRAWL__ALLOW_PRIVATE": '["127.0.0.1"]'}
    home = tmp_path / "home"
    cli = Cli(home, **settings)
    learned = cli.run("learn", site.address, str(folder), "--wait", "--json")
    assert learned.status == 0, learned.err
    assert [run["state"] for run in learned.document] == ["done", "done"]
    assert "八時" in cli.run("search", "閉館は何時ですか", "--json").document[0]["text"]
    turn = cli.run("ask", "閉館は何時ですか", "--json").document
    assert "八時" in turn["message"]["content"]
    more = cli.run("ask", "当番は何曜日ですか", "--session", turn["session_id"]).out
    assert "金曜日" in more
    asked = cli.run("learn", str(folder), "--json").document
    assert asked["state"] == "queued"
    desk = Desk(home, OPEN)
    try:
        desk.start()
        again = cli.run("learn", str(folder), "--wait", "--json").document
        assert again["state"] == "done"
        admin = Admin(desk)
        assert admin.do("GET", f"/api/runs/{asked['id']}")["state"] == "done"
        admin.close()
        names = [each["name"] for each in cli.run("sources", "list", "--json").document]
        assert sorted(names) == sorted(["notes", "127.0.0.1"])
    finally:
        desk.close()


def test_the_command_says_what_is_wrong_with_a_place(tmp_path: Path) -> None:
    cli = Cli(tmp_path / "home")
    refused = cli.run("learn", str(tmp_path / "nowhere"), "--wait")
    assert refused.status == 1
    assert "nowhere" in refused.err


def test_the_home_is_never_learned_with_the_folder_around_it(tmp_path: Path) -> None:
    (tmp_path / "memo.md").write_text("# 当番\n\n当番は金曜日に掃除します。\n", "utf-8")
    cli = Cli(tmp_path / "home")
    run = cli.run("learn", str(tmp_path), "--wait", "--json").document
    assert run["steps"]["gather"]["counts"]["new"] == 1
    assert cli.run("learn", "", "--wait").status == 1


def test_the_command_takes_personal_data_out_and_says_how_much(tmp_path: Path) -> None:
    said = "担当は鈴木花子様です。連絡先は hanako@example.com です。"
    (tmp_path / "memo.md").write_text(f"# 当番\n\n{said}\n", "utf-8")
    cli = Cli(tmp_path / "home")
    learned = cli.run("learn", str(tmp_path), "--wait")
    assert "hanako" in str(cli.run("search", "担当の連絡先", "--json").document)
    hidden = cli.run("learn", str(tmp_path), "--mask", "hide", "--wait")
    assert "name 1" in hidden.out
    assert "name 1" not in learned.out
    assert "hanako" not in str(cli.run("search", "担当の連絡先", "--json").document)
    assert cli.run("learn", str(tmp_path), "--mask", "some").status == 2
