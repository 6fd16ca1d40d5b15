"""Who is at the other end: a key, a signed-in browser, or a visitor with a random cookie."""

from dataclasses import replace

from starlette.requests import HTTPConnection

from madoguchi.accounts.passwords import digest, new_secret
from madoguchi.accounts.roles import VISITOR
from madoguchi.accounts.service import Accounts
from madoguchi.kernel.errors import Unauthenticated
from madoguchi.kernel.http import Caller, Recognised

SIGN_IN_COOKIE = "madoguchi_session"
VISITOR_COOKIE = "madoguchi_visitor"
VISITOR_DAYS = 180


class Callers:
    """Recognises the caller of every door."""

    def __init__(self, accounts: Accounts, visitors: frozenset[str]) -> None:
        self._accounts = accounts
        self._visitor_permissions = visitors

    async def recognise(self, connection: HTTPConnection) -> Recognised:
        """Return the caller; a key that is not ours is refused rather than taken for a visitor."""
        scheme, _, key = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            person = await self._accounts.by_key(key.strip())
            if person is None:
                raise Unauthenticated("accounts.unknown_key")
            return Recognised(replace(person, channel="api"))
        token = connection.cookies.get(SIGN_IN_COOKIE)
        if token and (person := await self._accounts.by_token(token)):
            return Recognised(person)
        return self._visitor(connection.cookies.get(VISITOR_COOKIE))

    def _visitor(self, token: str | None) -> Recognised:
        if token and 20 <= len(token) <= 100:
            return Recognised(self._visitor_of(token))
        token = new_secret()
        cookie = (VISITOR_COOKIE, token, VISITOR_DAYS * 24 * 3600)
        return Recognised(self._visitor_of(token), cookie)

    def _visitor_of(self, token: str) -> Caller:
        # Nothing is kept of a visitor who only looks: the id is made from the cookie's secret.
        return Caller(f"visitor-{digest(token)[:32]}", VISITOR, self._visitor_permissions)
