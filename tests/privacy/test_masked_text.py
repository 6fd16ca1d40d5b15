"""Only the privacy room makes masked text of what people wrote, and it never becomes a str."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from madoguchi.kernel.masked import MaskedText

SOURCE = Path(__file__).parents[2] / "src" / "madoguchi"
MAKERS = ("kernel/masked.py", "privacy/placeholders.py")
KEEPERS = (
    "chat/steps/mask.py",
    "privacy/choices.py",
    "privacy/guard.py",
    "privacy/hiding.py",
)
"""Modules that may say of a stored text that it is masked already, with ``as_kept``."""


def parents_of(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def named(node: ast.AST, names: set[str]) -> bool:
    return (isinstance(node, ast.Name) and node.id in names) or (
        isinstance(node, ast.Attribute) and node.attr in names
    )


def constants(tree: ast.Module) -> set[str]:
    """Name what is assigned a sentence of our own at the top of a module."""
    return {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def faults(source: str, *, keeps: bool = False) -> Iterator[str]:
    """Yield every place where masked text is made of something else than our own words."""
    tree = ast.parse(source)
    up, ours = parents_of(tree), constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            for alias in node.names:
                if alias.name in ("MaskedText", "as_kept") and alias.asname:
                    yield f"{node.lineno}: by another name"
        elif isinstance(node, ast.Call) and named(node.func, {"replace"}) and node.keywords:
            yield f"{node.lineno}: changed"
        elif named(node, {"as_kept"}) and not keeps:
            yield f"{node.lineno}: as_kept"  # type: ignore[attr-defined]
        elif named(node, {"MaskedText"}) and (fault := _misuse(node, up, ours)):
            yield f"{node.lineno}: {fault}"  # type: ignore[attr-defined]


def _misuse(node: ast.AST, up: dict[ast.AST, ast.AST], ours: set[str]) -> str | None:
    above = up[node]
    if isinstance(above, ast.Call):
        if above.func is node:
            return "made"
        return None if named(above.func, {"isinstance"}) else "handed on"
    if isinstance(above, ast.Assign | ast.NamedExpr):
        return "by another name"
    if isinstance(above, ast.Attribute):
        call = up[above]
        if above.attr == "said" and isinstance(call, ast.Call):
            return None if isinstance(call.args[0], ast.Constant) else "not our own words"
        if above.attr != "ours" or not isinstance(call, ast.Call):
            return "used in an unknown way"
        (said,) = call.args
        plain = isinstance(said, ast.Constant) or (isinstance(said, ast.Name) and said.id in ours)
        return None if plain else "not our own words"
    return None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("MaskedText(question)", ["1: made"]),
        ("masked.MaskedText(question)", ["1: made"]),
        ("map(MaskedText, texts)", ["1: handed on"]),
        ("Made = MaskedText", ["1: by another name"]),
        ("from a import MaskedText as M", ["1: by another name"]),
        ("MaskedText.__new__(MaskedText)", ["1: handed on", "1: used in an unknown way"]),
        ("MaskedText.ours(question)", ["1: not our own words"]),
        ("MaskedText.ours(f'{question}')", ["1: not our own words"]),
        ("MaskedText.ours('You are a help desk.')", []),
        ("HEAD = 'You are'\nMaskedText.ours(HEAD)", []),
        ("def send(text: MaskedText, more: list[MaskedText]) -> None: ...", []),
        ("isinstance(text, MaskedText)", []),
        ("as_kept(question)", ["1: as_kept"]),
        ("replace(masked, text=question)", ["1: changed"]),
    ],
)
def test_the_walk_finds_every_way_around(source: str, expected: list[str]) -> None:
    assert sorted(faults(source)) == expected


def test_nobody_else_makes_masked_text() -> None:
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        text = path.read_text("utf-8")
        if name not in MAKERS and ("MaskedText" in text or "as_kept" in text):
            found[name] = list(faults(text, keeps=name in KEEPERS))
    assert {name: each for name, each in found.items() if each} == {}


def test_masked_text_does_not_become_a_str_by_itself() -> None:
    text = MaskedText.ours("You are a help desk.")
    with pytest.raises(TypeError):
        f"{text}"
    with pytest.raises(TypeError):
        str(text)
    with pytest.raises(TypeError):
        "".join([text])  # type: ignore[list-item]
    with pytest.raises(TypeError):
        text + "and what somebody wrote"  # type: ignore[operator]
    assert "help desk" not in repr(text)


def test_masked_texts_are_put_together() -> None:
    one, two = MaskedText.ours("one"), MaskedText.ours("two")
    assert (one + two).text == "onetwo"
    assert MaskedText.ours("\n").join([one, two, one]).text == "one\ntwo\none"
    assert len(one) == 3
    assert one == MaskedText.ours("one")
