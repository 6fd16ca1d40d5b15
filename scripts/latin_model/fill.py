"""Fills the gaps of templates, noting where names and addresses come to stand."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scripts.latin_model.people import People

CAPITALS = "ABCDEFGHIKLMNOPRSTUVW"
ENDINGS = (
    "Inc", "Inc.", "Ltd", "Ltd.", "LLC", "Corporation", "Corp.", "GmbH", "AG", "S.A.", "Group", "Technologies", "Systems", "Bank",
    "Solutions", "Partners", "Investments", "Software", "Foundation", "University", "Hospital", "Airlines", "Insurance", "Media",
    "Studios", "Institute", "Associates", "Consulting", "Foods", "Motors", "Energy", "Labs", "Press", "Holdings", "PLC", "College",
)  # fmt: skip
HERE = Path(__file__).parent
GAP = re.compile(r"\{([a-z_]+)\}")
CHOICE = re.compile(r"\{([^{}]*\|[^{}]*)\}")
PERSONAL = {
    "person": "PERSON", "first": "PERSON", "last": "PERSON", "person_l": "PERSON", "first_l": "PERSON", "person_u": "PERSON",
    "address": "ADDRESS", "address_l": "ADDRESS", "address_u": "ADDRESS", "address_lines": "ADDRESS", "street": "ADDRESS",
    "street_name": "ADDRESS", "corner": "ADDRESS", "code_p": "ADDRESS",
}  # fmt: skip


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


def lines_of(name: str) -> list[str]:
    """Return the lines of a file beside this one."""
    return [line for line in (HERE / name).read_text(encoding="utf-8").split("\n") if line]


def lists_of(name: str) -> dict[str, list[str]]:
    """Return the named lists of a file beside this one."""
    return {line.split(": ", 1)[0]: line.split(": ", 1)[1].split("|") for line in lines_of(name)}


class Filler:
    """Draws texts from the templates."""

    def __init__(self, chance: random.Random, people: People, common: Sequence[str]) -> None:
        self._chance = chance
        self._people = people
        self._words = lists_of("words.txt")
        self._neutral = lines_of("neutral.txt")
        self._common = common

    def fill(self, template: str) -> Text:
        """Return a text; the same template gives another each time."""
        while choice := CHOICE.search(template):
            taken = self._chance.choice(choice[1].split("|"))
            template = template[: choice.start()] + taken + template[choice.end() :]
        return self.fill_gaps(template.replace("⏎", "\n"))

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
            return self._organisation()
        if name == "thing":
            return self._thing()
        if name == "country":
            return self._chance.choice(self._people.lands)
        if name in self._words:
            return self._chance.choice(self._words[name])
        if name == "neutral":
            return self._chance.choice(self._neutral)
        if name in FIGURES:
            return FIGURES[name](self._chance)
        drawn = getattr(self._people, name)()
        return str(drawn)

    def _thing(self) -> str:
        """Return something with capitals that is nobody: common words, a people, letters, a place."""
        words = [self._common_word().title() for _ in range(self._chance.choice((1, 2, 2, 2, 3)))]
        luck = self._chance.random()
        if luck < 0.1:
            words.insert(0, self._chance.choice(self._words["nation"]))
        elif luck < 0.17:
            words[0] = "".join(
                self._chance.choice(CAPITALS) for _ in range(self._chance.choice((2, 3, 3, 4)))
            )
        elif luck < 0.24:
            words[0] = self._people.city()
        elif luck < 0.32:
            words.append(str(self._chance.randrange(1, 2030)))
        elif luck < 0.4:
            words.insert(1, self._chance.choice(("of", "of the", "and", "in", "for")))
            words.append(self._common_word().title())
        elif luck < 0.48:
            words[-1] = self._chance.choice(
                ("University", "Museum", "Award", "Bridge", "Hall", "School", "Group", "War")
            )
            words[0] = self._people.last() if self._chance.random() < 0.5 else words[0]
        return " ".join(words)

    def _organisation(self) -> str:
        last, word = self._people.last(), self._common_word().title()
        ending = self._chance.choice(ENDINGS)
        forms = (
            f"{last} {ending}", f"{word} {ending}", f"{word} {self._common_word().title()}", f"{last} & {self._people.last()}",
            f"{last}, {self._people.last()} and {self._people.last()}", f"{last}-{self._people.last()}", f"{last} and Sons",
            word + self._common_word(), f"{word} {self._common_word().title()} {ending}", f"{self._people.city()} {ending}",
            self._common_word().title() + self._chance.choice(("ify", "io", "ly", "tech", "soft", "wise", "ware", "hub")),
        )  # fmt: skip
        return self._chance.choice(forms)

    def _common_word(self) -> str:
        return self._chance.choice(self._common)


def _phone(chance: random.Random) -> str:
    forms = (
        "+## ### ######", "(###) ###-####", "###-###-####", "0## #### ####", "### ####", "##-##-##-##", "+#-###-###-####x###",
        "## ### ## ##", "##########", "0#### ######", "+##(0)## ### ## ##", "##.##.##.##.##", "#### ####", "### ## ###", "(##) ####-####",
    )  # fmt: skip
    return _digits(chance.choice(forms), chance)


def _digits(form: str, chance: random.Random) -> str:
    return re.sub("#", lambda _: str(chance.randrange(10)), form)


def _mail(chance: random.Random) -> str:
    return f"{chance.choice(('info', 'ana.k', 'j.smith', 'office', 'pvdm', 'helen'))}@{chance.choice(('example.org', 'mail.example', 'firm.example.com'))}"


def _date(chance: random.Random) -> str:
    day, month, year = (
        chance.randrange(1, 29),
        chance.randrange(1, 13),
        chance.randrange(1950, 2026),
    )
    name = chance.choice(
        (
            "January",
            "Feb",
            "March",
            "April",
            "May",
            "June",
            "Jul",
            "August",
            "Sept.",
            "October",
            "Nov",
        )
    )
    return chance.choice(
        (
            f"{day}/{month}/{year}",
            f"{year}-{month:02}-{day:02}",
            f"{day} {name} {year}",
            f"{name} {day}",
        )
    )


def _long_number(chance: random.Random) -> str:
    forms = (
        "################", "#### #### #### ####", "#### ###### #####", "############", "### ### ###", "###-##-####", "##########",
        "GB## ABCD #### #### #### ##", "DE####################", "# ## ## ## ### ### ##", "P#######", "A####-##-####", "########Z",
        "AB ## ## ## C", "##.###.###-#", "#### ####", "#Z ### AA# ## #### ####", "##-####-##", "#######", "####-##-####",
    )  # fmt: skip
    return _digits(chance.choice(forms), chance)


FIGURES = {
    "digits": _long_number,
    "handle": lambda chance: chance.choice(("@{}{}", "{}_{}", "{}{}", "{}.{}")).format(
        chance.choice(("pixel", "tomato", "bread", "old", "blue", "kofi", "max")),
        chance.randrange(2020),
    ),
    "n": lambda chance: str(chance.randrange(1, 120)),
    "age": lambda chance: str(chance.randrange(3, 99)),
    "year": lambda chance: str(chance.randrange(1500, 2026)),
    "time": lambda chance: f"{chance.randrange(0, 24)}:{chance.randrange(0, 60):02}",
    "date": _date,
    "phone": _phone,
    "email": _mail,
    "money": lambda chance: chance.choice(("${}", "{} EUR", "€{}", "¥{}")).format(
        chance.randrange(2, 9000)
    ),
    "ref": lambda chance: chance.choice(("{}", "INV-{}", "{}-B", "#{}", "A{}")).format(
        chance.randrange(100, 10**8)
    ),
    "version": lambda chance: ".".join(str(chance.randrange(0, 30)) for _ in range(3)),
    "url": lambda chance: (
        f"https://www.{chance.choice(('ShopNews', 'datahub', 'BookWorld', 'city-tours'))}.{chance.choice(('com', 'de', 'se', 'org'))}/"
    ),
}
