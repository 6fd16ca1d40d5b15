"""The readers that the operator named: who may be asked for what."""

import math
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import suppress

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

SWITCH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


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

    def typed(self, name: str, words: Iterable[str]) -> dict[str, Argument]:
        """Return arguments that were written as ``name=value``; a list is written item by item."""
        kinds = self._named[name].arguments if name in self._named else {}
        found: dict[str, Argument] = {}
        for word in words:
            argument, _, value = word.partition("=")
            if kinds.get(argument) == "list":
                before = found.get(argument)
                found[argument] = [*(before if isinstance(before, list) else []), value]
            else:
                found[argument] = _typed(value, kinds.get(argument))
        return found

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


def _typed(value: str, kind: ArgumentKind | None) -> Argument:
    """Return what a word means; one that cannot be meant so is left to the check."""
    if kind == "switch":
        return SWITCH.get(value.lower(), value)
    if kind == "number":
        with suppress(ValueError):
            return int(value) if value.lstrip("-").isdecimal() else float(value)
    return value


def _fits(value: Argument, kind: ArgumentKind) -> bool:
    if kind == "switch" or isinstance(value, bool):
        return kind == "switch" and isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int | float) and math.isfinite(value)
    return isinstance(value, str if kind == "text" else list)
