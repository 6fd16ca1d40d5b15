"""The file that a document was read from, for those who may read the document."""

from madoguchi.files.service import Files
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import NotFound
from madoguchi.knowledge.service import Knowledge
from madoguchi.learning.plans import mask_of
from madoguchi.learning.repository.items import ItemRepository
from madoguchi.learning.repository.sources import SourceRepository
from madoguchi.learning.schemas import CRAWLED, Original

OPEN_S = 3600


class Originals:
    """Finds files; only what was uploaded can be opened, what lies in a folder is named."""

    def __init__(self, db: Database, knowledge: Knowledge, files: Files) -> None:
        self._db = db
        self._knowledge = knowledge
        self._files = files

    async def of(self, document_id: str, role: str) -> Original:
        """Return the name of the file and a link to it, as far as there are any."""
        source_id, address = await self._knowledge.origin(document_id, role)
        async with self._db.read() as session:
            source = await SourceRepository(session).one(source_id)
            items = await ItemRepository(session, source_id).these([address])
        kept_from_readers = source is None or mask_of(source) == "hide"
        if source is None or kept_from_readers or not items or source.kind in CRAWLED:
            return Original(name=None, url=None)
        url = await self._link(address) if source.kind == "upload" else None
        return Original(name=items[0].name, url=url)

    async def _link(self, file_id: str) -> str | None:
        try:
            return (await self._files.link(None, file_id, OPEN_S)).url
        except NotFound:
            return None  # removed, and forgotten with the next run
