"""Plain Celery, as its first-steps page has it: a task that does nothing, and who asks for it."""

import os
import sys
import time

from celery import Celery

app = Celery("plain", broker=os.environ["BENCH_REDIS"])
app.conf.update(
    task_ignore_result=True, worker_send_task_events=False, worker_enable_remote_control=False
)


@app.task(name="plain.nothing")
def nothing() -> None:
    """Do nothing."""


def main(count: int) -> None:
    """Ask so many times; print the CPU time that asking took."""
    nothing.delay()  # connects
    begun = time.process_time()
    for _ in range(count):
        nothing.delay()
    print(time.process_time() - begun)


if __name__ == "__main__":
    main(int(sys.argv[1]))
