"""Things and organisations, written with capitals, that are nobody."""

import random
from collections.abc import Sequence

from scripts.latin_model.lists import FORMS
from scripts.latin_model.people import People

CAPITALS = "ABCDEFGHIKLMNOPRSTUVW"


class Nobody:
    """Draws names of what is not a person."""

    def __init__(self, chance: random.Random, people: People, common: Sequence[str]) -> None:
        self._chance = chance
        self._people = people
        self._common = common

    def thing(self) -> str:
        """Return common words with capitals, at times with letters, a place or a number."""
        chance = self._chance
        words = [self._word() for _ in range(chance.choice((1, 2, 2, 2, 3)))]
        luck = chance.random()
        if luck < 0.1:
            words[0] = "".join(chance.choice(CAPITALS) for _ in range(chance.choice((2, 3, 4))))
        elif luck < 0.2:
            words[0] = self._people.city()
        elif luck < 0.3:
            words.append(str(chance.randrange(1, 2030)))
        elif luck < 0.4:
            words += [chance.choice(("of", "of the", "and", "in", "for")), self._word()]
        elif luck < 0.5:
            named = self._people.last() if chance.random() < 0.5 else self._word()
            words = [named, chance.choice(FORMS["buildings"])]
        return " ".join(words)

    def organisation(self) -> str:
        """Return a company, at times named after its founders."""
        last, word, other = self._people.last(), self._word(), self._people.last()
        ending = self._chance.choice(FORMS["endings"])
        return self._chance.choice(
            (
                f"{last} {ending}",
                f"{word} {ending}",
                f"{word} {self._word()}",
                f"{word} {self._word()} {ending}",
                f"{last} & {other}",
                f"{last}, {self._people.last()} and {other}",
                f"{last}-{other}",
                f"{last} and Sons",
                word + self._word().lower(),
                word + self._chance.choice(FORMS["tails"]),
                f"{self._people.city()} {ending}",
            )
        )

    def _word(self) -> str:
        return self._chance.choice(self._common).title()
