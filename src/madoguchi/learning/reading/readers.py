"""The readers that the operator named: who may be asked for what."""

from collections.abc import AsyncGenerator, Mapping

from madoguchi.kernel.errors import Invalid
from madoguchi.learning.reading.failures import ReaderFailed
from madoguchi.learning.reading.ports import Reading
from madoguchi.learning.reading.schemas import (
    Argument,
    ArgumentKind,
    KnownArgument,
    KnownReader,
    Read,
    ReaderSettings,
)


class Readers:
    """Every reader that a source may name."""

    def __init__(self, named: Mapping[str, ReaderSettings], reading: Reading) -> None:
        self._named = named
        self._reading = reading

    def known(self) -> list[KnownReader]:
        """Return the readers with what each of them asks for."""
        return [
            KnownReader(
                name=name,
                arguments=[
                    KnownArgument(name=each, kind=kind, required=each not in reader.load)
                    for each, kind in reader.arguments.items()
                ],
            )
            for name, reader in sorted(self._named.items())
        ]

    def check(self, name: str, arguments: Mapping[str, Argument]) -> None:
        """Raise unless this reader is named and these are its arguments."""
        reader = self._named.get(name)
        if reader is None:
            raise Invalid("learning.reader_unknown", name=name)
        for each, value in arguments.items():
            if each not in reader.arguments:
                raise Invalid("learning.reader_argument_unknown", name=name, argument=each)
            if not _fits(value, reader.arguments[each]):
                kind = reader.arguments[each]
                raise Invalid(f"learning.reader_argument_{kind}", argument=each)
        for each in reader.arguments:
            if each not in arguments and each not in reader.load:
                raise Invalid("learning.reader_argument_missing", name=name, argument=each)

    def key_of(self, name: str) -> list[str]:
        """Return the metadata by which documents of a reader are known again."""
        return self._named[name].key if name in self._named else []

    def read(self, name: str, arguments: Mapping[str, Argument]) -> AsyncGenerator[Read, None]:
        """Yield what a reader gives."""
        try:
            self.check(name, arguments)
        except Invalid as error:  # the settings have changed since the source was added
            raise ReaderFailed(error.key, **error.facts) from error
        return self._reading.read(name, self._named[name], arguments)


def _fits(value: Argument, kind: ArgumentKind) -> bool:
    if kind == "switch" or isinstance(value, bool):
        return kind == "switch" and isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int | float)
    return isinstance(value, str if kind == "text" else list)
