"""Asia without Japan, Africa, the Pacific."""

from madoguchi.privacy.recognizing.numbers import checksums as check
from madoguchi.privacy.recognizing.numbers.dates import real, year_first
from madoguchi.privacy.recognizing.numbers.nations.form import Form, form

TAIWAN = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
SINGAPORE = {"S": (0, "JZIHGFEDCBA"), "T": (4, "JZIHGFEDCBA"), "F": (0, "XWUTRQPNMLK")}
SINGAPORE |= {"G": (4, "XWUTRQPNMLK"), "M": (3, "XWUTRQPNJLK")}


def indian(number: str) -> bool:
    """Verhoeff."""
    return check.verhoeff(number)


def indian_tax(number: str) -> bool:
    """The fourth letter is the kind of holder: P is a person."""
    return number[3] == "P"


def chinese(number: str) -> bool:
    """Place, day of birth, serial number, ISO 7064 MOD 11-2."""
    born = number[6:8] in ("18", "19", "20") and real(number[10:12], number[12:14], number[6:10])
    return born and check.iso_mod_11_2(number)


def korean(number: str) -> bool:
    """Day of birth and sex; the check digit was given up in 2020."""
    return year_first(number)


def taiwanese(number: str) -> bool:
    """The letter is a place, read as two digits."""
    place = TAIWAN.index(number[0]) + 10
    return check.divides(f"{place}{number[1:]}", (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), 10)


def hong_kong(number: str) -> bool:
    """Letters from ten, a missing one is 36; a check digit up to A."""
    values = [check.DIGITS_AND_LETTERS.index(sign) for sign in number]
    values = [36, *values] if len(values) == 8 else values
    return (
        sum(value * weight for value, weight in zip(values, range(9, 0, -1), strict=True)) % 11 == 0
    )


def singaporean(number: str) -> bool:
    """A letter from the remainder by eleven, each series with its own."""
    offset, letters = SINGAPORE[number[0]]
    total = offset + check.weighted(number[1:8], (2, 7, 6, 5, 4, 3, 2))
    return number[8] == letters[total % 11]


def thai(number: str) -> bool:
    """Weights from thirteen down."""
    return (11 - check.weighted(number, range(13, 1, -1)) % 11) % 10 == int(number[12])


def malaysian(number: str) -> bool:
    """Day of birth, place, serial number."""
    return year_first(number)


def indonesian(number: str) -> bool:
    """Place, day of birth (women 40 more), serial number."""
    day = f"{int(number[6:8]) % 40:02}"
    return real(number[8:10], day, number[10:12])


def vietnamese(number: str) -> bool:
    """A province."""
    return 1 <= int(number[:3]) <= 96


def turkish(number: str) -> bool:
    """Two check digits."""
    digits = [int(digit) for digit in number]
    tenth = (7 * sum(digits[0:9:2]) - sum(digits[1:8:2])) % 10
    return digits[9] == tenth and digits[10] == sum(digits[:10]) % 10


def luhn(number: str) -> bool:
    """Luhn alone."""
    return check.luhn(number)


def south_african(number: str) -> bool:
    """Day of birth, sex, citizenship, Luhn."""
    return year_first(number) and check.luhn(number)


def egyptian(number: str) -> bool:
    """Century and day of birth."""
    return year_first(number[1:7])


def pakistani(number: str) -> bool:
    """Nothing but its form."""
    return number[0] != "0"


def sri_lankan(number: str) -> bool:
    """The day of the year; women 500 more."""
    return 1 <= int(number[2:5]) % 500 <= 366


def australian_tax(number: str) -> bool:
    """Weights by eleven."""
    return check.divides(number, (1, 4, 3, 7, 5, 8, 6, 9, 10), 11)


def medicare(number: str) -> bool:
    """The ninth digit checks the first eight."""
    return check.weighted(number, (1, 3, 7, 9, 1, 3, 7, 9)) % 10 == int(number[8])


