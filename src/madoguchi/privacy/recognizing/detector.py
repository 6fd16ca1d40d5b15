"""All recognizers over one text: what they find, or an error; never half of it."""

import logging
from collections.abc import Iterable, Iterator

from madoguchi.kernel.errors import Unavailable
from madoguchi.privacy.ports import Strictness
from madoguchi.privacy.recognizing.allowed import Allowed
from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.joining import Joined
from madoguchi.privacy.recognizing.repeats import repeated
from madoguchi.privacy.recognizing.spans import Recognizer, Span, above, resolve

SURE_ENOUGH: dict[Strictness, float] = {"low": 0.8, "normal": 0.6, "strict": 0.4}
log = logging.getLogger(__name__)


class Detector:
    """Finds personal data in a text. A failure of any recognizer is a failure of the whole."""

    def __init__(self, recognizers: Iterable[Recognizer], allowed: Allowed | None = None) -> None:
        self._recognizers = tuple(recognizers)
        self._allowed = allowed or Allowed(())

    def find(self, text: str, strictness: Strictness = "normal") -> list[Span]:
        """Return what is personal in ``text``, in reading order, nothing overlapping."""
        joined = Joined(text)
        folded = Folded(joined.text)
        found = self._barred(above(self._found(folded), SURE_ENOUGH[strictness]), folded)
        kept = resolve(found)
        return joined.written(resolve([*kept, *repeated(kept, folded)]))

    def _barred(self, found: Iterable[Span], text: Folded) -> list[Span]:
        """Return what is not allowed, nor a piece of something that is."""
        allowed, barred = list[Span](), list[Span]()
        for span in found:
            (allowed if self._allowed.holds(span, text) else barred).append(span)
        return [span for span in barred if not any(whole.holds(span) for whole in allowed)]

    def _found(self, text: Folded) -> Iterator[Span]:
        for recognizer in self._recognizers:
            with Closed(recognizer):
                found = list(recognizer.find(text))
            yield from found


class Closed:
    """Turns whatever a recognizer raises into one error that says nothing of the text."""

    def __init__(self, recognizer: Recognizer) -> None:
        self._name = type(recognizer).__name__

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        if kind is not None and issubclass(kind, Exception):
            # Only the kind is told: what an error says may quote the text.
            log.error("%s failed: %s", self._name, kind.__name__)
            raise Unavailable("privacy.failed") from None
