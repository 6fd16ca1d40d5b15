"""The document of the doors tells the truth: what it promises is what comes."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis import checks as promises
from schemathesis.openapi import from_dict
from schemathesis.specs.openapi import checks as openapi_promises

from madoguchi.entry.doors import EVENTS, METHODS
from tests.conftest import Builder, Guests
from tests.support.people import Person

EXAMPLES = 10
KEPT = [
    promises.not_a_server_error,
    openapi_promises.status_code_conformance,
    openapi_promises.content_type_conformance,
    openapi_promises.response_schema_conformance,
]
STEADY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_operation_keeps_its_promises_whatever_is_sent(
    build_house: Builder, guests: Guests, mode: GenerationMode
) -> None:
    house = build_house()
    person = guests(house, house.add_person("tester", "admin"))
    broken: list[str] = []
    schema = from_dict(person.send("GET", "/api/openapi.json").json())
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]

        @STEADY
        @given(operation.as_strategy(generation_mode=mode))
        def holds(case: Any) -> None:
            answer = case.call(base_url=house.address, headers=dict(person.http.headers))
            case.validate_response(answer, checks=KEPT)

        try:
            holds()
        except Unsatisfiable:
            assert mode is GenerationMode.NEGATIVE  # nothing is sent, so nothing can be wrong
        except (AssertionError, ExceptionGroup) as fault:
            broken.append(f"{operation.label}: {str(fault)[:600]}")
    assert broken == []


def test_the_document_names_every_method_and_event_of_the_connection(visitor: Person) -> None:
    schemas: dict[str, Any] = visitor.send("GET", "/api/openapi.json").json()["components"][
        "schemas"
    ]
    assert set(schemas["WsMethods"]["properties"]) == {method.name for method in METHODS}
    assert set(schemas["WsEvents"]["properties"]) == set(EVENTS)


def test_every_operation_of_the_api_promises_the_envelope(visitor: Person) -> None:
    document = visitor.send("GET", "/api/openapi.json").json()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            told = operation["responses"]
            bare = any(kind in str(told) for kind in ("text/event-stream", "binary"))
            if path.startswith("/api/") and not bare:
                assert "Fail" in str(told["default"]), (method, path)
                success = next(told[code] for code in ("200", "201", "202") if code in told)
                assert "Ok_" in str(success), (method, path)
