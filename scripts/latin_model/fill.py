"""Fills the gaps of templates, noting where names and addresses come to stand."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from scripts.latin_model.figures import FIGURES
from scripts.latin_model.lists import lines_of, lists_of
from scripts.latin_model.nobody import Nobody
from scripts.latin_model.people import People

GAP = re.compile(r"\{([a-z_]+)\}")
GAP_HELD = re.compile(r"⟨([a-z_]+)⟩")
"""A gap while choices around it are taken."""
CHOICE = re.compile(r"\{([^{}]*\|[^{}]*)\}")
PERSONS = "person first last person_l first_l person_u"
ADDRESSES = "address address_l address_u address_lines street street_name corner code_p"
PERSONAL = dict.fromkeys(PERSONS.split(), "PERSON") | dict.fromkeys(ADDRESSES.split(), "ADDRESS")


@dataclass
class Text:
    """A text and what is personal in it."""

    text: str = ""
    spans: list[tuple[str, int, int]] = field(default_factory=list)
    shape: str = ""

    def add(self, piece: str, label: str | None = None) -> None:
        """Write on."""
        if label:
            self.spans.append((label, len(self.text), len(self.text) + len(piece)))
        self.text += piece


class Filler:
    """Draws texts from the templates."""

    def __init__(self, chance: random.Random, people: People, common: Sequence[str]) -> None:
        self._chance = chance
        self._people = people
        self._words = lists_of("words.txt")
        self._neutral = lines_of("neutral.txt")
        self._nobody = Nobody(chance, people, common)
        self._drawn: dict[str, Callable[[], str]] = {
            "person": people.person,
            "first": people.first,
            "last": people.last,
            "city": people.city,
            "code": people.code,
            "corner": people.corner,
            "street": people.street,
            "street_name": people.street_name,
            "address": people.address,
            "address_lines": people.address_lines,
        }

    def fill(self, template: str) -> Text:
        """Return a text; the same template gives another each time."""
        template = GAP.sub(r"⟨\1⟩", template)
        while choice := CHOICE.search(template):
            taken = self._chance.choice(choice[1].split("|"))
            template = template[: choice.start()] + taken + template[choice.end() :]
        return self.fill_gaps(GAP_HELD.sub(r"{\1}", template.replace("⏎", "\n")))

    def fill_gaps(self, template: str) -> Text:
        """Return a text whose gaps are filled."""
        text, place = Text(shape=template), 0
        for gap in GAP.finditer(template):
            text.add(template[place : gap.start()])
            text.add(self._value(gap[1]), PERSONAL.get(gap[1]))
            place = gap.end()
        text.add(template[place:])
        return self._recased(text)

    def _recased(self, text: Text) -> Text:
        luck = self._chance.random()
        written = text.text.lower() if luck < 0.12 else text.text.upper() if luck < 0.15 else None
        if written is not None and len(written) == len(text.text):
            text.text = written
        return text

    def _value(self, gap: str) -> str:
        name, _, case = gap.rpartition("_") if gap[-2:] in ("_l", "_u", "_p") else (gap, "", "")
        if gap == "neutral_l":
            sentence = self._chance.choice(self._neutral)
            return sentence[0].lower() + sentence[1:]
        value = self._plain(name)
        return value.lower() if case == "l" else value.upper() if case == "u" else value

    def _plain(self, name: str) -> str:
        if name == "org" and self._chance.random() < 0.6:
            return self._nobody.organisation()
        if name == "thing":
            return self._nobody.thing()
        if name == "country":
            return self._chance.choice(self._people.lands)
        if name in self._words:
            return self._chance.choice(self._words[name])
        if name == "neutral":
            return self._chance.choice(self._neutral)
        if name in FIGURES:
            return FIGURES[name](self._chance)
        return self._drawn[name]()
