"""Dates inside numbers."""

import calendar


def real(month: str, day: str, year: str = "2000") -> bool:
    """Tell whether such a day exists; two digits of a year may be of any century."""
    try:
        days = calendar.monthrange(int(year) + (2000 if len(year) == 2 else 0), int(month))[1]
    except (ValueError, calendar.IllegalMonthError):
        return False
    return 1 <= int(day) <= days


def year_first(six: str) -> bool:
    """YYMMDD."""
    return real(six[2:4], six[4:6], six[:2])


def day_first(six: str) -> bool:
    """DDMMYY."""
    return real(six[2:4], six[:2], six[4:6])
