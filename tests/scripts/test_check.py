import sys

import pytest

from scripts.check import STEPS, Step, main


def step(name: str, code: str) -> Step:
    return Step(name, (sys.executable, "-c", code))


GOOD = step("good", "print('all quiet')")
BAD = step("bad", "print('what is wrong'); raise SystemExit(3)")
ABSENT = Step("absent", ("no-such-program",))


def test_passing_checks_print_one_line_each_and_nothing_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([GOOD], []) == 0
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("ok   good")
    assert last.endswith("all is well")


def test_a_failing_check_shows_its_whole_output_and_fails_the_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([GOOD, BAD], []) == 1
    shown = capsys.readouterr().out
    assert "FAIL bad" in shown
    assert "what is wrong" in shown
    assert "all quiet" not in shown
    assert shown.splitlines()[-1].endswith("failed: bad")


def test_a_program_that_is_not_installed_fails_the_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([ABSENT], []) == 1
    assert "no-such-program is not installed" in capsys.readouterr().out


def test_only_the_named_checks_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([GOOD, BAD], ["good"]) == 0
    assert "bad" not in capsys.readouterr().out


def test_an_unknown_name_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([GOOD], ["god"]) == 2
    assert "unknown: god; known: good" in capsys.readouterr().out


def test_every_check_that_a_change_must_pass_is_run() -> None:
    assert {step.name for step in STEPS} == {
        *("types", "web", "client", "dead code", "imports"),
        *("lint", "format", "words", "sizes", "hosts", "settings table"),
    }
