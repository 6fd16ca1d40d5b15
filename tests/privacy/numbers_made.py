"""Numbers whose check digits hold, made by trying: not with the code that is tested."""

import random
import string
from collections.abc import Callable

from madoguchi.privacy.recognizing.numbers.iban import LENGTHS

VISA, MASTERCARD, AMEX, JCB = ("4", 16), ("52", 16), ("37", 15), ("3530", 16)


def card(chance: random.Random) -> str:
    """Return a card number of one of four brands."""
    prefix, length = chance.choice((VISA, MASTERCARD, AMEX, JCB))
    body = prefix + digits(chance, length - len(prefix) - 1)
    return next(body + last for last in string.digits if _luhn(body + last))


def iban(chance: random.Random) -> str:
    """Return an account number of some country."""
    country, length = chance.choice(sorted(LENGTHS.items()))
    account = digits(chance, length - 4)
    value = int("".join(str(int(sign, 36)) for sign in f"{account}{country}00"))
    return f"{country}{98 - value % 97:02}{account}"


def address_v4(chance: random.Random) -> str:
    """Return an IPv4 address that is no version."""
    return ".".join(str(chance.randrange(11, 256)) for _ in range(4))


def address_v6(chance: random.Random) -> str:
    """Return an IPv6 address."""
    return ":".join(f"{chance.randrange(1, 65536):x}" for _ in range(8))


def hardware(chance: random.Random) -> str:
    """Return the address of a network card."""
    return ":".join(f"{chance.randrange(256):02x}" for _ in range(6))


def digits(chance: random.Random, count: int) -> str:
    """Return so many digits."""
    return "".join(chance.choice(string.digits) for _ in range(count))


def in_fours(number: str, sign: str) -> str:
    """Return a number in groups of four."""
    return sign.join(number[place : place + 4] for place in range(0, len(number), 4))


def full_width(text: str) -> str:
    """Return a text as Japanese keyboards may write it."""
    return "".join(
        "　" if sign == " " else chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign
        for sign in text
    )


MADE: dict[str, Callable[[random.Random], str]] = {
    "CREDIT_CARD": card,
    "IBAN": iban,
    "IP_ADDRESS": lambda chance: chance.choice((address_v4, address_v6))(chance),
    "MAC_ADDRESS": hardware,
}


def _luhn(number: str) -> bool:
    doubled = "0246813579"
    return (
        sum(
            int(doubled[int(sign)] if place % 2 else sign)
            for place, sign in enumerate(number[::-1])
        )
        % 10
        == 0
    )
