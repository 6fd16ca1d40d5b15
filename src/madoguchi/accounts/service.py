"""What can be done with people, sign-ins and keys."""

from datetime import timedelta

from madoguchi.accounts.passwords import (
    SHORTEST_PASSWORD,
    Guesses,
    digest,
    hash_password,
    is_password,
    new_password,
    new_secret,
)
from madoguchi.accounts.repository import AccountRepository
from madoguchi.accounts.roles import ROLES
from madoguchi.accounts.schemas import ApiKey, MadeKey
from madoguchi.accounts.tables import ApiKeyRow, UserRow
from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import Conflict, Invalid, NotFound, Unauthenticated
from madoguchi.kernel.events import Topics
from madoguchi.kernel.http import Caller
from madoguchi.kernel.ids import as_id

KEY_PREFIX = "mdg_"
FIRST_ADMIN = "admin"
KEY_USE_EVERY = timedelta(minutes=5)


class WrongCredentials(Unauthenticated):
    """Name or password is wrong; which of them is not told."""

    code = "wrong_credentials"


class Accounts:
    """People who may do more than a visitor."""

    def __init__(self, db: Database, topics: Topics, sign_in_days: int) -> None:
        self._db = db
        self._topics = topics
        self._sign_in_for = timedelta(days=sign_in_days)
        self._guesses = Guesses()

    @property
    def sign_in_seconds(self) -> int:
        """How long a browser stays signed in."""
        return int(self._sign_in_for.total_seconds())

    async def ensure_first_admin(self, given_password: str | None) -> str | None:
        """Make the first admin when there is nobody yet; return a password that was made up."""
        async with self._db.read() as session:
            if await AccountRepository(session).count_users():
                return None
        password = given_password or new_password()
        # Whoever holds the machine may choose a short one for themselves.
        await self._add(FIRST_ADMIN, "admin", password)
        return None if given_password else password

    async def add(self, name: str, role: str, password: str) -> str:
        """Add a person; return their id."""
        if role not in ROLES or role == "visitor":
            raise Invalid(
                "accounts.unknown_role", roles=", ".join(r for r in ROLES if r != "visitor")
            )
        if not name.strip() or len(name) > 100 or not name.isprintable():
            raise Invalid("accounts.bad_name")
        _check_password(password)
        return await self._add(name, role, password)

    async def _add(self, name: str, role: str, password: str) -> str:
        kept = await hash_password(password)
        async with self._db.begin() as session:
            repository = AccountRepository(session)
            if await repository.user_called(name):
                raise Conflict("accounts.name_taken", name=name)
            return (await repository.add_user(name, role, kept)).id

    async def sign_in(self, name: str, password: str, address: str) -> tuple[Caller, str]:
        """Check name and password; return the person and the token for their browser."""
        self._guesses.count(name, address)
        async with self._db.read() as session:
            known = name.isprintable()  # anything else is nobody's name, and not for the database
            user = await AccountRepository(session).user_called(name) if known else None
        if not await is_password(user.password_hash if user else None, password) or user is None:
            raise WrongCredentials("accounts.wrong_credentials")
        self._guesses.right(name, address)
        token = new_secret()
        async with self._db.begin() as session:
            expires_at = now() + self._sign_in_for
            await AccountRepository(session).add_sign_in(user.id, digest(token), expires_at)
        return _caller(user), token

    async def sign_out(self, caller: Caller) -> None:
        """End the sign-in of this browser."""
        if caller.credential_id:
            async with self._db.begin() as session:
                await AccountRepository(session).end_sign_in(caller.credential_id)
            self._end(caller.credential_id)

    async def by_token(self, token: str) -> Caller | None:
        """Return the person who is signed in with this browser."""
        async with self._db.read() as session:
            found = await AccountRepository(session).signed_in(digest(token))
        return _caller(found[1], found[0].id) if found else None

    async def by_key(self, key: str) -> Caller | None:
        """Return the person for whom a program acts with this key."""
        async with self._db.read() as session:
            found = await AccountRepository(session).key_owner(digest(key))
        if found is None:
            return None
        row, user = found
        if row.last_used_at is None or now() - row.last_used_at > KEY_USE_EVERY:
            async with self._db.begin() as session:
                await AccountRepository(session).note_key_use(row.id)
        return _caller(user, row.id)

    async def change_password(self, caller: Caller, current: str, new: str) -> None:
        """Change one's own password; every other browser is signed out."""
        async with self._db.read() as session:
            user = await AccountRepository(session).user(caller.id)
        self._guesses.count(caller.id, caller.address)
        if user is None or not await is_password(user.password_hash, current):
            raise WrongCredentials("accounts.wrong_current_password")
        self._guesses.right(caller.id, caller.address)
        await self._set_password(user.id, new, caller.credential_id)

    async def reset_password(self, name: str, password: str | None) -> str:
        """Give a person a new password, made up unless given; return it."""
        async with self._db.read() as session:
            user = await AccountRepository(session).user_called(name)
        if user is None:
            raise NotFound("accounts.nobody_called", name=name)
        chosen = password or new_password()
        await self._set_password(user.id, chosen, None)
        return chosen

    async def make_key(self, user_id: str, name: str) -> MadeKey:
        """Make an API key for a person."""
        if not name.strip() or not name.isprintable():
            raise Invalid("accounts.bad_name")
        key = new_secret(KEY_PREFIX)
        async with self._db.begin() as session:
            prefix = key[: len(KEY_PREFIX) + 4]
            row = await AccountRepository(session).add_key(user_id, name, prefix, digest(key))
            return MadeKey(key=key, **_shown(row).model_dump())

    async def make_key_for(self, user_name: str, name: str) -> MadeKey:
        """Make an API key for the person with this name."""
        async with self._db.read() as session:
            user = await AccountRepository(session).user_called(user_name)
        if user is None:
            raise NotFound("accounts.nobody_called", name=user_name)
        return await self.make_key(user.id, name)

    async def keys(self, caller: Caller) -> list[ApiKey]:
        """Return one's own keys."""
        async with self._db.read() as session:
            return [_shown(row) for row in await AccountRepository(session).keys(caller.id)]

    async def remove_key(self, caller: Caller, key_id: str) -> str:
        """Take back one of one's own keys."""
        key = as_id(key_id)
        async with self._db.begin() as session:
            if key is None or not await AccountRepository(session).remove_key(caller.id, key):
                raise NotFound("accounts.key_missing")
        self._end(key)
        return key

    async def caller_called(self, name: str) -> Caller:
        """Return the person with this name as a caller: for the command line."""
        async with self._db.read() as session:
            user = await AccountRepository(session).user_called(name)
        if user is None:
            raise NotFound("accounts.nobody_called", name=name)
        return _caller(user)

    async def _set_password(self, user_id: str, password: str, keep: str | None) -> None:
        _check_password(password)
        kept = await hash_password(password)
        async with self._db.begin() as session:
            ended = await AccountRepository(session).set_password(user_id, kept, keep)
        self._end(*ended)

    def _end(self, *credential_ids: str) -> None:
        """Close the connections that were opened with credentials that are no more."""
        for credential_id in credential_ids:
            self._topics.tell(credential_id, {"end": True})


def _check_password(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid("accounts.password_short", shortest=SHORTEST_PASSWORD)


def _caller(user: UserRow, credential_id: str | None = None) -> Caller:
    return Caller(user.id, user.role, ROLES[user.role], user.name, credential_id)


def _shown(row: ApiKeyRow) -> ApiKey:
    return ApiKey(
        id=row.id,
        name=row.name,
        prefix=row.prefix,
        created_at=row.created_at,
        last_used_at=row.last_used_at,
    )
