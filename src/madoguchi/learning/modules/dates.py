"""Until when something holds, as sentences say it."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

ERAS = {"令和": 2018, "平成": 1988}
JA = (
    r"(?P<era>令和|平成)?(?P<year>\d{1,4}|元)年(?P<fiscal>度)?"
    r"(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?"
)
DIGITS = r"(?P<y>20\d\d)[/.-](?P<m>\d{1,2})[/.-](?P<d>\d{1,2})"
MONTHS = "january february march april may june july august september october november december"
NAMES = {name[:3]: number for number, name in enumerate(MONTHS.split(), 1)}
MONTH = rf"(?P<name>{'|'.join(NAMES)})[a-z]*\.?"
NTH = r"(?:st|nd|rd|th)?"
EN = (
    rf"(?:(?P<d1>\d{{1,2}}){NTH}\s+)?{MONTH}\s+"
    rf"(?:(?P<d2>\d{{1,2}}){NTH},?\s+)?(?P<ey>20\d\d)"
)
DATE = rf"(?:{JA}|{DIGITS}|{EN}|(?P<only>20\d\d)(?!\d))"
DAY_OF_WEEK = r"(?:\s*[（(][^（）()]{1,6}[）)])?"
AFTER = re.compile(rf"{DATE}{DAY_OF_WEEK}\s*(?:まで|迄|限り|締切|〆切|をもって|に終了)", re.I)
BEFORE = re.compile(
    r"(?:有効期限|期限|締切日?|〆切|終了日|until|through|expires?(?: on)?|valid to|ends? on)"
    rf"\s*(?:は|[:：])?\s*(?:the\s+)?{DATE}",
    re.I,
)
LAST = 12


def ends_in(sentence: str) -> Iterator[date]:
    """Yield the days until which a sentence says that something holds."""
    for pattern in (AFTER, BEFORE):
        for found in pattern.finditer(sentence):
            if day := _day(found):
                yield day


def _day(found: re.Match[str]) -> date | None:
    if found["year"]:
        year = 1 if found["year"] == "元" else int(found["year"])
        year += ERAS.get(found["era"] or "", 0)
        if found["fiscal"]:
            return _last(year + 1, 3, None)
        return _last(year, int(found["month"] or LAST), found["day"])
    if found["y"]:
        return _last(int(found["y"]), int(found["m"]), found["d"])
    if found["ey"]:
        month = NAMES[found["name"].lower()]
        return _last(int(found["ey"]), month, found["d1"] or found["d2"])
    return _last(int(found["only"]), LAST, None)


def _last(year: int, month: int, day: str | None) -> date | None:
    """Return a day; without one, the last of its month."""
    if not (1990 <= year <= 2200 and 1 <= month <= LAST):
        return None
    longest = monthrange(year, month)[1]
    return date(year, month, min(max(int(day), 1), longest) if day else longest)
