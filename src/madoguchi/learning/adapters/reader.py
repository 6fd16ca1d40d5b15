"""The life of a process that reads documents: one after the other, until nobody asks any more."""

import gc
import resource
import socket
from pathlib import Path

from madoguchi.kernel.errors import AppError
from madoguchi.learning.adapters.confinement import confine, grant_cpu
from madoguchi.learning.adapters.wire import LENGTH, Answer, Request, framed, length_of, taken
from madoguchi.learning.converting.read import read
from madoguchi.learning.converting.schemas import Notice


def serve(line: socket.socket) -> None:
    """Read what comes over the line; the first document says how narrow the walls are."""
    is_confined = False
    while head := taken(line, LENGTH.size):
        request = Request.model_validate_json(taken(line, length_of(head)))
        data = taken(line, request.size)
        if not is_confined:
            confine(request.limits)
            is_confined = True
        grant_cpu(request.limits.cpu_s)
        answer = _answered(request, data)
        del data
        line.sendall(framed(answer))
        if answer.refused and answer.refused.key == "convert.too_much_memory":
            return  # what it still holds on to is unknown
        gc.collect(0)


def _answered(request: Request, data: bytes) -> Answer:
    begun = _cpu_s()
    try:
        if request.path is not None:
            data = Path(request.path).read_bytes()
        converted = read(data, request.hint, request.limits)
        return Answer(converted=converted, cpu_ms=1000 * (_cpu_s() - begun))
    except AppError as error:
        facts = {name: v if isinstance(v, int) else str(v) for name, v in error.facts.items()}
        return Answer(refused=Notice(key=error.key, facts=facts))
    except MemoryError:
        return Answer(refused=Notice(key="convert.too_much_memory"))
    except OSError:
        return Answer(refused=Notice(key="convert.unreadable"))


def _cpu_s() -> float:
    """Return the CPU time of this process and of those it waited for."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)
