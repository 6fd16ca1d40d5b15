"""Every method and event of the connection, declared by the rooms with their types."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, get_type_hints

from pydantic import BaseModel

from madoguchi.kernel.errors import Invalid

Run = Callable[[Any, Any], Awaitable[BaseModel]]


class UnknownMethod(Invalid):
    """No room answers to this name."""

    code, status = "unknown_method", 404


@dataclass(frozen=True)
class Method:
    """One thing that can be asked over the connection."""

    name: str
    needs: str
    params: type[BaseModel]
    result: type[BaseModel]
    run: Run
    timeout_s: float


class Methods:
    """The methods of one room, or of all of them once merged."""

    def __init__(self, *merged: "Methods") -> None:
        self._all: dict[str, Method] = {}
        for methods in merged:
            self._all.update(methods._all)

    def method(self, name: str, *, needs: str, timeout_s: float = 30.0) -> Callable[[Run], Run]:
        """Declare a method; its types are read from the signature ``(call, params) -> result``."""

        def declare(run: Run) -> Run:
            types = get_type_hints(run)
            self._all[name] = Method(name, needs, types["params"], types["return"], run, timeout_s)
            return run

        return declare

    def find(self, name: str) -> Method:
        """Return the method called ``name``."""
        if name not in self._all:
            raise UnknownMethod("frame.unknown_method", name=name[:60])
        return self._all[name]

    def __iter__(self) -> Any:
        return iter(self._all.values())


Events = dict[str, type[BaseModel]]
"""Channel → what its events carry."""
