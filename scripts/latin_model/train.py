"""Trains the model and packs it."""

import ast
import json
import pkgutil
import random
import re
import sysconfig
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pycrfsuite
from faker import Faker
from numpy.typing import NDArray

from madoguchi.privacy.recognizing.latin.features import (
    NEIGHBOURS,
    Keys,
    Lists,
    beyond,
    is_caseless,
    own_keys,
    pair_keys,
    seen_from,
    word_key,
)
from madoguchi.privacy.recognizing.latin.model import LABELS
from madoguchi.privacy.recognizing.latin.tokens import tokens
from scripts.latin_model.fill import Filler, Text
from scripts.latin_model.lists import FORMS, lines_of, lists_of
from scripts.latin_model.people import People

KEPT = ("PERSON", "ADDRESS", "POSTAL")
SMALLEST = 0.03
"""Weights nearer to nothing than this are left out."""


def tuning_texts(path: Path) -> list[Text]:
    """Return labelled rows; the shape of each is its text with the personal parts blanked."""
    texts = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = [
            ("ADDRESS" if one["type"] == "POSTAL" else one["type"], one["start"], one["end"])
            for one in sorted(row["entities"], key=lambda one: one["start"])
            if one["type"] in KEPT
        ]
        texts.append(Text(row["text"], spans, _shape(row["text"], row["entities"])))
    return texts


def _shape(text: str, entities: Sequence[dict[str, object]]) -> str:
    letters = list(text)
    for one in sorted(entities, key=lambda one: -int(str(one["start"]))):
        letters[int(str(one["start"])) : int(str(one["end"]))] = f"<{one['type']}>"
    return re.sub(r"\d+", "0", "".join(letters))


def refilled(texts: Iterable[Text], filler: Filler, times: int) -> list[Text]:
    """Return the same texts with other names and addresses."""
    return [
        filler.fill_gaps(_with_gaps(text))
        for text in texts
        for _ in range(times if text.spans else 1)
    ]


def _with_gaps(text: Text) -> str:
    template, place = "", 0
    for label, start, end in text.spans:
        value = text.text[start:end]
        template += text.text[place:start].replace("{", "(").replace("}", ")")
        if label == "PERSON":
            template += (
                "{person}" if " " in value else "{last}" if text.shape[0] in "MD" else "{first}"
            )
        else:
            template += (
                "{address}" if len(value) > 30 else "{street}" if " " in value else "{code_p}"
            )
        place = end
    return template + text.text[place:].replace("{", "(").replace("}", ")")


