"""The language of a document."""

from madoguchi.language.codes import family, tidy
from madoguchi.language.recognise import recognise
from madoguchi.learning.converting.schemas import Converted
from madoguchi.learning.schemas import Options

SAMPLE = 4_000


def language_of(document: Converted, options: Options) -> str:
    """Return what the source says, or what the text looks like; not sure, what it declares."""
    return family(tidy(options.language or _recognised(document)))


def _recognised(document: Converted) -> str:
    declared = tidy(document.language) if document.language else None
    return recognise(document.markdown[:SAMPLE], before=declared).language