def new_zealand(number: str) -> bool:
    """When the first weights leave ten, others are tried."""
    padded = number.zfill(9)
    first = -check.weighted(padded, (3, 2, 7, 6, 5, 4, 3, 2)) % 11
    second = -check.weighted(padded, (7, 4, 3, 2, 5, 2, 7, 6)) % 11
    return int(padded[8]) == (first if first < 10 else second)


FORMS: tuple[Form, ...] = (
    form("NATIONAL_ID", "IN", r"[2-9]\d{11}", indian, cue=r"aadhaa?r|uidai|uid|आधार"),
    form("TAX_ID", "IN", r"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]", indian_tax, sure=True,
         cue=r"pan(?: (?:card|no\.?|number))?|permanent account"),
    form("NATIONAL_ID", "CN", r"[1-8]\d{16}[0-9X]", chinese, sure=True,
         cue=r"身份证(?:号码?)?|身分證|resident id\w*|公民身份号码"),
    form("NATIONAL_ID", "KR", r"\d{6}[1-8]\d{6}", korean, written=r"\d{6}-\d{7}",
         cue=r"주민등록번호|주민번호|외국인등록번호|rrn|resident registration"),
    form("NATIONAL_ID", "TW", r"[A-Z][1289]\d{8}", taiwanese, sure=True,
         cue=r"身分證(?:字號)?|身份證(?:字號)?|居留證|national id"),
    form("NATIONAL_ID", "HK", r"[A-Z]{1,2}\d{6}[0-9A]", hong_kong,
         written=r"[A-Z]{1,2}\d{6} ?\([0-9A]", cue=r"hkid|身份證(?:號碼)?|identity card"),
    form("NATIONAL_ID", "SG", r"[STFGM]\d{7}[A-Z]", singaporean, sure=True, cue=r"nric|fin"),
    form("NATIONAL_ID", "TH", r"[1-8]\d{12}", thai, written=r"\d-\d{4}-\d{5}-\d\d-\d",
         cue=r"บัตรประชาชน|เลขประจำตัวประชาชน|thai id|citizen id"),
    form("NATIONAL_ID", "MY", r"\d{12}", malaysian, written=r"\d{6}-\d\d-\d{4}",
         cue=r"mykad|nric|ic (?:no|number)|kad pengenalan"),
    form("NATIONAL_ID", "ID", r"[1-9]\d{15}", indonesian, cue=r"nik|ktp"),
    form("NATIONAL_ID", "VN", r"0\d{11}", vietnamese, cue=r"cccd|cmnd|căn cước(?: công dân)?"),
    form("NATIONAL_ID", "TR", r"[1-9]\d{10}", turkish,
         cue=r"t\.?c\.?(?: kimlik)?(?: no\w*)?|tckn|kimlik(?: no\w*| numara\w*)?"),
    form("NATIONAL_ID", "IL", r"\d{9}", luhn, cue=r"teudat zehut|ת\.?ז\.?|תעודת זהות|israeli id"),
    form("NATIONAL_ID", "AE", r"784\d{12}", luhn, sure=True, cue=r"emirates id|الهوية"),
    form("NATIONAL_ID", "SA", r"[12]\d{9}", luhn, cue=r"iqama|رقم الهوية|الهوية|saudi id"),
    form("NATIONAL_ID", "EG", r"[23]\d{13}", egyptian, cue=r"الرقم القومي|egyptian id|national id"),
    form("NATIONAL_ID", "ZA", r"\d{10}[01]\d{2}", south_african, sure=True,
         cue=r"rsa id|id (?:no|number)|south african id"),
    form("NATIONAL_ID", "PK", r"\d{13}", pakistani, written=r"\d{5}-\d{7}-\d", cue=r"cnic|nicop"),
    form("NATIONAL_ID", "LK", r"\d{9}[VX]", sri_lankan, sure=True, cue=r"nic"),
    form("TAX_ID", "AU", r"\d{9}", australian_tax, cue=r"tfn|tax file"),
    form("INSURANCE", "AU", r"[2-6]\d{9,10}", medicare, cue=r"medicare"),
    form("TAX_ID", "NZ", r"\d{8,9}", new_zealand, cue=r"ird"),
)  # fmt: skip
