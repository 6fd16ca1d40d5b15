"""Western and southern Europe."""

from madoguchi.privacy.recognizing.numbers import checksums as check
from madoguchi.privacy.recognizing.numbers.dates import day_first, real
from madoguchi.privacy.recognizing.numbers.nations.form import Form, form

NINO_UNUSED = {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}
SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE"
IRISH = "WABCDEFGHIJKLMNOPQRSTUV"
ITALIAN_MONTHS = "ABCDEHLMPRST"
ITALIAN_ODD = bytes((1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18)) + bytes(
    (20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
)
ITALIAN_DIGITS = str.maketrans("LMNPQRSTUV", "0123456789")


def nino(number: str) -> bool:
    """A prefix that is given out."""
    return number[:2] not in NINO_UNUSED


def nhs(number: str) -> bool:
    """Weights from ten to two."""
    return check.eleven_less(number, range(10, 1, -1))


def german_tax(number: str) -> bool:
    """One digit twice or three times among the first ten."""
    most = max(number[:10].count(digit) for digit in set(number[:10]))
    return most in (2, 3) and check.iso_mod_11_10(number)


def german_pension(number: str) -> bool:
    """Area, day of birth, first letter of the name, serial number."""
    letter = f"{ord(number[8]) - 64:02}"
    products = zip(
        number[:8] + letter + number[9:11], (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True
    )
    total = sum(sum(divmod(int(digit) * weight, 10)) for digit, weight in products)
    return real(number[4:6], number[2:4]) and total % 10 == int(number[11])


def german_card(number: str) -> bool:
    """Weights of seven, three, one over digits and letters."""
    values = [check.DIGITS_AND_LETTERS.index(sign) for sign in number]
    total = sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values[:-1]))
    return total % 10 == values[-1]


def french(number: str) -> bool:
    """The key makes 97; Corsica's 2A and 2B count as 19 and 18."""
    body = number[:13].replace("2A", "19").replace("2B", "18")
    month = int(body[3:5])
    return (1 <= month <= 12 or 20 <= month <= 42 or month >= 50) and (
        97 - int(body) % 97 == int(number[13:])
    )


def spanish(number: str) -> bool:
    """A letter from the remainder by 23; X, Y and Z of foreigners count as 0, 1 and 2."""
    digits = number[:-1].translate(str.maketrans("XYZ", "012"))
    return number[-1] == SPANISH[int(digits) % 23]


def italian(number: str) -> bool:
    """A letter from tables for odd and even places."""
    plain = number[:6] + "".join(
        sign if place in (8, 11) else sign.translate(ITALIAN_DIGITS)
        for place, sign in enumerate(number[6:15], 6)
    )
    values = [int(sign) if sign.isdigit() else ord(sign) - 65 for sign in number[:15]]
    total = sum(ITALIAN_ODD[value] for value in values[::2]) + sum(values[1::2])
    day = plain[9:11]
    born = plain[8] in ITALIAN_MONTHS and day.isdigit() and 1 <= int(day) % 40 <= 31
    return born and ord(number[15]) - 65 == total % 26


def dutch(number: str) -> bool:
    """The proof by eleven, in which the last digit is taken away."""
    return check.divides(number, (9, 8, 7, 6, 5, 4, 3, 2, -1), 11) and int(number) > 9999999


def belgian(number: str) -> bool:
    """97 less the remainder; who is born from 2000 on has a 2 before."""
    body, key = int(number[:9]), int(number[9:])
    born = int(number[2:4]) % 20 <= 12 and int(number[4:6]) <= 31
    return born and key in (97 - body % 97, 97 - (2_000_000_000 + body) % 97)


def portuguese(number: str) -> bool:
    """Weights from nine to two; ten is 0."""
    return check.eleven_less(number, range(9, 1, -1), ten="0")