def plain_texts(chance: random.Random) -> list[Text]:
    """Return sentences that hold nobody: the documentation of the standard library."""
    folder = Path(sysconfig.get_paths()["stdlib"])
    sentences: list[str] = []
    for module in pkgutil.iter_modules([str(folder)]):
        path = folder / f"{module.name}.py"
        if not path.exists():
            continue
        tree = ast.parse(path.read_text(encoding="utf-8", errors="ignore"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                words = ast.get_docstring(node) or ""
                sentences += [
                    " ".join(one.split())
                    for one in re.split(r"(?<=[.?!])\s+(?=[A-Z])|\n\n", words)
                    if 20 < len(one) < 240 and re.match(r"[A-Z][a-z]+ [a-z]+ ", one)
                ]
    chance.shuffle(sentences)
    return [Text(one, [], "stdlib") for one in sentences]


def foreign_texts(chance: random.Random, count: int) -> list[Text]:
    """Return words of other languages in a row: their nouns, and their capitals, are nobody."""
    fakes = [Faker(locale) for locale in FORMS["foreign"]]
    texts = []
    for place in range(count):
        fake = fakes[place % len(fakes)]
        fake.seed_instance(chance.randrange(2**31))
        words = fake.words(chance.randrange(3, 12))
        if chance.random() < 0.3:
            words.insert(chance.randrange(len(words)), str(chance.randrange(1, 2030)))
        sentence = " ".join(words)
        ending = chance.choice((".", "?", "?", "!", ""))
        texts.append(Text(sentence[0].upper() + sentence[1:] + ending, [], "foreign"))
    return texts


def common_words(texts: Iterable[Text], least: int) -> list[str]:
    """Return words that are written small in texts, and so are no names."""
    fake = Faker("en_US")
    fake.seed_instance(1)
    listed = {word.lower() for word in fake.get_words_list() if word.isalpha()}
    for _ in range(3000):
        listed.update(word.lower() for word in re.findall(r"[^\W\d_]{3,}", fake.catch_phrase()))
    for locale in set(FORMS["foreign"]):
        listed.update(word.lower() for word in Faker(locale).get_words_list() if word.isalpha())
    counts = Counter(re.findall(r"[^\W\d_]{3,}", " ".join(text.text for text in texts)))
    small = {word for word, count in counts.items() if count >= least and word.islower()}
    return sorted(small | listed)


def word_lists(
    people: People, texts: Iterable[Text], common: Iterable[str], share: float
) -> dict[int, int]:
    """Return which lists each word stands in; of names only a share, so that others are met too."""
    lists: Counter[int] = Counter()
    chance = people.chance

    def note(names: Iterable[str], mark: Lists, share: float = 1) -> None:
        for part in sorted({part for name in names for part in re.findall(r"[^\W\d_]{2,}", name)}):
            if chance.random() < share:
                lists[word_key(part)] |= mark

    for country in people.countries:
        note(country.first, Lists.FIRST, share)
        note(country.last, Lists.LAST, share)
        note(country.cities, Lists.CITY, share)
    note(people.own_first, Lists.FIRST, share)
    note(people.own_last, Lists.LAST, share)
    note(people.lands, Lists.LAND)
    note(people.towns, Lists.CITY)
    for kind in ("after", "before", "after_word", "units"):
        note(FORMS[kind], Lists.STREET)
    for word in {*_common(texts), *common}:
        lists[word_key(word)] |= Lists.COMMON
    return dict(lists)


def _common(texts: Iterable[Text]) -> Iterable[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        outside, place = "", 0
        for _, start, end in text.spans:
            outside += text.text[place:start] + " "
            place = end
        counts.update(re.findall(r"[^\W\d_]+", outside + text.text[place:]))
    lower = Counter({word: count for word, count in counts.items() if word.islower()})
    for template in lines_of("with_someone.txt") + lines_of("without_anyone.txt"):
        yield from re.findall(r"[^\W\d_]+", template)
    for words in lists_of("words.txt").values():
        yield from (part for word in words for part in re.findall(r"[^\W\d_]+", word))
    yield from (word for word, count in lower.items() if count >= 3)


def labelled(text: Text) -> tuple[list[str], list[str]]:
    """Return words and labels."""
    words, labels = [], []
    for token in tokens(text.text):
        label = "O"
        for kind, start, end in text.spans:
            if start <= token.start and token.end <= end:
                label = f"{'B' if token.start == start else 'I'}-{kind}"
        words.append(token.text)
        labels.append(label)
    return words, labels


def train(
    texts: Sequence[Text], lists: dict[int, int], shipped: dict[int, int], rounds: int
) -> dict[str, NDArray[np.generic]]:
    """Return the packed model, trained with some names in ``lists``, used with all ``shipped``."""
    trainer = pycrfsuite.Trainer(verbose=False)

    for text in texts:
        words, labels = labelled(text)
        if words:
            rows = [[str(key) for key in set(row) if key] for row in _keys(words, lists).tolist()]
            trainer.append(rows, labels)
    trainer.set_params({"c1": 0.15, "c2": 0.02, "max_iterations": rounds, "feature.minfreq": 3})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        return _packed(tagger.info(), shipped)


def _keys(words: Sequence[str], lists: dict[int, int]) -> Keys:
    caseless = is_caseless(words)
    own, classes = own_keys([(word, caseless) for word in words], lists)
    columns = [own]
    for offset, count in NEIGHBOURS:
        column = np.zeros((len(words), count), np.uint32)
        column[:, :1] = beyond(offset)
        seen = seen_from(own, offset, count)
        if offset < 0:
            column[-offset:] = seen[:offset]
        else:
            column[:-offset] = seen[offset:]
        columns.append(column)
    return np.concatenate([*columns, pair_keys(classes)], axis=1)


def _packed(info: object, lists: dict[int, int]) -> dict[str, NDArray[np.generic]]:
    state: dict[tuple[str, str], float] = info.state_features  # type: ignore[attr-defined]
    rows: dict[int, list[float]] = {}
    for (key, label), weight in state.items():
        if abs(weight) >= SMALLEST:
            rows.setdefault(int(key), [0.0] * len(LABELS))[LABELS.index(label)] = weight
    moves = np.full((len(LABELS), len(LABELS)), -30.0, np.float32)
    for (before, after), weight in info.transitions.items():  # type: ignore[attr-defined]
        moves[LABELS.index(before), LABELS.index(after)] = weight
    order = sorted(rows)
    weights = np.array([rows[key] for key in order])
    scale = float(np.abs(weights).max()) / 127
    words = sorted(lists)
    return {
        "keys": np.array(order, np.uint32),
        "weights": np.round(weights / scale).astype(np.int8),
        "scale": np.array(scale),
        "moves": moves,
        "words": np.array(words, np.uint32),
        "lists": np.array([lists[word] for word in words], np.uint8),
    }
