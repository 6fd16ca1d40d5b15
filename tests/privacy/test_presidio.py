"""Presidio searches beside our own recognizers where it is wanted, or says what is missing."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support.cli import Cli

HERE = find_spec("presidio_analyzer") is not None
CRYPTO = "Please refund to 1BoatSLRHtKNngkdXEeobR76b53LETtpyT today."
"""Only Presidio knows what this is."""


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    home = tmp_path / "home"
    home.mkdir()
    (home / "madoguchi.yaml").write_text("guard: {presidio: {en: null}}\n", "utf-8")
    return Cli(home, MADOGUCHI_LANGUAGE="en")


@pytest.mark.skipif(HERE, reason="Presidio is installed here")
def test_a_presidio_that_is_missing_is_said_with_how_to_install_it(cli: Cli) -> None:
    assert "make extra ARGS=presidio" in cli.run("mask", given=CRYPTO).sentence


@pytest.mark.skipif(not HERE, reason="Presidio is not installed here: make extra ARGS=presidio")
def test_what_only_presidio_finds_is_masked_too(cli: Cli) -> None:
    assert cli.run("mask", given=CRYPTO).out == "Please refund to <SECRET_1> today."


@pytest.mark.skipif(not HERE, reason="Presidio is not installed here: make extra ARGS=presidio")
def test_a_model_that_is_not_installed_is_named_and_not_fetched(cli: Cli) -> None:
    (cli.home / "madoguchi.yaml").write_text("guard: {presidio: {en: en_core_web_lg}}\n", "utf-8")
    assert "en_core_web_lg" in cli.run("mask", given=CRYPTO).sentence
