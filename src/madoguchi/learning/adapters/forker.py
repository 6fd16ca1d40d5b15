"""The process that all readers of documents are copies of.

It has loaded the libraries and never sees a document, so a new reader costs milliseconds and begins
clean. It is told to begin and to end readers, and tells how they ended.
"""

import gc
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from importlib import import_module

from madoguchi.learning.adapters.reader import serve
from madoguchi.learning.adapters.wire import MESSAGE_BYTES, message, words_of
from madoguchi.learning.converting.read import HERE, READERS

FAILED = 70
ALWAYS = ("html.read", "texts")


class Forker:
    """Begins readers, ends them, and says how they ended."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._numbers: dict[int, str] = {}
        self._heard, self._rung = socket.socketpair()
        self._rung.setblocking(False)

    def run(self) -> None:
        """Do as told until nobody is there any more."""
        signal.set_wakeup_fd(self._rung.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the house, which tells us
        for module in ALWAYS:
            import_module(f"{HERE}.{module}")
        gc.collect()
        gc.freeze()
        while True:
            ready, _, _ = select.select([self._control, self._heard], [], [])
            if self._heard in ready:
                self._heard.recv(4096)
                self._reap()
            if self._control in ready and not self._obey():
                return

    def _obey(self) -> bool:
        received, lines, _, _ = socket.recv_fds(self._control, MESSAGE_BYTES, 1)
        if not received:
            self._end_all()
            return False
        verb, number, *rest = words_of(received)
        if verb == "begin":
            with socket.socket(fileno=lines[0]) as line:
                self._begin(number, rest[0], line)
        else:
            for process, each in list(self._numbers.items()):
                if each == number:
                    os.killpg(process, signal.SIGKILL)
        return True

    def _begin(self, number: str, module: str, line: socket.socket) -> None:
        if module in READERS.values():
            import_module(f"{HERE}.{module}")
            gc.freeze()
        process = os.fork()
        if not process:
            self._become_reader(line)
        with suppress(OSError):
            os.setpgid(process, process)
        self._numbers[process] = number

    def _become_reader(self, line: socket.socket) -> None:
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setpgid(0, 0)
            for ours in (self._control, self._heard, self._rung):
                ours.close()
            serve(line)
        finally:
            failure = sys.exc_info()[1]
            if failure is not None:
                sys.excepthook(type(failure), failure, failure.__traceback__)
            os._exit(FAILED if failure is not None else 0)

    def _reap(self) -> None:
        """Tell of every reader that has ended, after what it had begun was ended too."""
        options = os.WEXITED | os.WNOHANG | os.WNOWAIT
        while self._numbers and (ended := os.waitid(os.P_ALL, 0, options)) is not None:
            with suppress(OSError):
                os.killpg(ended.si_pid, signal.SIGKILL)
            process, status, used = os.wait4(ended.si_pid, 0)
            code = os.waitstatus_to_exitcode(status)
            number = self._numbers.pop(process, "")
            self._control.sendall(message("ended", number, code, used.ru_maxrss))

    def _end_all(self) -> None:
        for process in self._numbers:
            with suppress(OSError):
                os.killpg(process, signal.SIGKILL)


if __name__ == "__main__":
    Forker(socket.socket(fileno=int(sys.argv[1]))).run()
