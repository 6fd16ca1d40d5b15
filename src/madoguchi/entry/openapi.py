"""One document that describes every door: REST, and the connection's methods and events."""

from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, Field, create_model
from pydantic.json_schema import models_json_schema

from madoguchi import __version__
from madoguchi.entry.doors import EVENTS, FAILURES, METHODS, ROUTERS
from madoguchi.kernel.connection.registry import Events, Methods
from madoguchi.kernel.envelope import Problem


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI document."""
    app = FastAPI()
    for router in ROUTERS:
        app.include_router(router, responses=FAILURES)
    schema = get_openapi(title="Madoguchi", version=__version__, routes=app.routes)
    template = "#/components/schemas/{model}"
    models: list[type[BaseModel]] = [_methods_model(METHODS), _events_model(EVENTS), Problem]
    _, definitions = models_json_schema(
        [(model, "serialization") for model in models], ref_template=template
    )
    schema["components"]["schemas"] |= definitions["$defs"]
    return schema


def _methods_model(methods: Methods) -> type[BaseModel]:
    fields: dict[str, Any] = {}
    for method in methods:
        name = method.name.replace(".", "_")
        pair = create_model(
            f"Invoke_{name}", params=(method.params, ...), result=(method.result, ...)
        )
        fields[name] = (pair, Field(alias=method.name))
    return create_model("WsMethods", **fields)


def _events_model(events: Events) -> type[BaseModel]:
    fields: dict[str, Any] = {
        channel.replace(".", "_"): (payload, Field(alias=channel))
        for channel, payload in events.items()
    }
    return create_model("WsEvents", **fields)
