"""The modules that are installed: whatever names itself in the entry-point group."""

import logging
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from madoguchi.learning.modules.protocol import Findings, Module, ModuleDocument, ModuleFailed

GROUP = "madoguchi.modules"
logger = logging.getLogger(__name__)


class BrokenModule:
    """Stands for a module that could not be loaded: it says so in every run."""

    edition = ""
    on_by_default = True

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self._reason = reason

    async def look(self, document: ModuleDocument) -> Findings:
        """Give up."""
        raise ModuleFailed(self._reason)


def modules() -> list[Module]:
    """Return every module; of two with the same name the first one counts."""
    found: dict[str, Module] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        found.setdefault(point.name, _loaded(point))
    return list(found.values())


def _loaded(point: EntryPoint) -> Module:
    try:
        made: Any = point.load()()
        if made.name != point.name:
            return BrokenModule(point.name, f"it calls itself {made.name}")
        str(made.edition), bool(made.on_by_default)
    except (ImportError, AttributeError, TypeError, ValueError, SyntaxError, OSError) as error:
        logger.warning("a module could not be loaded", extra={"module_name": point.name})
        return BrokenModule(point.name, f"{type(error).__name__}: {error}")
    loaded: Module = made
    return loaded
