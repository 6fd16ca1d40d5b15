"""Reading the settings file, and saying exactly where it is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from madoguchi.entry.settings import Environment, Settings
from madoguchi.kernel.invalid import sentence_of
from madoguchi.kernel.words import known, say

FILE_NAME = "madoguchi.yaml"
Lines = dict[tuple[str, ...], int]


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where, and why."""

    where: str
    reason: str


class SettingsRefused(Exception):
    """The settings cannot be used; ``faults`` says where and why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(f"{fault.where}: {fault.reason}" for fault in faults))
        self.faults = faults


def load(environment: Environment) -> Settings:
    """Return the settings of the home, overridden by the environment."""
    file = environment.home / FILE_NAME
    language = environment.language or "ja"
    values, lines = _read(file, language) if file.exists() else ({}, {})
    variables: dict[tuple[str, ...], str] = {}
    for path, value, variable in environment.overrides():
        _put(values, path, _value(value), variable, language)
        variables[tuple(path)] = variable
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        faults = [_fault(each, file, lines, variables, language) for each in error.errors()]
        raise SettingsRefused(faults) from error


class _Loader(yaml.SafeLoader):
    """Reads dates as the text they are: no setting is one, and some are none."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _read(file: Path, language: str) -> tuple[dict[str, Any], Lines]:
    try:
        text = file.read_text("utf-8")
        node = yaml.compose(text, Loader=_Loader)
        values = yaml.load(text, Loader=_Loader) or {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = error.problem or ""
        key = "settings.tab" if r"'\t'" in problem else "settings.no_yaml"
        refused = Fault(f"{file}:{line}", say(key, language, problem=problem))
        raise SettingsRefused([refused]) from error
    except UnicodeDecodeError as error:
        raise SettingsRefused([Fault(str(file), say("settings.no_utf8", language))]) from error
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise SettingsRefused([Fault(str(file), str(error))]) from error
    lines: Lines = {}
    if node is not None:
        for fault, line in _note_lines(node, (), lines, frozenset()):
            raise SettingsRefused([Fault(f"{file}:{line}", say(fault, language))])
    if not isinstance(values, dict):
        raise SettingsRefused([Fault(f"{file}:1", say("settings.no_sections", language))])
    return values, lines


def _note_lines(
    node: yaml.Node, path: tuple[str, ...], lines: Lines, above: frozenset[int]
) -> Iterator[tuple[str, int]]:
    """Note on which line each setting stands; yield what is wrong with how they stand."""
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if id(node) in above:
        yield "settings.in_itself", line
        return
    above |= {id(node)}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, str(key.value))
            if inner in lines:
                yield "settings.twice", key.start_mark.line + 1
            lines[inner] = key.start_mark.line + 1
            yield from _note_lines(value, inner, lines, above)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _note_lines(value, (*path, str(index)), lines, above)


def _value(text: str) -> Any:
    """Return what a variable says: lists and mappings as YAML, nothing for empty, else the text.

    The typed model turns text into numbers and switches where it wants them.
    """
    if not text.strip():
        return None
    if text.lstrip()[0] not in "[{":
        return text
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return text


def _put(values: Any, path: list[str], value: Any, variable: str, language: str) -> None:
    for place, step in enumerate(path):
        last = place == len(path) - 1
        if isinstance(values, list):
            if not step.isdigit() or int(step) >= len(values):
                raise SettingsRefused([Fault(variable, say("settings.no_such_item", language))])
            if last:
                values[int(step)] = value
            else:
                values = values[int(step)]
        elif not isinstance(values, dict):
            raise SettingsRefused([Fault(variable, say("settings.no_such_item", language))])
        elif last:
            values[step] = value
        else:
            if not isinstance(values.get(step), dict | list):
                values[step] = {}
            values = values[step]


def _fault(
    error: Any,
    file: Path,
    lines: Lines,
    variables: dict[tuple[str, ...], str],
    language: str,
) -> Fault:
    path = tuple(str(part) for part in error["loc"])
    name = ".".join(path)
    if error["type"] == "extra_forbidden":
        reason = say("settings.unknown", language, name=name)
    elif known(error["type"]):
        reason = sentence_of(error, language)
    else:
        reason = f"{name}: {sentence_of(error, language, error['msg'])}"
    # An unknown section has no place of its own among the variables: one below it names it.
    for place, variable in variables.items():
        if path and place[: len(path)] == path and path not in lines:
            return Fault(variable, reason)
    for size in range(len(path), -1, -1):
        if path[:size] in variables:
            return Fault(variables[path[:size]], reason)
        if path[:size] in lines:
            return Fault(f"{file}:{lines[path[:size]]}", reason)
    return Fault(str(file), reason)
