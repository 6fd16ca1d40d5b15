"""Days of birth: a date that is said to be one."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Span
from madoguchi.privacy.recognizing.windows import windows

N = r"(?:[0-9]{1,2}|[〇一二三四五六七八九十]{1,3})"
YEAR = r"(?:19|20)[0-9]{2}|[一二][〇一二三四五六七八九]{3}"
ERA = r"明治|大正|昭和|平成|令和|[MTSHR]\.?|㍾|㍽|㍼|㍻|㋿"
DATE = (
    rf"(?:西暦 ?)?(?:{YEAR}) ?[年/.-] ?{N} ?[月/.-] ?{N}日?|(?:{ERA}) ?(?:{N}|"
    rf"元) ?[年./-] ?{N} ?[月./-] ?{N}日?"
    rf"|(?:19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])|{N}/{N}/(?:19|20)[0-9]{{2}}"
)
ANY_DATE = re.compile(rf"(?<![0-9A-Za-z])(?<![0-9][-/.])(?:{DATE})(?![0-9]|[-/][0-9])")
DAY = re.compile(rf"{N}月{N}日|{N}/{N}(?![0-9/])")
YEAR_ONLY = re.compile(
    rf"(?:(?:西暦 ?)?(?:{YEAR})|(?:明治|大正|昭和|平成|令和)(?:{N}|元))年(?=生まれ|うまれ)"
)
CUE = re.compile(
    r"(?:生年月日|誕生日|お?たんじょうび|バースデー|バースデイ|出生日|出生年月日|生まれた日|"
    r"生まれ(?=は|が|:| )|d\.?o\.?b\.?|(?:date of )?birth(?: ?day| ?date)?)"
    r"(?:\([^()\n]{1,8}\)|の?登録|欄|情報)?[ :;はがをの(「=→・\n]{0,4}(?:たしか|確か|多分)?$"
)
BORN = re.compile(
    r"[ )]{0,2}(?:生まれ|うまれ|産まれ|生(?![産徒活物鮮放地花ハビ])|に?(?:生まれ|誕生し)|born)"
)
CALLED = re.compile(
    r"[一-鿿] [一-鿿ぁ-んァ-ヺ]{1,5}\(|生|うまれ|産まれ|born|birth|誕|男|女|氏名|名前|児童|患者|"
    r"受診者|請求者|続柄|たんじょうび|バースデ|出生|d\.?o\.?b"
)
"""Some of it stands near every day of birth."""
SEX_BEFORE = re.compile(r"(?:(?<![一-鿿])[男女]|[男女]性)[ 、,・/:\n]{1,2}$")
SEX_AFTER = re.compile(r"[ 、,・/]{0,2}[男女](?:性)?(?![一-鿿])")
OF_SOMEBODY = re.compile(
    r"(?:氏名|名前|児童|生徒|園児|患者|受診者|請求者|続柄|本人)[^。\n0-9]{1,16}\($"
    r"|(?<![一-鿿])[一-鿿]{1,4} [一-鿿ぁ-んァ-ヺ]{1,5}\($"
)
GOES_ON = re.compile(r" ?(?:から|→|ではなく|でなく|じゃなくて|では無く|、|と|または|/|を)[ 「]?$")
AROUND = 24


class Births:
    """Finds days of birth; other dates stay."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield the days of birth in ``text``."""
        plain, low, last = text.text, text.low, -1
        near = list(windows(CALLED, low, AROUND * 2, AROUND * 3))
        for match in (each for place in near for each in ANY_DATE.finditer(plain, *place)):
            left = low[max(0, match.start() - AROUND) : match.start()]
            goes_on = 0 <= match.start() - last < 8 and GOES_ON.fullmatch(
                plain, last, match.start()
            )
            if (
                CUE.search(left)
                or BORN.match(low, match.end())
                or goes_on
                or _of_somebody(low, match)
            ):
                last = match.end()
                yield Span("DOB", *match.span(), 0.95)
        for pattern in (DAY, YEAR_ONLY):
            for match in (each for place in near for each in pattern.finditer(plain, *place)):
                left = low[max(0, match.start() - AROUND) : match.start()]
                if CUE.search(left) or (pattern is DAY and BORN.match(low, match.end())):
                    yield Span("DOB", *match.span(), 0.8)
                elif pattern is YEAR_ONLY:
                    yield Span("DOB", *match.span(), 0.5)


def _of_somebody(text: str, date: re.Match[str]) -> bool:
    """Tell whether a date stands beside somebody's sex, or in brackets after their name."""
    left = text[max(0, date.start() - AROUND) : date.start()]
    return bool(
        SEX_BEFORE.search(left) or SEX_AFTER.match(text, date.end()) or OF_SOMEBODY.search(left)
    )
