"""Dates, prices and numbers to put into texts."""

import random
import re
from collections.abc import Callable

from scripts.latin_model.lists import FORMS


def form(kind: str, chance: random.Random) -> str:
    """Return one of the forms of a kind, its marks made digits."""
    return re.sub("#", lambda _: str(chance.randrange(10)), chance.choice(FORMS[kind]))


def date(chance: random.Random) -> str:
    """Return a day in one of several ways."""
    return chance.choice(FORMS["dates"]).format(
        d=chance.randrange(1, 29),
        m=chance.randrange(1, 13),
        y=chance.randrange(1950, 2026),
        name=chance.choice(FORMS["months"]),
    )


FIGURES: dict[str, Callable[[random.Random], str]] = {
    "digits": lambda chance: form("digits", chance),
    "phone": lambda chance: form("phones", chance),
    "email": lambda chance: form("mails", chance),
    "url": lambda chance: f"https://{form('sites', chance)}/",
    "date": date,
    "handle": lambda chance: form("handles", chance).format(chance.randrange(2020)),
    "n": lambda chance: str(chance.randrange(1, 120)),
    "age": lambda chance: str(chance.randrange(3, 99)),
    "year": lambda chance: str(chance.randrange(1500, 2026)),
    "time": lambda chance: f"{chance.randrange(24)}:{chance.randrange(60):02}",
    "money": lambda chance: form("money", chance).format(chance.randrange(2, 9000)),
    "ref": lambda chance: form("refs", chance).format(chance.randrange(100, 10**8)),
    "version": lambda chance: ".".join(str(chance.randrange(30)) for _ in range(3)),
}
