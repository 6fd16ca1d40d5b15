"""What is asked of each part, for the components page and ``doctor``."""

import os
import shutil
import sys
from pathlib import Path

from madoguchi import __version__
from madoguchi.entry.settings import Settings
from madoguchi.files.service import Files
from madoguchi.kernel.db import Database
from madoguchi.kernel.words import say
from madoguchi.knowledge.indexes import Indexes
from madoguchi.knowledge.service import Knowledge
from madoguchi.models.schemas import BUILTIN
from madoguchi.models.service import Models
from madoguchi.upkeep.schemas import Component
from madoguchi.upkeep.service import Probe

LITTLE_DISK_BYTES = 500 * 1024 * 1024
NOT_YET_USED = ("mail",)


class Probes:
    """One question for each part."""

    def __init__(
        self,
        settings: Settings,
        home: Path,
        db: Database,
        knowledge: Knowledge,
        models: Models,
        *,
        files: Files,
        indexes: Indexes,
    ) -> None:
        self._settings = settings
        self._home = home
        self._db = db
        self._knowledge = knowledge
        self._models = models
        self._files = files
        self._indexes = indexes

    def all(self) -> dict[str, Probe]:
        """Return them by the name of the part."""
        probes: dict[str, Probe] = {
            "api": self._api,
            "database": self._database,
            "index": self._index,
            "handbook": self._handbook,
            "model": self._model,
            "files": self._file_store,
            "disk": self._disk,
        }
        for name in NOT_YET_USED:
            if getattr(self._settings, name).url is not None:
                probes[f"{name}.url"] = _not_yet_used(name)
        return probes

    async def _api(self, language: str) -> Component:
        version = f"Madoguchi {__version__}, Python {sys.version.split()[0]}"
        return Component(id="api", state="running", detail=version, figures=_memory())

    async def _database(self, language: str) -> Component:
        return Component(id="database", state="running", detail=await self._db.check())

    async def _index(self, language: str) -> Component:
        state = await self._indexes.state()
        documents, passages, indexed = state.documents, state.passages, state.indexed
        figures = {"documents": str(documents), "passages": str(passages), "indexed": str(indexed)}
        figures |= {"waiting": str(state.waiting), "kind": state.kind}
        if state.rebuild:
            detail = say("upkeep.index_rebuild", language, **state.rebuild.model_dump())
            return Component(id="index", state="running", detail=detail, figures=figures)
        if passages == indexed:
            detail = say("upkeep.index", language, documents=documents, passages=passages)
            return Component(id="index", state="running", detail=detail, figures=figures)
        detail = say("upkeep.index_behind", language, passages=passages, indexed=indexed)
        mend = say("upkeep.mend.index_behind", language, owner=state.owner or "–")
        return Component(id="index", state="degraded", detail=detail, mend=mend, figures=figures)

    async def _handbook(self, language: str) -> Component:
        if await self._knowledge.search("Madoguchi", 1, collection="handbook"):
            detail = say("upkeep.handbook", language)
            return Component(id="handbook", state="running", detail=detail)
        detail = say("upkeep.handbook_missing", language)
        mend = say("upkeep.mend.handbook", language)
        return Component(id="handbook", state="missing", detail=detail, mend=mend)

    async def _model(self, language: str) -> Component:
        if self._models.first("chat") == BUILTIN:
            detail = say("upkeep.model_builtin", language)
            mend = say("upkeep.model_builtin_mend", language)
            return Component(id="model", state="running", detail=detail, mend=mend)
        name = await self._models.check("chat")
        figures = {"id": self._models.first("chat"), "model": name}
        detail = say("upkeep.model", language, model=name)
        return Component(id="model", state="running", detail=detail, figures=figures)

    async def _file_store(self, language: str) -> Component:
        place, count, size = await self._files.check()
        figures = {"files": str(count), "mib": f"{size / 2**20:.1f}"}
        detail = say("upkeep.files", language, place=place, **figures)
        return Component(id="files", state="running", detail=detail, figures=figures)

    async def _disk(self, language: str) -> Component:
        free = shutil.disk_usage(self._home).free
        figures = {"free_mib": str(free // 2**20)}
        detail = say("upkeep.disk", language, free=f"{free / 2**30:.1f}", home=self._home)
        if free > LITTLE_DISK_BYTES:
            return Component(id="disk", state="running", detail=detail, figures=figures)
        mend = say("upkeep.mend.disk", language)
        return Component(id="disk", state="degraded", detail=detail, mend=mend, figures=figures)


def _not_yet_used(name: str) -> Probe:
    async def ask(language: str) -> Component:
        detail = say("upkeep.not_yet_used", language, section=name)
        return Component(id=f"{name}.url", state="off", detail=detail)

    return ask


def _memory() -> dict[str, str]:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return {}
    return {"memory_mib": str(pages * os.sysconf("SC_PAGE_SIZE") // 2**20)}
