"""Fail when a sentence that the server says is missing, unused, or differs between languages.

A sentence is named by the first argument of ``say(…)``, of ``known(…)`` or of an error class. The
name may be written out, chosen (``a if b else c``, a table), built (``f"http.{status}"``), or put
in a variable first.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

LANGUAGES = ("ja", "en")
WORDS = Path("src/madoguchi/kernel/words")
ERRORS = Path("src/madoguchi/kernel/errors.py")
Catalogue = dict[str, str]
Values = Mapping[str, list[ast.expr]]


@dataclass(frozen=True)
class Use:
    """One place that says something."""

    place: str
    names: tuple[str | re.Pattern[str], ...]
    facts: frozenset[str] | None  # None: they cannot be told from here


def catalogue_faults(words: Mapping[str, Catalogue]) -> Iterator[str]:
    """Yield each difference between the languages."""
    for key in sorted(set().union(*words.values())):
        absent = [language for language in LANGUAGES if key not in words[language]]
        if absent:
            yield f"{key}: missing in {', '.join(absent)}.json"
            continue
        gaps = {language: gaps_of(words[language][key]) for language in LANGUAGES}
        if None in gaps.values():
            yield f"{key}: not a sentence with {{gaps}}"
        elif gaps["ja"] != gaps["en"]:
            yield f"{key}: gaps differ, ja {listed(gaps['ja'])}, en {listed(gaps['en'])}"


def gaps_of(sentence: object) -> frozenset[str] | None:
    """Return the names of the gaps in a sentence, or nothing when it is not one."""
    if not isinstance(sentence, str) or not sentence.strip():
        return None
    try:
        fields = [field for _, field, _, _ in Formatter().parse(sentence) if field is not None]
    except ValueError:
        return None
    return frozenset(re.split(r"[.\[]", field)[0] for field in fields)


def listed(names: frozenset[str] | None) -> str:
    """Show a set of names."""
    return "{" + ", ".join(sorted(names or ())) + "}"


def error_classes(text: str) -> frozenset[str]:
    """Name AppError and every class that derives from it in ``text``."""
    found = {"AppError"}
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef):
            bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
            if bases & found:
                found.add(node.name)
    return frozenset(found)


def uses_in(text: str, name: str, speakers: frozenset[str]) -> Iterator[Use]:
    """Yield every place in one module where a speaker is called."""
    tree = ast.parse(text)
    yield from _uses_below(tree, name, speakers, {})


def _uses_below(
    scope: ast.AST, name: str, speakers: frozenset[str], outer: Values
) -> Iterator[Use]:
    nodes = list(_own_nodes(scope))
    values = {**outer, **_assigned(nodes)}
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _uses_below(node, name, speakers, values)
        elif isinstance(node, ast.Call) and node.args and _called(node) in speakers:
            names = tuple(_names(node.args[0], values, 4))
            facts = {keyword.arg for keyword in node.keywords}
            told = None if None in facts else frozenset(fact for fact in facts if fact)
            told = None if _called(node) == "known" else told
            yield Use(f"{name}:{node.lineno}", names, told)


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a scope; functions inside it are yielded, but not entered."""
    for child in ast.iter_child_nodes(scope):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _own_nodes(child)


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _assigned(nodes: list[ast.AST]) -> dict[str, list[ast.expr]]:
    values: dict[str, list[ast.expr]] = {}
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                values.setdefault(name, []).append(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                values.setdefault(name, []).append(value)
            case ast.NamedExpr(target=ast.Name(id=name), value=value):
                values.setdefault(name, []).append(value)
    return values


def _names(expression: ast.expr, values: Values, depth: int) -> Iterator[str | re.Pattern[str]]:
    """Yield every name that an expression can come to, as far as it can be told."""
    parts: list[ast.expr] = []
    match expression:
        case ast.Constant(value=str() as key):
            yield key
        case ast.JoinedStr(values=[ast.Constant(), *_] as pieces):
            yield re.compile("".join(_piece(piece) for piece in pieces))
        case ast.IfExp(body=body, orelse=orelse):
            parts = [body, orelse]
        case ast.BoolOp(values=choices):
            parts = choices
        case ast.Dict(values=choices):
            parts = choices
        case ast.Subscript(value=table):
            parts = [table]
        case ast.Call(func=ast.Attribute(value=table, attr="get"), args=[_, *rest]):
            parts = [table, *rest]
        case ast.Name(id=name) if depth:
            parts = values.get(name, [])
    for part in parts:
        yield from _names(part, values, depth - 1)


def _piece(piece: ast.expr) -> str:
    return re.escape(str(piece.value)) if isinstance(piece, ast.Constant) else ".+"


def use_faults(use: Use, words: Catalogue) -> Iterator[str]:
    """Yield what is wrong with one place that says something."""
    for name in use.names:
        if isinstance(name, re.Pattern):
            if not any(name.fullmatch(key) for key in words):
                yield f"{use.place}: no sentence is called like {name.pattern}"
        elif name not in words:
            yield f"{use.place}: no sentence is called {name}"
        elif use.facts is not None:
            missing = (gaps_of(words[name]) or frozenset()) - use.facts
            yield from (f"{use.place}: {name} also needs {fact}" for fact in sorted(missing))


def unused(words: Catalogue, uses: list[Use], texts: Mapping[str, str]) -> Iterator[str]:
    """Yield each sentence that nothing in the source can name."""
    written = {
        node.value
        for text in texts.values()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    patterns = [name for use in uses for name in use.names if isinstance(name, re.Pattern)]
    for key in sorted(words.keys() - written):
        if not any(pattern.fullmatch(key) for pattern in patterns):
            yield f"{key}: nothing says this"


def faults(root: Path) -> list[str]:
    """Name everything that is wrong with the words of the tree at ``root``."""
    absent = [name for name in LANGUAGES if not (root / WORDS / f"{name}.json").is_file()]
    if absent:
        return [f"{WORDS}/{name}.json: not there" for name in absent]
    words: dict[str, Catalogue] = {
        language: json.loads((root / WORDS / f"{language}.json").read_text(encoding="utf-8"))
        for language in LANGUAGES
    }
    speakers = error_classes((root / ERRORS).read_text(encoding="utf-8")) | {"say", "known"}
    texts = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((root / "src").rglob("*.py"))
    }
    uses = [use for name, text in texts.items() for use in uses_in(text, name, speakers)]
    return [
        *catalogue_faults(words),
        *(fault for use in uses for fault in use_faults(use, words["ja"])),
        *unused(words["ja"], uses, texts),
    ]


def main(root: Path) -> int:
    """Print every fault under ``root``; return the exit status."""
    problems = faults(root)
    print("\n".join(problems))
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
