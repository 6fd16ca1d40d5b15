"""Names and addresses that no one bears, in the ways of many countries."""

import random
from dataclasses import dataclass

from faker import Faker

LOCALES = (
    "en_US en_GB en_AU en_CA en_NZ en_IN en_IE de_DE de_AT de_CH fr_FR fr_CH fr_CA fr_BE nl_NL nl_BE it_IT es_ES "
    "es_MX es_AR es_CO es_CL pt_PT pt_BR sv_SE no_NO da_DK fi_FI pl_PL cs_CZ sk_SK hu_HU sl_SI hr_HR ro_RO "
    "et_EE lt_LT lv_LV tr_TR az_AZ id_ID fil_PH vi_VN yo_NG ig_NG ha_NG zu_ZA sw tw_GH ga_IE en_KE uz_UZ el_GR"
).split()  # fmt: skip
NUMBER_FIRST = frozenset("en fr ga yo ig ha zu sw tw fil".split())
CODES = {
    "US": "##### #####-####", "GB": "?#_#?? ??##_#?? ??#_#?? ?#?_#??", "CA": "?#?_#?#", "AU": "####", "NZ": "####",
    "IE": "?##_??##", "IN": "######", "DE": "#####", "AT": "####", "CH": "####", "FR": "#####", "BE": "####",
    "NL": "####_??", "IT": "#####", "ES": "#####", "MX": "#####", "PT": "####-###", "BR": "#####-###", "SE": "###_##",
    "NO": "####", "DK": "####", "FI": "#####", "PL": "##-###", "CZ": "###_##", "SK": "###_##", "HU": "####",
}  # fmt: skip
UNITS = (
    "Apt. {}",
    "Apt {}",
    "apt {}",
    "Suite {}",
    "Flat {}",
    "Unit {}",
    "#{}",
    "Floor {}",
    "Room {}",
    "Building {}",
)
AFTER = ("St", "Street", "St.", "Road", "Rd", "Ave", "Avenue", "Lane", "Drive", "Blvd", "Way", "Court", "Place", "Square",
         "Terrace", "Close", "Crescent", "Quay", "Row", "Highway", "Parkway", "Hill", "Gardens")  # fmt: skip
BEFORE = ("Rua", "Rua da", "Rua dos", "Avenida", "Av.", "Calle", "C/", "Carrer de", "Paseo de", "Plaza", "Via", "Via dei",
          "Viale", "Corso", "Piazza", "rue", "rue de", "rue du", "Rue de la", "avenue", "avenue de", "boulevard", "place de",
          "chemin de", "ul.", "Ulica", "al.", "Trg", "Strada", "Bd.", "Jalan", "Jl.", "Rr.", "Rd.", "Cesta", "Travessa")  # fmt: skip
GLUED = ("straße", "strasse", "str.", "weg", "gasse", "platz", "allee", "ring", "damm", "straat", "laan", "plein", "gracht",
         "kade", "dijk", "vej", "gade", "vejen", "torv", "allé", "gata", "gatan", "vägen", "väg", "gränd", "torget", "veien",
         "gate", "vei", "katu", "tie", "kuja", "polku", "vegur", "gata", "braut", "tee", "puiestee", "utca", "centret")  # fmt: skip
AFTER_WORD = ("utca", "út", "tér", "u.", "körút", "gatvė", "g.", "iela", "tänav", "Sokak", "Caddesi", "Cd.", "Sk.", "prospekt",
              "náměstí", "ulica", "cesta", "Streets", "Harbor", "Marg", "Nagar", "Soi", "Lorong")  # fmt: skip


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
        form = self.chance.choice(self.chance.choice(list(CODES.values())).split()).replace(
            "_", " "
        )
        return self._filled(form)

    def street_name(self) -> str:
        """Return a street without a number."""
        luck = self.chance.random()
        if luck < 0.5:
            return self.chance.choice(self.chance.choice(self.countries).streets)
        stem = self.last() if luck < 0.85 else self.city().title()
        way = self.chance.randrange(4)
        if way == 0:
            return f"{stem} {self.chance.choice(AFTER)}"
        if way == 1:
            return f"{self.chance.choice(BEFORE)} {stem}"
        if way == 2:
            return stem.split()[-1] + self.chance.choice(GLUED)
        return f"{stem} {self.chance.choice(AFTER_WORD)}"

    def street(self) -> str:
        """Return a street with a number, or a post-office box."""
        luck = self.chance.random()
        if luck < 0.04:
            return f"{self.chance.choice(('PO Box', 'P.O. Box', 'Box', 'Postfach', 'BP', 'Postboks'))} {self._number()}"
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
        if self.chance.random() < 0.4:
            lines.append(self._unit())
        lines.append(self._place())
        if self.chance.random() < 0.6:
            lines.append(self.chance.choice(self.lands))
        return f"\n{indent}".join(lines)

    def _place(self) -> str:
        city, code = self.city(), self.code()
        state = self.chance.choice(
            ("CA", "NY", "TX", "WA", "NSW", "ON", "MI", "VIC", "KA", "BC", "SP", "Bavaria", "Kent")
        )
        return self.chance.choice((
            f"{code} {city}", f"{city} {code}", f"{city}, {state} {code}", f"{city} {state}", city, f"{city}, {code}",
            f"{city} {state} {code}", f"{code} {city}", f"{city}\n, {state}\n {code}",
        ))  # fmt: skip

    def _unit(self) -> str:
        return self.chance.choice(UNITS).format(
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
    for locale in LOCALES:
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
