"""Every door of the product in one place: routers, methods of the connection, events."""

from typing import Any

from madoguchi.accounts.router import router as accounts_router
from madoguchi.chat.router import router as chat_router
from madoguchi.chat.socket import EVENTS as CHAT_EVENTS
from madoguchi.chat.socket import methods as chat_methods
from madoguchi.entry.settings_door import EVENTS as SETTINGS_EVENTS
from madoguchi.entry.settings_door import methods as settings_methods
from madoguchi.entry.settings_door import router as settings_router
from madoguchi.kernel.connection.registry import Events, Methods
from madoguchi.kernel.envelope import Fail
from madoguchi.knowledge.router import router as knowledge_router
from madoguchi.upkeep.router import router as upkeep_router

ROUTERS = (chat_router, knowledge_router, accounts_router, settings_router, upkeep_router)
METHODS = Methods(chat_methods, settings_methods)
EVENTS: Events = {**CHAT_EVENTS, **SETTINGS_EVENTS}
FAILURES: dict[int | str, dict[str, Any]] = {"default": {"model": Fail}, 422: {"model": Fail}}
