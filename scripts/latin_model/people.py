"""Names and addresses that no one bears, in the ways of many countries."""

import random
from dataclasses import dataclass

from faker import Faker

from scripts.latin_model.lists import FORMS


@dataclass(frozen=True)
class Country:
    """Names and places of one country."""

    locale: str
    first: list[str]
    last: list[str]
    cities: list[str]
    streets: list[str]


@dataclass(frozen=True)
class People:
    """Draws names and addresses."""

    chance: random.Random
    countries: list[Country]
    own_first: list[str]
    own_last: list[str]
    lands: list[str]
    towns: list[str]

    def first(self) -> str:
        """Return a given name."""
        if self.chance.random() < 0.3:
            return self.chance.choice(self.own_first)
        return self.chance.choice(self.chance.choice(self.countries).first)

    def last(self) -> str:
        """Return a family name; some are made up."""
        luck = self.chance.random()
        if luck < 0.3:
            return self.chance.choice(self.own_last)
        name = self.chance.choice(self.chance.choice(self.countries).last)
        if luck < 0.36:
            return f"{name}-{self.chance.choice(self.chance.choice(self.countries).last)}"
        return self._made_up(name) if luck > 0.88 else name

    def person(self) -> str:
        """Return a whole name, mostly of one country."""
        at_home = self.chance.random() < 0.7
        country = self.chance.choice(self.countries)
        first = self.chance.choice(country.first) if at_home else self.first()
        last = self.chance.choice(country.last) if at_home else self.last()
        luck = self.chance.random()
        if luck < 0.62:
            return f"{first} {last}"
        if luck < 0.72:
            return f"{first} {self.chance.choice('ABCDEFGHIJKLMNOPRSTVWZ')}. {last}"
        if luck < 0.75:
            return f"{first} {self.chance.choice('ABCDEFGHJKLMPRST')} {last}"
        if luck < 0.79:
            return f"{first[0]}. {last}"
        if luck < 0.85:
            return f"{first} {self.first()} {last}"
        if luck < 0.89:
            return f"{first} {last} {self.last()}"
        if luck < 0.92:
            link = self.chance.choice(
                ("de", "da", "van", "van der", "von", "de la", "al", "bin", "ten")
            )
            return f"{first} {link} {last}"
        return first if luck < 0.97 else f"{first}  {last}"

    def city(self) -> str:
        """Return a town, at times in capitals."""
        known = self.chance.random() < 0.45
        city = self.chance.choice(
            self.towns if known else self.chance.choice(self.countries).cities
        )
        return city.upper() if self.chance.random() < 0.15 else city

    def code(self) -> str:
        """Return a postal code."""
        form = self.chance.choice(FORMS["codes"]).replace("_", " ")
        return self._filled(form)

    def street_name(self) -> str:
        """Return a street without a number."""
        luck = self.chance.random()
        if luck < 0.5:
            return self.chance.choice(self.chance.choice(self.countries).streets)
        stem = self.last() if luck < 0.85 else self.city().title()
        way = self.chance.randrange(4)
        if way == 0:
            return f"{stem} {self.chance.choice(FORMS['after'])}"
        if way == 1:
            return f"{self.chance.choice(FORMS['before'])} {stem}"
        if way == 2:
            return stem.split()[-1] + self.chance.choice(FORMS["glued"])
        return f"{stem} {self.chance.choice(FORMS['after_word'])}"

    def street(self) -> str:
        """Return a street with a number, or a post-office box."""
        luck = self.chance.random()
        if luck < 0.04:
            return f"{self.chance.choice(FORMS['boxes'])} {self._number()}"
        if luck < 0.06:
            unit = self.chance.choice(("PSC", "CMR", "Unit", "USS"))
            return f"{unit} {self._number(4)}, Box {self._number(4)}"
        name, number = self.street_name(), self._number()
        if self.chance.random() < 0.1:
            number += self.chance.choice(("a", "b", "A", "B", "/2", "-4", " bis", "C"))
        return f"{number} {name}" if self.chance.random() < 0.5 else f"{name} {number}"

    def address(self) -> str:
        """Return an address on one line, or nearly."""
        street, luck = self.street(), self.chance.random()
        if self.chance.random() < 0.05:
            return self.corner()
        if self.chance.random() < 0.2:
            street = f"{self._number(5)} {street}"
        if self.chance.random() < 0.35:
            street += self.chance.choice((" ", ", ")) + self._unit()
        if luck < 0.2:
            return street
        place = self._place()
        between = self.chance.choice((", ", ", ", ", ", " ", "\n", "\n "))
        ending = self.chance.choice(
            ("", "", f", {self.chance.choice(self.lands)}", f" {self.chance.choice(self.lands)}")
        )
        return f"{street}{between}{place}{ending}"

    def corner(self) -> str:
        """Return where two streets meet."""
        ways = [self.chance.choice((self.street, self.street_name))() for _ in range(2)]
        return f"{self.chance.choice(('the corner of ', 'corner of ', ''))}{' and '.join(ways)}"

    def address_lines(self) -> str:
        """Return an address on several lines."""
        indent = self.chance.choice(("", "", " ", "   ", "> "))
        lines = [self.street()]
        if self.chance.random() < 0.25:
            lines[0] = f"{self._number(5)} {lines[0]}"
        if self.chance.random() < 0.25:
            lines[0] += " " + self._unit()
        if self.chance.random() < 0.5:
            lines.append(self._unit())
        lines.append(self._place())
        if self.chance.random() < 0.6:
            land = self.chance.choice(self.lands)
            lines.append(f"{land} {self.code()}" if self.chance.random() < 0.4 else land)
        return f"\n{indent}".join(lines)

    def _place(self) -> str:
        city, code = self.city(), self.code()
        state = self.chance.choice(FORMS["states"])
        form = self.chance.choice(FORMS["towns"]).replace("⏎", "\n")
        return form.format(code=code, city=city, state=state)

    def _unit(self) -> str:
        return self.chance.choice(FORMS["units"]).format(
            self._number(3) + self.chance.choice(("", "", "", "B", "C"))
        )

    def _number(self, most: int = 0) -> str:
        return str(self.chance.randrange(1, 10 ** (most or self.chance.choice((1, 2, 2, 3, 3, 4)))))

    def _filled(self, form: str) -> str:
        letters = "ABCDEFGHJKLMNPRSTUVWXYZ"
        return "".join(
            str(self.chance.randrange(10))
            if sign == "#"
            else self.chance.choice(letters)
            if sign == "?"
            else sign
            for sign in form
        )

    def _made_up(self, name: str) -> str:
        other = self.chance.choice(self.chance.choice(self.countries).last)
        return (name[: max(2, len(name) // 2)] + other[len(other) // 2 :].lower()).replace(" ", "")


def gather(chance: random.Random, own: dict[str, list[str]], each: int) -> People:
    """Return people of many countries; the same seed makes the same people."""
    countries = []
    for locale in FORMS["locales"]:
        fake = Faker(locale)
        fake.seed_instance(chance.randrange(2**31))
        countries.append(
            Country(
                locale,
                _several(fake.first_name, each),
                _several(fake.last_name, each),
                _several(fake.city, each // 2),
                _several(getattr(fake, "street_name", fake.city), each // 2),
            )
        )
    return People(chance, countries, own["first"], own["last"], own["land"], own["city"])


def _several(draw: object, count: int) -> list[str]:
    assert callable(draw)
    return sorted({str(draw()) for _ in range(count)})
