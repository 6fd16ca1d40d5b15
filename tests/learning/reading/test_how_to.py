"""The page that explains readers is followed to the letter, and what it promises is seen."""

import mailbox
import re
import shlex
import sqlite3
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.cli import Cli

DOCS = Path(__file__).parents[3] / "docs"
PAGE = "how-to/learn-with-a-reader.md"
DESK = "/srv/desk"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def blocks(language: str) -> list[tuple[str, str]]:
    return BLOCK.findall((DOCS / language / PAGE).read_text("utf-8"))


class Desk:
    """The page's folder and settings, somewhere else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written = [(kind, text.replace(DESK, str(folder))) for kind, text in blocks("en")]
        (folder / "readers").mkdir()
        (folder / "home").mkdir()
        (folder / "readers" / "mailbox_reader.py").write_text(self.all("python")[0], "utf-8")
        with sqlite3.connect(folder / "answers.db") as database:
            database.executescript(self.all("sql")[0])
        database.close()
        readers: dict[str, Any] = {}
        for each in self.all("yaml"):
            readers |= yaml.safe_load(each)["learning"]["readers"]
        settings = {"learning": {"readers": readers}}
        (folder / "home" / "madoguchi.yaml").write_text(yaml.safe_dump(settings), "utf-8")
        self.cli = Cli(folder / "home")

    def all(self, kind: str) -> list[str]:
        return [text for each, text in self._written if each == kind]

    def follow(self, about: str) -> list[Any]:
        """Run the commands of the block that is about something; return what they say."""
        (commands,) = [each for each in self.all("sh") if f"reader:{about}" in each]
        words = [shlex.split(line)[1:] for line in commands.splitlines()]
        return [self.cli.run(*each, "--json").document for each in words]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_both_languages_show_the_same_steps() -> None:
    assert blocks("ja") == blocks("en")


def test_a_table_of_a_database_is_learned_and_kept_in_step(desk: Desk, tmp_path: Path) -> None:
    added, run, found = desk.follow("answers")
    assert (added["kind"], added["name"], added["cron"]) == ("reader", "窓口の回答", "10 4 * * *")
    assert run["state"] == "done", run
    assert run["steps"]["gather"]["counts"]["new"] == 2
    assert found[0]["text"].endswith("回答: 車は十二台まで停められます。")
    assert (found[0]["title"], found[0]["url"]) == ("駐車場", "https://desk.example/parking")
    with sqlite3.connect(tmp_path / "answers.db") as database:
        database.execute("UPDATE answers SET answer = '車は二十台まで停められます。' WHERE id = 1")
        database.execute("UPDATE answers SET public = 0 WHERE id = 2")
    database.close()
    again = desk.cli.run("sources", "run", added["id"], "--wait", "--json").document
    assert again["steps"]["gather"]["counts"] == {
        "new": 0,
        "changed": 1,
        "unchanged": 0,
        "removed": 1,
    }
    listed = desk.cli.run("sources", "list", "--json").document
    assert [(each["kind"], each["documents"]) for each in listed] == [("reader", 1)]


def test_a_reader_of_one_s_own_reads_a_mailing_list(desk: Desk, tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "list.mbox")
    for number, (subject, text) in enumerate(
        (("会議室の予約", "会議室は二階の受付で予約します。"), ("歓送迎会", "会費は三千円です。"))
    ):
        letter = EmailMessage()
        letter["Subject"], letter["Message-ID"] = subject, f"<{number}@desk.example>"
        letter["Date"] = "Sun, 01 Mar 2026 09:00:00 +0900"
        letter.set_content(text)
        box.add(letter)
    box.close()
    added, run, found = desk.follow("mailing_list")
    assert added["options"]["arguments"] == {"subject": "会議室"}
    assert run["steps"]["gather"]["counts"]["new"] == 1
    assert (found[0]["title"], found[0]["text"]) == (
        "会議室の予約",
        "会議室は二階の受付で予約します。",
    )


def test_the_command_types_what_a_reader_asks_for(desk: Desk) -> None:
    file = desk.cli.home / "madoguchi.yaml"
    settings = yaml.safe_load(file.read_text("utf-8"))
    asks = {"n": "number", "on": "switch", "pages": "list"}
    settings["learning"]["readers"] = {"asking": {"class": "a.B", "arguments": asks}}
    file.write_text(yaml.safe_dump(settings), "utf-8")
    right = ["--argument=n=2.5", "--argument=on=yes", "--argument=pages=a", "--argument=pages=b=c"]
    added = desk.cli.run("sources", "add", "reader:asking", *right, "--json").document
    wanted = {"n": 2.5, "on": True, "pages": ["a", "b=c"]}
    assert added["options"]["arguments"] == wanted
    for wrong in ("n=many", "on=perhaps", "n=nan", "more=1", "pages"):
        arguments = [f"--argument={wrong}"]
        assert desk.cli.run("sources", "add", "reader:asking", *arguments).sentence
    assert "nobody" in desk.cli.run("sources", "add", "reader:nobody").sentence
