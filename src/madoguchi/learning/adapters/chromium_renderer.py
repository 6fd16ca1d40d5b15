"""Pages opened in Chromium, which never touches the network: our own fetcher answers it.

So a page that runs scripts passes the same guard, limits and rules as any other. Nothing is sent
but questions: no forms, no web sockets, no workers, no downloads.
"""

import asyncio
import os
from contextlib import suppress
from dataclasses import dataclass, field, replace

from playwright.async_api import Browser, Page, Playwright, Route, async_playwright
from playwright.async_api import Error as BrowserError
from playwright.async_api import TimeoutError as BrowserTimeout

from madoguchi.learning.crawling.addresses import normal
from madoguchi.learning.crawling.fetching import MIB, Allows, Answer, Ask, Fetcher
from madoguchi.learning.crawling.following import follow
from madoguchi.learning.crawling.robots import USER_AGENT
from madoguchi.learning.crawling.scope import HTML

LIMIT_S = 30.0
QUIET_S = 3.0
MOST_REQUESTS = 150
MOST_BYTES = 40 * MIB
NOT_NEEDED = frozenset(("image", "media", "font", "texttrack", "ping", "manifest", "websocket"))
NOWHERE = "http://127.0.0.1:9"
ARGUMENTS = (
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--no-first-run",
)


@dataclass
class _Visit:
    """One page that is being opened."""

    ask: Ask
    allows: Allows
    answer: Answer | None = None
    requests: int = 0
    left_bytes: int = MOST_BYTES
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class ChromiumRenderer:
    """Opens pages in one browser, each in a context of its own that is forgotten afterwards."""

    def __init__(self, fetcher: Fetcher, chromium: str) -> None:
        self._fetcher, self._chromium = fetcher, chromium
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._starting = asyncio.Lock()

    async def render(self, ask: Ask, allows: Allows) -> Answer:
        """Return a page as its scripts have left it, or the answer that was no page."""
        visit = _Visit(ask, allows)
        try:
            async with asyncio.timeout(LIMIT_S):
                return await self._open(visit)
        except (TimeoutError, BrowserTimeout):
            return Answer(ask.address, trouble="timed_out", detail="browser")
        except BrowserError as error:
            return Answer(ask.address, trouble="broke_off", detail=error.message[:80])

    async def close(self) -> None:
        """End the browser."""
        if self._browser is not None:
            await self._browser.close()
        if self._playwright is not None:
            await self._playwright.stop()
        self._browser = self._playwright = None

    async def _start(self) -> Browser:
        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                self._playwright = self._playwright or await async_playwright().start()
                self._browser = await self._playwright.chromium.launch(
                    executable_path=self._chromium,
                    args=list(ARGUMENTS),
                    proxy={"server": NOWHERE},
                    chromium_sandbox=os.geteuid() != 0,
                )
            return self._browser

    async def _open(self, visit: _Visit) -> Answer:
        browser = await self._start()
        context = await browser.new_context(
            user_agent=USER_AGENT, service_workers="block", accept_downloads=False
        )
        try:
            page = await context.new_page()
            await context.route_web_socket("**", lambda socket: socket.close())
            await context.route("**/*", lambda route: self._serve(page, route, visit))
            with suppress(BrowserError):
                await page.goto(visit.ask.address, wait_until="load", timeout=LIMIT_S * 1000)
            return await self._look(page, visit)
        finally:
            await context.unroute_all(behavior="ignoreErrors")
            await context.close()

    async def _look(self, page: Page, visit: _Visit) -> Answer:
        answer = visit.answer
        if answer is None:
            return Answer(visit.ask.address, trouble="broke_off", detail="browser")
        if visit.ended.is_set():
            return answer
        with suppress(BrowserTimeout):
            await page.wait_for_load_state("networkidle", timeout=QUIET_S * 1000)
        if visit.ended.is_set():
            assert visit.answer is not None
            return visit.answer
        body = (await page.content()).encode("utf-8", "replace")
        if len(body) > visit.ask.max_bytes:
            return replace(answer, body=b"", trouble="too_large", detail=str(len(body)))
        return replace(
            answer,
            body=body,
            content_type="text/html; charset=utf-8",
            etag=None,
            last_modified=None,
        )

    async def _serve(self, page: Page, route: Route, visit: _Visit) -> None:
        """Answer one request of the page."""
        request = route.request
        is_page = request.is_navigation_request() and request.frame == page.main_frame
        if is_page and visit.answer is None:
            await self._serve_page(route, visit)
        elif is_page:
            # The page sends the reader elsewhere: for a crawler that is a redirect.
            target = normal(request.url)
            visit.answer = Answer(visit.ask.address, status=302, location=target)
            visit.ended.set()
            await route.abort()
        else:
            await self._serve_part(route, visit)

    async def _serve_page(self, route: Route, visit: _Visit) -> None:
        answer = visit.answer = await self._fetcher.fetch(visit.ask)
        if answer.status != 200 or answer.trouble or answer.media_type not in HTML:
            visit.ended.set()
            if answer.status == 200 and not answer.trouble:
                visit.answer = replace(answer, body=b"", trouble="unwanted_type")
            await route.abort()
            return
        await _fulfil(route, answer)

    async def _serve_part(self, route: Route, visit: _Visit) -> None:
        request = route.request
        visit.requests += 1
        address = normal(request.url)
        useless = request.method != "GET" or request.resource_type in NOT_NEEDED
        over = visit.requests > MOST_REQUESTS or visit.left_bytes <= 0
        if address is None or useless or over:
            await route.abort()
            return
        ask = Ask(
            address,
            headers=visit.ask.headers,
            own=visit.ask.own,
            max_bytes=max(1, visit.left_bytes),
        )
        answer = await follow(ask, lambda hop: self._allowed(hop, visit))
        visit.left_bytes -= len(answer.body)
        if answer.trouble or not answer.status:
            await route.abort()
        else:
            await _fulfil(route, answer)

    async def _allowed(self, ask: Ask, visit: _Visit) -> Answer:
        if not await visit.allows(ask.address):
            return Answer(ask.address, trouble="redirect_refused", detail="robots.txt")
        return await self._fetcher.fetch(ask)


async def _fulfil(route: Route, answer: Answer) -> None:
    """Hand an answer to the browser; any origin may read it, as there is nobody to betray."""
    headers = {"Access-Control-Allow-Origin": "*"}
    if answer.content_type:
        headers["Content-Type"] = answer.content_type
    with suppress(BrowserError):
        await route.fulfill(status=answer.status, headers=headers, body=answer.body)
