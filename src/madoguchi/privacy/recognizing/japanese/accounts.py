"""Bank accounts of Japan: bank, branch, kind and number; a sign and a number; a bare number."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Span
from madoguchi.privacy.recognizing.windows import around

NAME = r"[一-鿿々ァ-ヺーa-z]"
HOUSE = (
    rf"(?:{NAME}|[ぁ-ん](?=[ぁ-ん]{{0,6}}(?:銀行|信用金庫|信金)))"
    r"{1,14}(?:銀行|信用金庫|信金|信用組合|信組|農協|労働金庫|労金|漁協|バンク)|ja[一-鿿ぁ-んァ-ヺー]{1,10}|ゆうちょ(?:銀行)?|郵便貯金|郵便局|(?:ufj|smbc|sbi|gmo|paypay)[一-鿿ァ-ヺー]{0,8}"
)
IN_BRACKETS = r"(?:\([^()\n]{1,12}\))?"
BRANCH = (
    r"(?:[一-鿿々ぁ-んァ-ヺーヶa-z〇]{1,14}(?:支店|出張所|営業部|支所|支社|店)|"
    r"本店(?:営業部)?|[0-9]{3}(?:支店|店)?)"
)
SORT = r"\(?(?:普通|当座|貯蓄|定期|普|当)\)?(?:預金|貯金)?(?:口座)?"
GAP = r"[ ・、,/の\n]{0,2}"
NUMBER_SIGN = r"[ :・、,]{0,2}(?:口座)?(?:番号|no\.?)? ?[ :・は]{0,2}"
WHOLE = re.compile(
    rf"(?:{HOUSE}){IN_BRACKETS}{GAP}(?:{BRANCH}{IN_BRACKETS})?{GAP}"
    rf"(?:{SORT}){NUMBER_SIGN}[0-9]{{6,8}}(?![0-9])"
)
POSTAL = re.compile(
    r"(?:(?:ゆうちょ(?:銀行)?|郵便貯金|郵便局|貯金)[^\n。0-9]{0,6})?(?<!保険証の)記号 ?[:は]? ?"
    r"1[0-9]{4}(?:-[0-9])?[ -、,・/]{0,3}番号 ?[:は]? ?[0-9]{6,8}(?![0-9])"
)
POSTAL_SHORT = re.compile(
    r"ゆうちょ(?:銀行)?[^\n。0-9]{0,6}1[0-9]{4}(?:-[0-9])?[- ][0-9]{6,8}(?![0-9])"
)
BARE = re.compile(
    r"(?:口座(?:番号|no\.?)?|普通預金|当座預金|(?:普通|当座)(?: |:|口座))(?:は|が|の|:|:|\(|"
    r"番号| |、){0,3}(?P<number>[0-9]{6,8}|[0-9]{3}[- ][0-9]{4})(?![0-9]|-[0-9])"
)
SAID_BEFORE = re.compile(
    r"[^\n銀信農労]{0,12}[はがを、](?=[^はがを、\n]{2,14}(?:銀行|信用金庫|信金|信用組合|農協|労働金庫|バンク))"
)
CALLED = re.compile(r"口座|普|当|貯|定期|記号|ゆうちょ|番号")
BEFORE, AFTER = 80, 80


class JapaneseAccounts:
    """Finds bank accounts."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield the bank accounts in ``text``."""
        if not text.has_digit:
            return
        for pattern in (WHOLE, POSTAL, POSTAL_SHORT):
            for match in around(CALLED, pattern, text.low, BEFORE, AFTER):
                said = SAID_BEFORE.match(text.low, *match.span())
                yield Span("BANK_ACCOUNT", said.end() if said else match.start(), match.end(), 0.98)
        for match in BARE.finditer(text.low):
            yield Span("BANK_ACCOUNT", *match.span("number"), 0.85)
