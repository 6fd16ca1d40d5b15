"""Northern and eastern Europe, and what was the Soviet Union."""

from madoguchi.privacy.recognizing.numbers import checksums as check
from madoguchi.privacy.recognizing.numbers.dates import day_first, real, year_first
from madoguchi.privacy.recognizing.numbers.nations.form import Form, form

FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def swedish(number: str) -> bool:
    """Day of birth (60 more for coordination numbers), and Luhn over the last ten digits."""
    ten = number[-10:]
    day = f"{int(ten[4:6]) % 60:02}"
    return real(ten[2:4], day, ten[:2]) and check.luhn(ten)


def finnish(number: str) -> bool:
    """A sign from the remainder by 31; the sign of the century may be there."""
    digits = number[:6] + number[-4:-1]
    return day_first(digits) and number[-1] == FINNISH[int(digits) % 31]


def danish(number: str) -> bool:
    """Only the day of birth: the check digit was given up in 2007."""
    return day_first(number)


def norwegian(number: str) -> bool:
    """Two check digits; D-numbers have 40 more in the day."""
    day = f"{int(number[:2]) % 40:02}"
    first = check.divides(number[:10], (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), 11)
    second = check.divides(number, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), 11)
    return real(number[2:4], day, number[4:6]) and first and second


def icelandic(number: str) -> bool:
    """Day of birth, a check digit, a century."""
    return day_first(number) and check.divides(number[:9], (3, 2, 7, 6, 5, 4, 3, 2, 1), 11)


def polish(number: str) -> bool:
    """Day of birth, the month showing the century."""
    month = f"{int(number[2:4]) % 20:02}"
    return real(month, number[4:6], number[:2]) and check.divides(
        number, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1), 10
    )


def polish_tax(number: str) -> bool:
    """The remainder by eleven is never ten."""
    return check.remainder(number, (6, 5, 7, 2, 3, 4, 5, 6, 7), ten="")


