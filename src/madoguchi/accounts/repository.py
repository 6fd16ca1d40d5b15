"""All SQL of the accounts room."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.accounts.tables import ApiKeyRow, SignInRow, UserRow
from madoguchi.kernel.clock import now
from madoguchi.kernel.ids import new_id


class AccountRepository:
    """Reads and writes accounts inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def count_users(self) -> int:
        """Return how many people have an account."""
        return await self._session.scalar(select(func.count()).select_from(UserRow)) or 0

    async def add_user(self, name: str, role: str, password_hash: str) -> UserRow:
        """Add a person."""
        row = UserRow(
            id=new_id(), name=name, role=role, password_hash=password_hash, created_at=now()
        )
        self._session.add(row)
        await self._session.flush()
        return row

    async def user_called(self, name: str) -> UserRow | None:
        """Return the person with this name."""
        return await self._session.scalar(select(UserRow).where(UserRow.name == name))

    async def user(self, user_id: str) -> UserRow | None:
        """Return the person with this id."""
        return await self._session.get(UserRow, user_id)

    async def set_password(
        self, user_id: str, password_hash: str, keep: str | None
    ) -> Sequence[str]:
        """Change a password, sign out every browser but ``keep``, return the sign-ins that end."""
        change = update(UserRow).where(UserRow.id == user_id)
        await self._session.execute(change.values(password_hash=password_hash))
        others = delete(SignInRow).where(SignInRow.user_id == user_id)
        others = others.where(SignInRow.id != keep) if keep else others
        return (await self._session.scalars(others.returning(SignInRow.id))).all()

    async def add_sign_in(self, user_id: str, token_hash: str, expires_at: datetime) -> None:
        """Remember a signed-in browser, and drop those whose time is over."""
        await self._session.execute(delete(SignInRow).where(SignInRow.expires_at < now()))
        row = SignInRow(
            id=new_id(),
            user_id=user_id,
            token_hash=token_hash,
            created_at=now(),
            expires_at=expires_at,
        )
        self._session.add(row)

    async def signed_in(self, token_hash: str) -> tuple[SignInRow, UserRow] | None:
        """Return the sign-in and the person behind a browser's token."""
        query = (
            select(SignInRow, UserRow)
            .join(UserRow, UserRow.id == SignInRow.user_id)
            .where(SignInRow.token_hash == token_hash, SignInRow.expires_at > now())
        )
        row = (await self._session.execute(query)).first()
        return (row[0], row[1]) if row else None

    async def end_sign_in(self, sign_in_id: str) -> None:
        """Sign a browser out."""
        await self._session.execute(delete(SignInRow).where(SignInRow.id == sign_in_id))

    async def add_key(self, user_id: str, name: str, prefix: str, key_hash: str) -> ApiKeyRow:
        """Add a key."""
        row = ApiKeyRow(
            id=new_id(),
            user_id=user_id,
            name=name,
            prefix=prefix,
            key_hash=key_hash,
            created_at=now(),
        )
        self._session.add(row)
        await self._session.flush()
        return row

    async def keys(self, user_id: str) -> Sequence[ApiKeyRow]:
        """Return the keys of a person, newest first."""
        query = select(ApiKeyRow).where(ApiKeyRow.user_id == user_id)
        return (await self._session.scalars(query.order_by(ApiKeyRow.created_at.desc()))).all()

    async def remove_key(self, user_id: str, key_id: str) -> bool:
        """Remove a key of this person; tell whether there was one."""
        chosen = delete(ApiKeyRow).where(ApiKeyRow.id == key_id, ApiKeyRow.user_id == user_id)
        return bool((await self._session.execute(chosen.returning(ApiKeyRow.id))).first())

    async def key_owner(self, key_hash: str) -> tuple[ApiKeyRow, UserRow] | None:
        """Return the key and the person behind it."""
        query = (
            select(ApiKeyRow, UserRow)
            .join(UserRow, UserRow.id == ApiKeyRow.user_id)
            .where(ApiKeyRow.key_hash == key_hash)
        )
        row = (await self._session.execute(query)).first()
        return (row[0], row[1]) if row else None

    async def note_key_use(self, key_id: str) -> None:
        """Remember when a key was last used."""
        change = update(ApiKeyRow).where(ApiKeyRow.id == key_id)
        await self._session.execute(change.values(last_used_at=now()))
