"""Settings: the file, the environment over it, and every mistake named where it is."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from madoguchi.entry.settings import Environment, Settings
from madoguchi.entry.settings_file import SettingsRefused, load
from madoguchi.models.schemas import ModelSettings
from tests.conftest import Builder, Guests
from tests.support.cli import Cli

MODEL = {"id": "main", "provider": "openai", "base_url": "http://127.0.0.1:9/v1", "model": "stub"}
FILE = """\
language: en
server:
  port: 8800
models:
  - id: main
    provider: openai
    base_url: http://127.0.0.1:9/v1
    model: stub
  - {id: other, provider: builtin}
routes:
  chat: [main, builtin]
"""
REFUSED: dict[str, tuple[str, int, str]] = {
    "unknown section": ("language: en\ncolour: red\n", 2, "no setting called “colour”"),
    "unknown section without content": ("language: en\ncolour:\n", 2, "no setting called “colour”"),
    "unknown key": ("server:\n  prot: 1\n", 2, "no setting called “server.prot”"),
    "unknown key in an item": (
        "models:\n  - id: a\n    provider: builtin\n    modle: x\n",
        4,
        "no setting called “models.0.modle”",
    ),
    "wrong type": ("server:\n  port: many\n", 2, "server.port"),
    "out of range": ("server:\n  port: 70000\n", 2, "server.port"),
    "a list for a section": ("server: []\n", 1, "server"),
    "unknown provider": ("models:\n  - id: a\n    provider: sun\n", 3, "models.0.provider"),
    "missing field": ("models:\n  - provider: builtin\n", 2, "models.0.id"),
    "bad address": (
        "models:\n  - {id: a, provider: openai, base_url: nowhere, model: x}\n",
        2,
        "models.0.base_url",
    ),
    "two models of one name": (
        "models:\n  - {id: a, provider: builtin}\n  - {id: a, provider: builtin}\n",
        1,
        "Two models have the same id",
    ),
    "a route to nowhere": (
        "language: en\nroutes: {chat: gpt}\n",
        1,
        "routes.chat names the model “gpt”",
    ),
    "a language that there is none of": (
        "server: {port: 1}\nlanguages: [zh-TW, klingon]\n",
        2,
        "There is no language “klingon”",
    ),
    "a database that there is none of": (
        "language: en\ndatabase: {url: 'mysql://x'}\n",
        2,
        "database.url: The address must begin with postgresql://, postgres://, sqlite://.",
    ),
    "a Redis that is none": ("redis: {url: 'http://x'}\n", 1, "redis.url: The address must"),
    "an index that is none": ("index:\n  url: x\n", 2, "index.url: The address must"),
    "no host at all": ("server: {host: ''}\n", 1, "server.host: Use at least 1"),
    "a time zone that there is none of": (
        "jobs:\n  zone: Mars/Olympus\n",
        2,
        "There is no time zone called “Mars/Olympus”",
    ),
    "broken YAML": ("server:\n  port: [1\nlanguage: en\n", 3, "cannot be read as YAML"),
    "tabs": ("server:\n\tport: 1\n", 2, "Indent with spaces"),
    "no sections": ("- a\n- b\n", 1, "name: value"),
    "a date that is none": ("language: en\nserver: {port: 2020-13-45}\n", 2, ""),
    "a list in itself": ("models: &a\n  - *a\n", 1, ""),
    "the same section twice": ("server: {port: 1}\nlanguage: en\nserver: {port: 2}\n", 3, ""),
}


def loaded(home: Path, text: str = "", **variables: str) -> Settings:
    (home / "madoguchi.yaml").write_text(text)
    return load(Environment({"MADOGUCHI_HOME": str(home), "LANG": "en_US.UTF-8"} | variables))


def test_without_a_file_everything_has_a_default(tmp_path: Path) -> None:
    settings = load(Environment({"MADOGUCHI_HOME": str(tmp_path)}))
    assert (settings.server.host, settings.server.port) == ("127.0.0.1", 8720)
    assert settings.chain("chat") == ["builtin"]
    assert settings.visitors_may_chat


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n", "{}\n"])
def test_an_empty_file_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    assert loaded(tmp_path, text) == Settings()


@pytest.mark.parametrize("section", sorted(Settings.model_fields))
def test_a_section_with_nothing_under_it_has_its_defaults(tmp_path: Path, section: str) -> None:
    assert loaded(tmp_path, f"{section}:\n") == Settings()


def test_a_key_with_nothing_behind_it_has_its_default(tmp_path: Path) -> None:
    settings = loaded(
        tmp_path,
        """
server:
  port:
models:
  - {id: main, provider: builtin, retries: , timeouts: {silence_s: }}
