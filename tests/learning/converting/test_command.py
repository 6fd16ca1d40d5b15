"""The command that converts, run as a program."""

import json
from pathlib import Path

import pytest

from tests.support.cli import Cli
from tests.support.documents import pdf
from tests.support.site import Reply, open_site

PAGE = "<html lang='ja'><title>案内</title><body><h1>案内</h1><p>窓口は九時からです。</p></body>"


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """Commands in an empty home."""
    return Cli(tmp_path / "home")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page of the web in a file."""
    file = tmp_path / "page.html"
    file.write_bytes(PAGE.encode("cp932"))
    return file


def test_markdown_is_printed(cli: Cli, page: Path) -> None:
    ran = cli.run("convert", str(page))
    assert (ran.status, ran.out, ran.err) == (0, "# 案内\n\n窓口は九時からです。\n", "")
    assert not cli.home.exists()


def test_json_tells_all_that_is_known(cli: Cli, page: Path) -> None:
    found = cli.run("convert", "--json", str(page)).document
    assert found["markdown"] == "# 案内\n\n窓口は九時からです。\n"
    assert (found["title"], found["language"], found["warnings"]) == ("案内", "ja", [])
    assert [block["kind"] for block in found["blocks"]] == ["heading", "paragraph"]


def test_a_refusal_is_a_sentence_that_says_what_to_do(cli: Cli, tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(pdf([[(60, 700, 10, "x")]], password="secret"))
    assert "password" in cli.run("convert", str(locked)).sentence
    assert "パスワード" in cli.run("convert", str(locked), LANG="ja_JP.UTF-8").sentence


def test_of_several_documents_the_readable_are_shown(cli: Cli, page: Path, tmp_path: Path) -> None:
    ran = cli.run("convert", "--json", str(page), str(tmp_path / "none.pdf"), str(page))
    assert ran.status == 1
    assert [json.loads(line)["title"] for line in ran.out.splitlines()] == ["案内", "案内"]
    assert "none.pdf" in ran.err and "Traceback" not in ran.err


def test_a_warning_is_told_beside_the_text(cli: Cli, tmp_path: Path) -> None:
    mail = tmp_path / "a.eml"
    mail.write_text(
        "From: a@example.jp\nTo: b@example.jp\nSubject: note\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nhello\n'
        '--b\nContent-Type: image/png; name="map.png"\n\nx\n--b--\n'
    )
    ran = cli.run("convert", str(mail))
    assert "hello" in ran.out and "map.png" in ran.out
    assert ran.err.strip() == "1 attachments were not read."
    warning = cli.run("convert", "--json", str(mail)).document["warnings"][0]
    assert (warning["code"], warning["details"]) == ("attachments", {"count": 1})


def test_no_file_is_bad_usage(cli: Cli) -> None:
    assert cli.run("convert").status == 2


def test_an_address_is_fetched_and_converted(tmp_path: Path) -> None:
    with open_site() as site:
        body = (
            "<title>案内</title><main><h1>開館時間</h1><p>九時から。<a href='b'>次</a></p></main>"
        )
        site.put("/old", Reply(status=302, headers={"Location": "/a/page"}))
        site.put("/a/page", Reply(body.encode("euc_jp"), type="text/html; charset=EUC-JP"))
        closed = Cli(tmp_path / "home").run("convert", site.address + "/old")
        assert "crawl.allow_private" in closed.sentence
        cli = Cli(tmp_path / "home", MADOGUCHI__CRAWL__ALLOW_PRIVATE='["127.0.0.1"]')
        found = cli.run("convert", site.address + "/old", "--json").document
        assert found["title"] == "案内"
        assert f"[次]({site.address}/a/b)" in found["markdown"]
        assert "404" in cli.run("convert", site.address + "/nowhere").sentence
