"""North and South America."""

from madoguchi.privacy.recognizing.numbers import checksums as check
from madoguchi.privacy.recognizing.numbers.dates import year_first
from madoguchi.privacy.recognizing.numbers.nations.form import Form, form

CURP = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"


def social_security(number: str) -> bool:
    """Area, group and serial number that are given out."""
    area, group, serial = number[:3], number[3:5], number[5:]
    return area not in ("000", "666") and area[0] != "9" and group != "00" and serial != "0000"


def taxpayer(number: str) -> bool:
    """The middle digits that are given out."""
    middle = int(number[3:5])
    return middle in range(50, 66) or middle in range(70, 89) or middle in range(90, 100)


def brazilian_person(number: str) -> bool:
    """Two check digits; all the same is no number."""
    first = check.eleven_less(number[:10], range(10, 1, -1), ten="0")
    second = check.eleven_less(number, range(11, 1, -1), ten="0")
    return first and second and len(set(number)) > 1


def brazilian_company(number: str) -> bool:
    """Two check digits."""
    first = check.eleven_less(number[:13], (5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2), ten="0")
    second = check.eleven_less(number, (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2), ten="0")
    return first and second and len(set(number)) > 1


def mexican(number: str) -> bool:
    """Letters of the name, day of birth, sex, state; weights from eighteen down."""
    total = sum(CURP.index(sign) * (18 - place) for place, sign in enumerate(number[:17]))
    return year_first(number[4:10]) and number[17] == str(-total % 10)


def mexican_tax(number: str) -> bool:
    """Letters of the name, day of birth, three more signs."""
    return year_first(number[-9:-3])


def argentine(number: str) -> bool:
    """A kind of person, the identity number, a check digit."""
    return check.eleven_less(number, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), ten="9")


def chilean(number: str) -> bool:
    """Weights from two up, from the right; ten is K."""
    body = number[-2::-1]
    check_digit = -check.weighted(body, (2, 3, 4, 5, 6, 7, 2, 3)) % 11
    return number[-1] == "0123456789K"[check_digit]


def canadian(number: str) -> bool:
    """Luhn."""
    return check.luhn(number)


FORMS: tuple[Form, ...] = (
    form("NATIONAL_ID", "US", r"\d{9}", social_security, written=r"\d{3}-\d\d-\d{4}",
         cue=r"ssn|social security|social|社会保障番号"),
    form("TAX_ID", "US", r"9\d{8}", taxpayer, written=r"\d{3}-\d\d-\d{4}",
         cue=r"itin|tax(?:payer)? id\w*|tin"),
    form("NATIONAL_ID", "CA", r"\d{9}", canadian,
         cue=r"sin|social insurance|nas|assurance sociale"),
    form("TAX_ID", "BR", r"\d{11}", brazilian_person, written=r"\d{3}\.\d{3}\.\d{3}-\d\d",
         cue=r"cpf|cadastro de pessoas"),
    form("TAX_ID", "BR", r"\d{14}", brazilian_company, cue=r"cnpj",
         written=r"\d\d\.\d{3}\.\d{3}/\d{4}-\d\d"),
    form("NATIONAL_ID", "MX", r"[A-Z]{4}\d{6}[HMX][A-Z]{5}[0-9A-Z]\d", mexican, sure=True,
         cue=r"curp"),
    form("TAX_ID", "MX", r"[A-Z]{4}\d{6}[0-9A-Z]{2}[0-9A]", mexican_tax, cue=r"rfc"),
    form("TAX_ID", "AR", r"2[03478]\d{9}", argentine, written=r"\d\d-\d{8}-\d",
         cue=r"cuit|cuil"),
    form("NATIONAL_ID", "CL", r"\d{7,8}[0-9K]", chilean, cue=r"rut|run|cédula",
         written=r"\d{1,2}\.\d{3}\.\d{3}-[0-9K]"),
)  # fmt: skip
