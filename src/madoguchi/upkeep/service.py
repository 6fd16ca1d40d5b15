"""How the parts of the running system are."""

import asyncio
from collections.abc import Awaitable, Callable

from madoguchi.kernel.errors import AppError
from madoguchi.kernel.words import known, say
from madoguchi.upkeep.schemas import Component

Probe = Callable[[str], Awaitable[Component]]
PROBE_TIMEOUT_S = 5.0


class Upkeep:
    """Asks every part how it is; one that does not answer is named, not waited for."""

    def __init__(self, probes: dict[str, Probe]) -> None:
        self._probes = probes

    async def components(self, language: str) -> list[Component]:
        """Return every part, in the order of the wiring."""
        asked = [self._ask(name, probe, language) for name, probe in self._probes.items()]
        found = await asyncio.gather(*asked)
        return [_named(component, language) for component in found]

    async def is_ready(self) -> bool:
        """Tell whether the parts that nothing works without are there."""
        component = await self._ask("database", self._probes["database"], "en")
        return component.state == "running"

    async def _ask(self, name: str, probe: Probe, language: str) -> Component:
        try:
            async with asyncio.timeout(PROBE_TIMEOUT_S):
                return await probe(language)
        except TimeoutError:
            detail, cause = say("upkeep.no_answer", language), name
        except AppError as error:
            detail = say(error.key, language, **error.facts)
            # Who only misses the database is mended with it.
            cause = "" if error.key == "db.unavailable" and name != "database" else name
        key = f"upkeep.mend.{cause.partition('.')[0]}"
        mend = say(key, language) if known(key) else None
        return Component(id=name, state="missing", detail=detail, mend=mend)


def _named(component: Component, language: str) -> Component:
    name = say(f"upkeep.name.{component.id}", language)
    return component.model_copy(update={"name": name})
