"""How often one host is asked: never closer than the gap, slower when it suffers."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

LONGEST_GAP_S = 60.0
GRACE_S = 2.0
LEAST_GAP_WHEN_BUSY_S = 0.05


@dataclass(frozen=True)
class Manners:
    """What we do without being told. Times are seconds."""

    longest_crawl_delay_s: float = 30.0
    failures_before_pause: int = 5
    first_pause_s: float = 30.0
    longest_pause_s: float = 600.0
    longest_retry_after_s: float = 3600.0


class Turn:
    """One request to one host. The next may begin ``gap`` after the server has shown life.

    Counting from there, and not from when we began, keeps the gap at the server's end too, however
    long the way. A server that says nothing is given a moment, and then the next turn.
    """

    def __init__(self, host: "Host", *, over: bool = False) -> None:
        self._host = host
        self._timer: asyncio.TimerHandle | None = None
        self._over = over

    def sent(self) -> None:
        """Note that the request has gone out."""
        if self._timer is None and not self._over:
            grace_s = max(GRACE_S, self._host.gap_s)
            self._timer = asyncio.get_running_loop().call_later(grace_s, self.heard)

    def heard(self) -> None:
        """Note that the server has the request; the gap begins."""
        if self._timer is not None:
            self._timer.cancel()
        if not self._over:
            self._over = True
            self._host.leave()


class Host:
    """The one slot of one host, and how it is doing."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._slot = asyncio.Lock()
        self._ready_at = 0.0
        self._own_gap_s = self._delay_s = 0.0
        self._slower = 1.0
        self.failures = 0
        self.pauses = 0
        self.paused_until = 0.0

    @property
    def gap_s(self) -> float:
        """The gap that holds now."""
        wished = max(self._own_gap_s, self._delay_s)
        return min(wished * self._slower, max(LONGEST_GAP_S, wished))

    @property
    def pause_s(self) -> float:
        """How long this host is still left alone."""
        return max(0.0, self.paused_until - time.monotonic())

    def keep_gap(self, seconds: float) -> None:
        """Set our own gap."""
        self._own_gap_s = seconds

    def heed_delay(self, seconds: float) -> None:
        """Heed a Crawl-delay, within reason; it never shortens our own gap."""
        self._delay_s = min(seconds, self._manners.longest_crawl_delay_s)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Turn]:
        """Wait for the slot; it is given on at the first sign of life, or at the end."""
        if self.gap_s <= 0:
            yield Turn(self, over=True)
            return
        turn = Turn(self)
        await self._slot.acquire()
        try:
            await _until(self._ready_at)
            yield turn
        finally:
            turn.heard()

    def leave(self) -> None:
        """Let the next one in, after the gap."""
        self._ready_at = time.monotonic() + self.gap_s
        self._slot.release()

    def did_well(self) -> None:
        """Note a good answer: the pace comes back bit by bit."""
        self.failures = self.pauses = 0
        self._slower = max(1.0, self._slower * 0.9)

    def was_busy(self, retry_after_s: float | None) -> None:
        """Note a 429 or 503: wait as told, and ask half as often."""
        if self.gap_s <= 0:
            self._delay_s = LEAST_GAP_WHEN_BUSY_S
        self._slower = min(self._slower * 2, 64.0)
        wait_s = retry_after_s if retry_after_s is not None else self.gap_s * 4
        self._pause(min(wait_s, self._manners.longest_retry_after_s))

    def failed(self) -> None:
        """Note that the host does not work; after several times it is left alone for longer."""
        self.failures += 1
        if self.failures % self._manners.failures_before_pause == 0:
            long_s = self._manners.first_pause_s * 2**self.pauses
            self._pause(min(long_s, self._manners.longest_pause_s))
            self.pauses += 1

    def _pause(self, seconds: float) -> None:
        self.paused_until = max(self.paused_until, time.monotonic() + seconds)


class Politeness:
    """Every host that is being read, each with a slot of its own."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._hosts: dict[str, Host] = {}

    def host(self, name: str) -> Host:
        """Return the host called ``name``."""
        if name not in self._hosts:
            self._hosts[name] = Host(self._manners)
        return self._hosts[name]

    def paused(self) -> dict[str, float]:
        """Return the hosts that are left alone, and for how many seconds more."""
        return {name: host.pause_s for name, host in self._hosts.items() if host.pause_s > 0}


async def _until(moment: float) -> None:
    """Sleep to a moment, and not a breath less."""
    while (left_s := moment - time.monotonic()) > 0:
        await asyncio.sleep(left_s)
