"""Counting what somebody did lately."""

import pytest

from madoguchi.kernel import pace
from madoguchi.kernel.pace import Pace


class Clock:
    """Stands still unless it is set."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_who_has_done_the_most_waits_until_the_first_of_it_is_long_ago(clock: Clock) -> None:
    kept = Pace(60, clock)
    assert [kept.count({"a": 2}), kept.count({"a": 2})] == [0, 0]
    clock.now += 20.5
    assert kept.count({"a": 2}) == 40
    clock.now += 39.5
    assert kept.count({"a": 2}) == 0
    assert kept.count({"b": 2}) == 0


def test_what_is_refused_is_not_counted(clock: Clock) -> None:
    kept = Pace(60, clock)
    assert kept.count({"a": 1, "all": 5}) == 0
    for _ in range(9):
        assert kept.count({"a": 1, "all": 5}) == 60
    assert [kept.count({"b": 9, "all": 5}) for _ in range(5)] == [0, 0, 0, 0, 60]


def test_what_was_counted_can_be_forgotten_or_taken_back(clock: Clock) -> None:
    kept = Pace(60, clock)
    for _ in range(3):
        kept.count({"a": 3, "b": 3})
    kept.forget("a")
    assert kept.count({"a": 3}) == 0
    assert kept.count({"b": 3}) == 60
    kept.take_back("b", "never counted")
    assert [kept.count({"b": 3}), kept.count({"b": 3})] == [0, 60]


def test_of_very_many_the_longest_quiet_are_forgotten_first(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "MOST_REMEMBERED", 3)
    kept = Pace(60, clock)
    for key in ("old", "busy", "x", "busy", "y"):
        kept.count({key: 2})
    assert kept.count({"busy": 2}) == 60
    assert [kept.count({"old": 2}), kept.count({"old": 2})] == [0, 0]
