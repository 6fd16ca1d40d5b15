"""A reader as somebody would write one: LlamaIndex's base, documents from a file."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, final

from llama_index.core.readers.base import BaseReader
from llama_index.core.schema import Document, ImageDocument, MediaResource


@final
class WikiReader(BaseReader):
    """Yields what stands in a JSON file, of one space or of all."""

    def __init__(self, file: str) -> None:
        self._file = Path(file)

    def lazy_load_data(self, space: str = "", **more: Any) -> Iterator[Document]:
        for page in json.loads(self._file.read_text("utf-8")):
            if page.get("picture"):
                resource = MediaResource(data=b"\x89PNG\r\n\x1a\n", mimetype="image/png")
                yield ImageDocument(image_resource=resource, metadata=page["metadata"])
            elif not space or page["metadata"].get("space") == space:
                yield Document(text=page["text"], metadata=page["metadata"], **page.get("own", {}))
