"""Redirects, followed one by one: each hop is looked at before it is made."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from madoguchi.learning.crawling.fetching import Answer, Ask, Trouble

MOST_HOPS = 10
Visit = Callable[[Ask], Awaitable[Answer]]


async def follow(ask: Ask, visit: Visit, most: int = MOST_HOPS) -> Answer:
    """Ask with ``visit`` until something else than a redirect comes; loops and long ways end."""
    been: list[str] = []
    while True:
        answer = await visit(ask)
        if not answer.is_redirect:
            return replace(answer, hops=tuple(been))
        been.append(ask.address)
        if trouble := _ends(been, answer, most):
            return replace(answer, trouble=trouble, hops=tuple(been))
        assert answer.location is not None
        # What was known of the first address says nothing of the next.
        ask = replace(ask, address=answer.location, etag=None, last_modified=None)


def _ends(been: list[str], answer: Answer, most: int) -> Trouble | None:
    if answer.location is None:
        return "bad_answer"
    if answer.location in been:
        return "redirect_loop"
    return "too_many_redirects" if len(been) > most else None
