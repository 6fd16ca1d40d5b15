"""SQL of what an administrator has decided: own rules, strictness, and which version that is."""

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Glance, unless_there
from madoguchi.kernel.ids import new_id
from madoguchi.privacy.schemas import Level, NewRule, Rule
from madoguchi.privacy.tables import GuardVersionRow, OwnRuleRow, StrictnessRow

NO_SYNC = {"synchronize_session": False}
ONLY = 1
VERSION = Glance(select(GuardVersionRow.version))


class DecisionRepository:
    """Reads and writes decisions inside the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def version(self) -> str:
        """Return what changes with every decision."""
        return await self._session.scalar(VERSION.statement) or ""

    async def renew(self) -> None:
        """Have every process read anew what was decided."""
        there = unless_there(self._session, GuardVersionRow, "id")
        await self._session.execute(there.values(id=ONLY, version=""))
        query = update(GuardVersionRow).values(version=new_id())
        await self._session.execute(query, execution_options=NO_SYNC)

    async def rules(self) -> list[Rule]:
        """Return all own rules by their names."""
        rows = await self._session.scalars(select(OwnRuleRow).order_by(OwnRuleRow.name))
        return [_rule(row) for row in rows]

    async def rule(self, rule_id: str) -> Rule | None:
        """Return one rule."""
        row = await self._session.get(OwnRuleRow, rule_id)
        return _rule(row) if row else None

    async def add_rule(self, rule: NewRule) -> str:
        """Keep a new rule; return its id."""
        values = {"id": new_id(), "changed_at": now(), **rule.model_dump()}
        await self._session.execute(insert(OwnRuleRow), [values])
        return str(values["id"])

    async def change_rule(self, rule_id: str, rule: NewRule) -> bool:
        """Put a rule in the place of an older one; tell whether there was one."""
        query = update(OwnRuleRow).where(OwnRuleRow.id == rule_id)
        query = query.values(**rule.model_dump(), changed_at=now())
        found = await self._session.execute(
            query.returning(OwnRuleRow.id), execution_options=NO_SYNC
        )
        return found.first() is not None

    async def remove_rule(self, rule_id: str) -> bool:
        """Remove a rule; tell whether there was one."""
        query = delete(OwnRuleRow).where(OwnRuleRow.id == rule_id).returning(OwnRuleRow.id)
        return (await self._session.execute(query, execution_options=NO_SYNC)).first() is not None

    async def count_rules(self, *, active: bool) -> int:
        """Count the rules, all or only those that are active."""
        query = select(func.count(OwnRuleRow.id))
        return await self._session.scalar(query.where(OwnRuleRow.active) if active else query) or 0

    async def levels(self) -> list[Level]:
        """Return every strictness that was chosen."""
        query = select(StrictnessRow.scope, StrictnessRow.name, StrictnessRow.level)
        return [Level(**row._mapping) for row in await self._session.execute(query)]

    async def put_level(self, level: Level) -> None:
        """Choose a strictness."""
        there = unless_there(self._session, StrictnessRow, "scope", "name")
        await self._session.execute(there.values(level.model_dump()))
        query = update(StrictnessRow).filter_by(scope=level.scope, name=level.name)
        await self._session.execute(query.values(level=level.level), execution_options=NO_SYNC)


def _rule(row: OwnRuleRow) -> Rule:
    return Rule(**{name: getattr(row, name) for name in Rule.model_fields})
