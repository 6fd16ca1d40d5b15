"""Check digits by family. Each takes a number without its separators and tells whether it holds."""

from collections.abc import Sequence

DIGITS_AND_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TURNED = (
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258",
)
_FIVEFOLD = (
    "0123456789",
    "1234067895",
    "2340178956",
    "3401289567",
    "4012395678",
    "5987604321",
    "6598710432",
    "7659821043",
    "8765932104",
    "9876543210",
)


def luhn(number: str) -> bool:
    """Every second digit from the right doubled, its own digits summed."""
    ones = sum(int(digit) for digit in number[::-2])
    return (ones + sum(sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])) % 10 == 0


def verhoeff(number: str) -> bool:
    """The dihedral group of the pentagon."""
    state = 0
    for place, digit in enumerate(reversed(number)):
        state = int(_FIVEFOLD[state][int(_TURNED[place % 8][int(digit)])])
    return state == 0


def weighted(number: str, weights: Sequence[int]) -> int:
    """Return the sum of digits times weights; digits beyond the weights do not count."""
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def divides(number: str, weights: Sequence[int], modulus: int) -> bool:
    """The weighted sum, check digit and all, is a multiple."""
    return weighted(number, weights) % modulus == 0


def eleven_less(number: str, weights: Sequence[int], ten: str = "") -> bool:
    """The last digit is eleven less the weighted sum; eleven is 0, and ten is ``ten``."""
    check = -weighted(number, weights) % 11
    return number[-1] == (str(check) if check < 10 else ten)


def remainder(number: str, weights: Sequence[int], ten: str = "0") -> bool:
    """The last digit is what the weighted sum leaves when divided by eleven; ten is ``ten``."""
    check = weighted(number, weights) % 11
    return number[-1] == (str(check) if check < 10 else ten)


def iso_mod_97(number: str) -> bool:
    """ISO 7064 MOD 97-10, letters counting from ten."""
    return int("".join(str(DIGITS_AND_LETTERS.index(sign)) for sign in number)) % 97 == 1


def iso_mod_11_2(number: str) -> bool:
    """ISO 7064 MOD 11-2, where X is ten."""
    state = 0
    for digit in number[:-1]:
        state = (state + int(digit)) * 2 % 11
    return number[-1] == "0123456789X"[(12 - state) % 11]


def iso_mod_11_10(number: str) -> bool:
    """ISO 7064 MOD 11,10."""
    state = 10
    for digit in number[:-1]:
        state = ((state + int(digit)) % 10 or 10) * 2 % 11
    return (state + int(number[-1])) % 10 == 1


def ean(number: str) -> bool:
    """The check digit of article numbers: weights of one and three."""
    return (sum(map(int, number[::-2])) + 3 * sum(map(int, number[-2::-2]))) % 10 == 0