def irish(number: str) -> bool:
    """A letter from the remainder by 23; a second letter weighs nine."""
    second = 9 * (ord(number[8]) - 64) if len(number) == 9 and number[8] != "W" else 0
    return number[7] == IRISH[(check.weighted(number[:7], range(8, 1, -1)) + second) % 23]


def swiss(number: str) -> bool:
    """Checked as article numbers are."""
    return check.ean(number)


def austrian(number: str) -> bool:
    """Serial number, check digit, day of birth."""
    total = check.weighted(number, (3, 7, 9, 0, 5, 8, 4, 2, 1, 6)) % 11
    return str(total) == number[3] and day_first(number[4:])


def greek_person(number: str) -> bool:
    """Day of birth, and Luhn."""
    return day_first(number[:6]) and check.luhn(number)


def greek_tax(number: str) -> bool:
    """Powers of two, by eleven and by ten."""
    return check.weighted(number, [2**power for power in range(8, 0, -1)]) % 11 % 10 == int(
        number[8]
    )


FORMS: tuple[Form, ...] = (
    form("NATIONAL_ID", "GB", r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]", nino,
         cue=r"nino|national insurance|ni (?:no|number)", written=r"[A-Z]{2} \d\d \d\d \d\d [A-D]"),
    form("NATIONAL_ID", "GB", r"\d{10}", nhs, cue=r"nhs"),
    form("TAX_ID", "DE", r"[1-9]\d{10}", german_tax, written=r"\d\d \d{3} \d{3} \d{3}",
         cue=r"steuer-?id\w*|steuer-?identifikations(?:nummer|nr\.?)|idnr\.?|tin|tax id"),
    form("PENSION", "DE", r"\d{8}[A-Z]\d{3}", german_pension, sure=True,
         cue=r"(?:renten|sozial)versicherungsnummer|rvnr|svnr"),
    form("NATIONAL_ID", "DE", r"[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8}\d", german_card,
         cue=r"personalausweis(?:nummer)?|ausweisnummer|ausweis-?nr\.?|identity card"),
    form("NATIONAL_ID", "FR", r"[1-478]\d{4}[0-9][0-9AB]\d{8}", french, sure=True,
         cue=r"sécurité sociale|securite sociale|nir|insee|sécu"),
    form("NATIONAL_ID", "ES", r"\d{8}[A-HJ-NP-TV-Z]", spanish, sure=True, cue=r"dni|nif|documento"),
    form("NATIONAL_ID", "ES", r"[XYZ]\d{7}[A-HJ-NP-TV-Z]", spanish, sure=True, cue=r"nie"),
    form("TAX_ID", "IT",
         r"[A-Z]{6}[0-9L-NP-V]{2}[A-EHLMPRST][0-9L-NP-V]{2}[A-Z][0-9L-NP-V]{3}[A-Z]",
         italian, sure=True, cue=r"codice fiscale|c\.?f\.?"),
    form("NATIONAL_ID", "NL", r"\d{9}", dutch, cue=r"bsn|burgerservicenummer|sofinummer"),
    form("NATIONAL_ID", "BE", r"\d{11}", belgian, written=r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d",
         cue=r"rijksregister\w*|registre national|niss|insz|national number|rrn"),
    form("TAX_ID", "PT", r"[1-35689]\d{8}", portuguese, cue=r"nif|contribuinte|tax id"),
    form("NATIONAL_ID", "IE", r"\d{7}[A-W][A-IW]?", irish, cue=r"ppsn?|pps (?:no|number)"),
    form("NATIONAL_ID", "CH", r"756\d{10}", swiss, sure=True, cue=r"ahv|avs|oasi"),
    form("NATIONAL_ID", "AT", r"[1-9]\d{9}", austrian,
         cue=r"sozialversicherungsnummer|svnr|sv-nummer|e-card"),
    form("NATIONAL_ID", "GR", r"[0-3]\d{10}", greek_person, cue=r"amka|αμκα"),
    form("TAX_ID", "GR", r"\d{9}", greek_tax, cue=r"afm|αφμ"),
)  # fmt: skip
