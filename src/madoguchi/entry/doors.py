"""Every door of the product in one place: routers, methods of the connection, events, tasks."""

from typing import Any

from starlette.routing import Match, Route
from starlette.types import Scope

from madoguchi.accounts.router import router as accounts_router
from madoguchi.chat.router import router as chat_router
from madoguchi.chat.socket import EVENTS as CHAT_EVENTS
from madoguchi.chat.socket import methods as chat_methods
from madoguchi.chat.tasks import tasks as chat_tasks
from madoguchi.entry.settings_door import EVENTS as SETTINGS_EVENTS
from madoguchi.entry.settings_door import methods as settings_methods
from madoguchi.entry.settings_door import router as settings_router
from madoguchi.evaluation.router import router as evaluation_router
from madoguchi.evaluation.socket import EVENTS as EVALUATION_EVENTS
from madoguchi.evaluation.socket import methods as evaluation_methods
from madoguchi.evaluation.tasks import tasks as evaluation_tasks
from madoguchi.files.router import router as files_router
from madoguchi.files.tasks import tasks as files_tasks
from madoguchi.jobs.router import router as jobs_router
from madoguchi.jobs.schedules import OwnSchedule
from madoguchi.jobs.socket import EVENTS as JOBS_EVENTS
from madoguchi.jobs.socket import methods as jobs_methods
from madoguchi.kernel.connection.registry import Events, Methods
from madoguchi.kernel.envelope import Fail
from madoguchi.kernel.jobs import Tasks
from madoguchi.knowledge.router import router as knowledge_router
from madoguchi.learning.router import router as learning_router
from madoguchi.learning.socket import EVENTS as LEARNING_EVENTS
from madoguchi.learning.socket import methods as learning_methods
from madoguchi.learning.tasks import tasks as learning_tasks
from madoguchi.privacy.router import router as privacy_router
from madoguchi.privacy.tasks import tasks as privacy_tasks
from madoguchi.upkeep.router import router as upkeep_router

ROUTERS = (
    chat_router,
    knowledge_router,
    accounts_router,
    jobs_router,
    learning_router,
    evaluation_router,
    privacy_router,
    files_router,
    settings_router,
    upkeep_router,
)
METHODS = Methods(
    chat_methods, jobs_methods, learning_methods, evaluation_methods, settings_methods
)
EVENTS: Events = {
    **CHAT_EVENTS,
    **JOBS_EVENTS,
    **LEARNING_EVENTS,
    **EVALUATION_EVENTS,
    **SETTINGS_EVENTS,
}
TASKS = Tasks(chat_tasks, learning_tasks, evaluation_tasks, files_tasks, privacy_tasks)
SCHEDULES = (
    OwnSchedule("clean-chat", "chat.forget_events", "17 * * * *"),
    OwnSchedule("files-sweep", "files.sweep", "47 * * * *"),
    OwnSchedule("files-orphans", "files.orphans", "20 4 * * *"),
    OwnSchedule("vault-orphans", "chat.erase_orphans", "3 * * * *"),
    OwnSchedule("vault-erasures", "privacy.destroy_keys", "7 * * * *"),
    OwnSchedule("privacy-contacts", "privacy.gather_contacts", "10 5 * * *"),
    OwnSchedule("privacy-counts", "privacy.forget_counts", "27 3 * * *"),
    OwnSchedule("learn-scheduler", "learning.handbook", "40 3 * * *"),
)
FAILURES: dict[int | str, dict[str, Any]] = {"default": {"model": Fail}, 422: {"model": Fail}}


def methods_at(scope: Scope) -> set[str]:
    """Return what can be done at an address where the wanted method is none of it."""
    found: set[str] = set()
    for router in ROUTERS:
        for route in router.routes:
            if isinstance(route, Route) and route.matches(scope)[0] is Match.PARTIAL:
                found |= route.methods or set()
    return found