def baltic(number: str) -> bool:
    """Estonia and Lithuania: when the first weights leave ten, others are tried."""
    first = check.weighted(number, (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    second = check.weighted(number, (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    return year_first(number[1:7]) and int(number[10]) == (first if first < 10 else second)


def latvian(number: str) -> bool:
    """Day of birth; the newer ones begin with 32 and tell nothing."""
    total = 1101 - check.weighted(number, (1, 6, 3, 7, 9, 10, 5, 8, 4, 2))
    return number[:2] == "32" or (day_first(number) and total % 11 % 10 == int(number[10]))


def romanian(number: str) -> bool:
    """Sex and century, day of birth, county."""
    return year_first(number[1:7]) and check.remainder(
        number, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9), ten="1"
    )


def bulgarian(number: str) -> bool:
    """Day of birth, the month showing the century."""
    month = f"{int(number[2:4]) % 20:02}"
    return real(month, number[4:6], number[:2]) and check.remainder(
        number, (2, 4, 8, 5, 10, 9, 7, 3, 6)
    )


def czech(number: str) -> bool:
    """Day of birth (women 50 more in the month), a multiple of eleven."""
    month = int(number[2:4]) % 50
    born = real(f"{month - 20 if month > 20 else month:02}", number[4:6], number[:2])
    return born and (len(number) == 9 or int(number) % 11 in (0, 10))


def yugoslav(number: str) -> bool:
    """Day of birth with three digits of the year, region, serial number."""
    weights = (7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    return real(number[2:4], number[:2]) and check.eleven_less(number, weights, ten="0")


def croatian(number: str) -> bool:
    """ISO 7064 MOD 11,10."""
    return check.iso_mod_11_10(number)


def hungarian_insurance(number: str) -> bool:
    """Weights of three and seven."""
    return check.weighted(number, (3, 7, 3, 7, 3, 7, 3, 7)) % 10 == int(number[8])


def hungarian_tax(number: str) -> bool:
    """The places are the weights."""
    return check.remainder(number, range(1, 10), ten="")


def russian_tax(number: str) -> bool:
    """Two check digits."""
    first = check.weighted(number, (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) % 11 % 10
    second = check.weighted(number, (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) % 11 % 10
    return (first, second) == (int(number[10]), int(number[11]))


def russian_pension(number: str) -> bool:
    """The remainder by 101 as two digits."""
    return check.weighted(number, range(9, 0, -1)) % 101 % 100 == int(number[9:])


def ukrainian(number: str) -> bool:
    """The remainder by eleven, then by ten."""
    total = check.weighted(number, (-1, 5, 7, 9, 4, 6, 10, 5, 7))
    return total % 11 % 10 == int(number[9])


def kazakh(number: str) -> bool:
    """Day of birth; when the first weights leave ten, others are tried."""
    first = check.weighted(number, range(1, 12)) % 11
    second = check.weighted(number, (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)) % 11
    return year_first(number) and int(number[11]) == (first if first < 10 else second)


FORMS: tuple[Form, ...] = (
    form("NATIONAL_ID", "SE", r"\d{10}", swedish, written=r"\d{6}[-+]\d{4}",
         cue=r"personnummer|person-?nr|samordningsnummer|personal (?:identity )?number"),
    form("NATIONAL_ID", "SE", r"[12][089]\d{10}", swedish, written=r"\d{8}[-+]\d{4}",
         cue=r"personnummer|person-?nr|samordningsnummer|personal (?:identity )?number"),
    form("NATIONAL_ID", "FI", r"\d{6}[A-FU-Y]?\d{3}[0-9A-Y]", finnish,
         written=r"\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]", cue=r"hetu|henkilötunnus|henkilotunnus"),
    form("NATIONAL_ID", "DK", r"\d{10}", danish, cue=r"cpr(?:-?(?:nr|nummer))?|personnummer"),
    form("NATIONAL_ID", "NO", r"\d{11}", norwegian, sure=True,
         cue=r"fødselsnummer|fodselsnummer|personnummer|d-nummer"),
    form("NATIONAL_ID", "IS", r"[0-3]\d{8}[089]", icelandic, written=r"\d{6}-\d{4}",
         cue=r"kennitala|kt"),
    form("NATIONAL_ID", "PL", r"\d{11}", polish, cue=r"pesel"),
    form("TAX_ID", "PL", r"\d{10}", polish_tax, written=r"\d{3}-\d{3}-\d\d-\d\d", cue=r"nip"),
    form("NATIONAL_ID", "EE/LT", r"[1-8]\d{10}", baltic,
         cue=r"isikukood|asmens kodas|a\.?k\.?|personal code|id code"),
    form("NATIONAL_ID", "LV", r"[0-3]\d{10}", latvian, written=r"\d{6}-\d{5}",
         cue=r"personas kods|p\.?k\.?|personal code"),
    form("NATIONAL_ID", "RO", r"[1-9]\d{12}", romanian, sure=True, cue=r"cnp|cod numeric personal"),
    form("NATIONAL_ID", "BG", r"\d{10}", bulgarian, cue=r"egn|егн"),
    form("NATIONAL_ID", "CZ/SK", r"\d{9,10}", czech, written=r"\d{6}/\d{4}",
         cue=r"rodné číslo|rodne cislo|r\. ?č\.?|birth number"),
    form("NATIONAL_ID", "RS", r"\d{13}", yugoslav, sure=True, cue=r"jmbg|emšo|emso|матични број"),
    form("NATIONAL_ID", "HR", r"\d{11}", croatian, cue=r"oib"),
    form("INSURANCE", "HU", r"\d{9}", hungarian_insurance, cue=r"taj(?:-?szám)?"),
    form("TAX_ID", "HU", r"8\d{9}", hungarian_tax, cue=r"adóazonosító(?: jel)?|tax id"),
    form("TAX_ID", "RU", r"\d{12}", russian_tax, cue=r"инн|inn"),
    form("PENSION", "RU", r"\d{11}", russian_pension, written=r"\d{3}-\d{3}-\d{3} \d\d",
         cue=r"снилс|snils"),
    form("TAX_ID", "UA", r"\d{10}", ukrainian, cue=r"рнокпп|іпн|ипн|rnokpp|ipn"),
    form("NATIONAL_ID", "KZ", r"\d{12}", kazakh, cue=r"иин|жсн|iin"),
)  # fmt: skip
