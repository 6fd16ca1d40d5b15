"""The command line, run as a program."""

import json
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from madoguchi.jobs.queues import QUEUES
from tests.support.cli import Cli
from tests.support.processes import MADOGUCHI, PASSWORD, Desk

JSON_COMMANDS: dict[str, tuple[str, ...]] = {
    "components": ("components",),
    "settings show": ("settings", "show"),
    "search": ("search", "password"),
    "ask": ("ask", "How do I sign in?"),
    "apikey create": ("apikey", "create", "--user", "admin"),
    "user add": ("user", "add", "made-up", "--role", "member"),
    "user password": ("user", "password", "somebody"),
    "doctor": ("doctor",),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A real server, running all the while."""
    running = Desk(tmp_path_factory.mktemp("desk") / "home", {})
    try:
        yield running.start()
    finally:
        running.close()


@pytest.fixture(scope="module")
def cli(desk: Desk) -> Cli:
    """Commands in the home of the running server."""
    here = Cli(desk.home)
    here.run("user", "add", "somebody", "--role", "member", "--password-stdin", given="12345678\n")
    return here


def signed_in(desk: Desk, name: str, password: str) -> httpx2.Response:
    body = {"name": name, "password": password}
    return httpx2.post(f"{desk.address}/api/sign-in", json=body, trust_env=False, timeout=15)


def test_help_names_every_command(tmp_path: Path) -> None:
    ran = Cli(tmp_path).run("--help")
    assert ran.status == 0
    for command in ("up", "api", "ask", "search", "user", "apikey", "components", "doctor"):
        assert f"\n  {command} " in ran.out
    assert not list(tmp_path.iterdir())


def test_version_is_the_version(tmp_path: Path) -> None:
    ran = Cli(tmp_path).run("--version")
    assert (ran.status, ran.out.strip()) == (0, "0.1.0")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("search",),
        ("search", "a", "-k", "0"),
        ("ask", "--colour", "red", "a"),
        ("up", "--port", "70000"),
        ("user", "add", "x"),
    ],
)
def test_bad_usage_ends_with_2_and_words_on_stderr(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ran = Cli(tmp_path).run(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "Usage" in ran.err


@pytest.mark.parametrize("arguments", JSON_COMMANDS.values(), ids=JSON_COMMANDS)
def test_with_json_one_document_is_printed_and_nothing_else(
    cli: Cli, arguments: tuple[str, ...]
) -> None:
    ran = cli.run(*arguments, "--json")
    assert ran.err == ""
    assert ran.document


def test_a_key_from_the_command_line_opens_the_running_server(desk: Desk, cli: Cli) -> None:
    key = cli.run("apikey", "create", "--user", "admin", "--json").document["key"]
    headers = {"Authorization": f"Bearer {key}"}
    assert desk.get("/api/me", headers=headers).json()["data"]["name"] == "admin"
    plain = cli.run("apikey", "create", "--user", "admin")
    assert plain.out.strip().startswith("mdg_")


def test_a_person_added_with_a_password_signs_in_at_the_running_server(
    desk: Desk, cli: Cli
) -> None:
    arguments = ("user", "add", "花子", "--role", "member", "--password-stdin", "--json")
    made = cli.run(*arguments, given="花子のひみつの言葉\n").document
    assert set(made) == {"id", "name", "role"}
    assert signed_in(desk, "花子", "花子のひみつの言葉").json()["data"]["role"] == "member"


def test_a_made_up_password_is_printed_and_works(desk: Desk, cli: Cli) -> None:
    made = cli.run("user", "add", "taro", "--role", "member", "--json").document
    assert signed_in(desk, "taro", made["password"]).is_success
    again = cli.run("user", "password", "taro", "--json").document
    assert signed_in(desk, "taro", made["password"]).status_code == 401
    assert signed_in(desk, "taro", again["password"]).is_success


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (("apikey", "create", "--user", "nobody"), "", "There is nobody called “nobody”."),
        (("user", "password", "nobody"), "", "There is nobody called “nobody”."),
        (("user", "add", "x", "--role", "king"), "", "The role must be one of"),
        (("user", "add", "", "--role", "member"), "", "A name has 1 to 100 visible characters."),
        (("user", "add", "admin", "--role", "member"), "", "The name “admin” is taken."),
        (
            ("user", "add", "y", "--role", "member", "--password-stdin"),
            "short\n",
            "A password has at least 8 characters.",
        ),
        (("ask", "   "), "", "Write a question before you send."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence_on_stderr(
    cli: Cli, arguments: tuple[str, ...], given: str, said: str
) -> None:
    assert cli.run(*arguments, given=given).sentence.startswith(said)


def test_with_json_too_errors_are_sentences_on_stderr(cli: Cli) -> None:
    assert cli.run("user", "password", "nobody", "--json").sentence.startswith("There is nobody")


def test_search_prints_passages_in_the_shape_of_the_contract(cli: Cli) -> None:
    found = cli.run("search", "パスワードを忘れた", "-k", "2", "--json").document
    assert len(found) == 2
    assert {"id", "score", "title", "url", "heading_path", "text"} <= set(found[0])
    assert "パスワード" in found[0]["text"]
    assert cli.run("search", "zzzqqq", "--json").document == []


def test_ask_answers_with_citations_and_continues_a_session(desk: Desk, cli: Cli) -> None:
    turn = cli.run("ask", "パスワードを忘れました。どうすればよいですか", "--json").document
    assert any(part["type"] == "citation" for part in turn["message"]["parts"])
    more = cli.run("ask", "パスワードは何文字ですか", "--session", turn["session_id"], "--json")
    assert more.document["session_id"] == turn["session_id"]
    plain = cli.run("ask", "パスワードを忘れました。どうすればよいですか")
    assert plain.out.splitlines()[-1].startswith("[")


def test_doctor_and_components_tell_of_every_part(cli: Cli) -> None:
    ids = {"api", "database", "index", "handbook", "model", "files", "disk"}
    ids |= {f"queue.{name}" for name in QUEUES}
    for command in ("doctor", "components"):
        found: list[dict[str, Any]] = cli.run(command, "--json").document
        assert {each["id"] for each in found} == ids
        assert {each["state"] for each in found} == {"running"}
    assert "Everything works." in cli.run("doctor").out


def test_doctor_ends_with_1_and_says_how_to_mend_what_is_missing(tmp_path: Path) -> None:
    ran = Cli(tmp_path).run("doctor")
    assert ran.status == 1
    assert "Restart the server to learn it again" in ran.out


@pytest.mark.parametrize("command", [("doctor",), ("search", "a")])
def test_a_database_that_is_away_is_told_in_a_sentence(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    away = {"MADOGUCHI__DATABASE__URL": "postgresql://nobody@127.0.0.1:9/nothing"}
    ran = Cli(tmp_path).run(*command, **away)
    assert ran.status == 1
    assert "Traceback" not in ran.err
    assert "database" in (ran.out + ran.err).lower()


def test_doctor_tells_of_every_part_though_the_database_is_away(tmp_path: Path) -> None:
    away = {"MADOGUCHI__DATABASE__URL": "postgresql://nobody@127.0.0.1:9/nothing"}
    said = Cli(tmp_path).run("doctor", **away).out
    assert "✕ Database" in said
    assert said.count("Check database.url") == 1
    assert "● Language model" in said


def test_the_language_of_the_terminal_is_spoken(tmp_path: Path) -> None:
    ran = Cli(tmp_path).run("apikey", "create", "--user", "nobody", LANG="ja_JP.UTF-8")
    assert ran.sentence == "「nobody」という名前の人はいません。"


def test_a_port_in_use_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = Cli(tmp_path).run("up", "--port", port).sentence
    assert said.startswith(f"Cannot listen on 127.0.0.1:{port}")
    assert "MADOGUCHI_PORT" in said


def test_a_second_server_in_the_same_home_is_told_in_a_sentence(desk: Desk, cli: Cli) -> None:
    said = cli.run("up", "--port", "0").sentence
    assert said.startswith("A server is already running with this home")
    assert str(desk.server.pid) in said
    assert desk.get("/readyz").text == "ready\n"


def test_a_home_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    said = Cli(tmp_path / "file").run("up", "--port", "0").sentence
    assert str(tmp_path / "file") in said


def test_nothing_is_written_outside_the_home_and_nobody_else_may_look_into_it(
    desk: Desk, cli: Cli
) -> None:
    assert desk.home.stat().st_mode & 0o077 == 0
    beside = {each.name for each in desk.home.parent.iterdir()}
    assert beside <= {desk.home.name, f"{desk.home.name}.out"}


def test_a_reader_that_goes_away_makes_no_traceback(cli: Cli) -> None:
    with subprocess.Popen(
        [MADOGUCHI, "search", "パスワード", "-k", "100"],
        env=cli.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read().decode()
    assert "Traceback" not in said


def test_what_people_say_is_not_in_the_log(desk: Desk, cli: Cli) -> None:
    cli.run("ask", "ひみつの合言葉はトウモロコシ")
    body = {"user_input": "ひみつの合言葉はトウモロコシ"}
    httpx2.post(f"{desk.address}/api/chat", json=body, trust_env=False, timeout=15)
    signed_in(desk, "admin", PASSWORD)
    log = desk.log()
    for line in log.splitlines():
        json.loads(line)
    assert "トウモロコシ" not in log
    assert PASSWORD not in log
