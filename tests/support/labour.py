"""A worker or scheduler process of the product, which knows the tasks of the tests as well."""

import sys

from madoguchi.entry.job_room import Role
from madoguchi.entry.labour import labour
from madoguchi.entry.settings import Environment
from madoguchi.entry.settings_file import load
from madoguchi.jobs.queues import QUEUES
from tests.support.tasks import ALL


def main(kind: str, queues: str = "") -> None:
    """Work until told to stop."""
    environment = Environment()
    names = tuple(queues.split(",")) if queues else QUEUES
    role = Role("worker", names) if kind == "worker" else Role("scheduler")
    labour(load(environment), environment, role, _say_ready, ALL)


def _say_ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