""",
    )
    assert settings.server == Settings().server
    assert settings.models == [ModelSettings(id="main", provider="builtin")]


def test_the_environment_stands_over_the_file(tmp_path: Path) -> None:
    assert loaded(tmp_path, FILE).server.port == 8800
    settings = loaded(
        tmp_path,
        FILE,
        MADOGUCHI__SERVER__PORT="8801",
        MADOGUCHI__CHAT__PASSAGES="3",
        MADOGUCHI__ROUTES__CHAT="other",
    )
    assert (settings.server.port, settings.chat.passages) == (8801, 3)
    assert settings.chain("chat") == ["other"]
    assert settings.language == "en"


def test_host_and_port_have_short_names(tmp_path: Path) -> None:
    settings = loaded(tmp_path, FILE, MADOGUCHI_PORT="8802", MADOGUCHI_HOST="::1")
    assert (settings.server.host, settings.server.port) == ("::1", 8802)


def test_one_field_of_one_item_of_a_list_can_be_overridden(tmp_path: Path) -> None:
    settings = loaded(tmp_path, FILE, MADOGUCHI__MODELS__0__MODEL="bigger")
    assert [model.model for model in settings.models] == ["bigger", None]


def test_a_list_can_be_given_whole_by_the_environment(tmp_path: Path) -> None:
    settings = loaded(tmp_path, FILE, MADOGUCHI__ROUTES__CHAT="[other, main]")
    assert settings.chain("chat") == ["other", "main"]


@pytest.mark.parametrize("value", ["12345", "null", "yes", "1e5", "2020-01-01", "2020-13-45", "*x"])
def test_a_text_from_the_environment_stays_a_text(tmp_path: Path, value: str) -> None:
    settings = loaded(tmp_path, FILE, MADOGUCHI__MODELS__0__API_KEY=value)
    key = settings.models[0].api_key
    assert key is not None
    assert key.get_secret_value() == value


@pytest.mark.parametrize(
    ("text", "variable"),
    [
        (FILE, "MADOGUCHI__MODELS__7__MODEL"),
        (FILE, "MADOGUCHI__MODELS__x__MODEL"),
        ("models: [a]\n", "MADOGUCHI__MODELS__0__MODEL"),
        (FILE, "MADOGUCHI__SERVER__PORT"),
        (FILE, "MADOGUCHI__COLOUR"),
        (FILE, "MADOGUCHI__COLOUR__OF__THE__SKY"),
        ("", "MADOGUCHI__DATABASE__URL"),
    ],
)
def test_a_variable_that_cannot_be_used_is_named(tmp_path: Path, text: str, variable: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        loaded(tmp_path, text, **{variable: "many"})
    assert refused.value.faults[0].where == variable


@pytest.mark.parametrize(("text", "line", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_mistake_is_named_with_file_line_and_reason(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    with pytest.raises(SettingsRefused) as refused:
        loaded(tmp_path, text)
    fault = refused.value.faults[0]
    assert fault.where == f"{tmp_path / 'madoguchi.yaml'}:{line}"
    assert reason in fault.reason
    assert fault.reason


@pytest.mark.parametrize("text", [text for text, _, _ in REFUSED.values()], ids=REFUSED)
def test_a_mistake_is_explained_in_the_language_of_the_terminal(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        loaded(tmp_path, text, LANG="ja_JP.UTF-8")
    assert all(re.search("[ぁ-ん]", fault.reason) for fault in refused.value.faults)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused) as refused:
        loaded(tmp_path, "server: {port: x}\ncolour: red\nchat: {passages: 0}\n")
    assert len(refused.value.faults) == 3


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"server:\x00", b"server: '\x07'"])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "madoguchi.yaml").write_bytes(raw)
    with pytest.raises(SettingsRefused):
        load(Environment({"MADOGUCHI_HOME": str(tmp_path)}))


@pytest.mark.parametrize("command", [("settings", "show"), ("up", "--port", "0")])
@pytest.mark.parametrize("kind", ["wrong type", "broken YAML"])
def test_every_command_refuses_to_work_with_mistaken_settings(
    tmp_path: Path, command: tuple[str, ...], kind: str
) -> None:
    text, line, reason = REFUSED[kind]
    (tmp_path / "madoguchi.yaml").write_text(text)
    said = Cli(tmp_path).run(*command).sentence
    assert f"madoguchi.yaml:{line}: " in said
    assert reason in said


def secrets(of: Any) -> dict[str, Any]:
    return {
        "models": [of | {"api_key": "sk-hidden", "base_url": "http://me:hidden@127.0.0.1:9/v1"}],
        "mail": {"url": "smtp://user:hidden@mail.example:25"},
        "redis": {"url": "redis://:hidden@127.0.0.1:6379"},
        "tools": {
            "servers": [
                {"id": "web", "transport": "http", "url": "http://me:hidden@127.0.0.1:9/mcp"}
            ]
        },
    }


@pytest.mark.parametrize("section", ["models", "mail", "redis", "tools"])
def test_settings_show_hides_secrets(tmp_path: Path, section: str) -> None:
    chosen = {section: secrets(MODEL)[section]}
    (tmp_path / "madoguchi.yaml").write_text(yaml.safe_dump(chosen))
    as_json = Cli(tmp_path).run("settings", "show", "--json")
    assert as_json.document[section]
    assert "hidden" not in as_json.out


def test_the_settings_page_hides_secrets(build_house: Builder, guests: Guests) -> None:
    only = MODEL | {"api_key": "sk-hidden"}
    house = build_house(models=[only], mail={"url": "smtp://user:hidden@mail.example"})
    person = guests(house)
    person.sign_in()
    answer = person.send("GET", "/api/settings")
    assert answer.json()["data"]["values"]["models"][0]["id"] == "main"
    assert "hidden" not in answer.text
