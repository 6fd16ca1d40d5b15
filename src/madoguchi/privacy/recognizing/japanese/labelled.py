"""People whose name stands after the word that asks for it: 氏名：, 名義は, 娘の."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.japanese.called import given_in_kana, is_read_like_one
from madoguchi.privacy.recognizing.japanese.candidates import Candidate
from madoguchi.privacy.recognizing.japanese.cues import (
    AGED,
    CALLED,
    KIN,
    NO_VALUE,
    RIGHT_EDGE,
    STOP,
    TITLED,
)
from madoguchi.privacy.recognizing.japanese.letters import HIRAGANA, KANJI, KANJI_RUN, KATAKANA
from madoguchi.privacy.recognizing.japanese.page import Page
from madoguchi.privacy.recognizing.windows import glance

LABEL = (
    r"氏名|(?:お|御)?名前|姓名|フルネーム|宛名|宛先|送り先|届け先|名義人?(?:名|氏名)?|フリガナ|ふりがな|シメイ|ヨミガナ|よみがな|カナ氏名|カナ|"
    r"(?:予約|会員|登録|契約)名(?!義)|相手方|あて名|請求者|児童(?=[:])|生徒(?=[:])|患者(?=[:])|"
    r"(?:申請|申込|契約|保護|受講|参加|同行|代表|差出|担当|利用|購入|注文|予約|依頼|発注|届出|加入|受給|使用|所有|搭乗|宿泊|紹介|"
    r"責任|記入|署名|作成|報告|応募|登録|相談|通報|出席|来訪|訪問|面会|被保険|連絡|送信|受信|発送)者(?:名|氏名)?|"
    r"(?:申込|受取|受け取り|受取り|送金|振込|依頼|荷受|荷送|差出|連絡|保証|代理|本|賃借|使用|世帯|相続|被相続)人(?:名|氏名)?|"
    r"(?:患者|会員|児童|生徒|園児|学生|社員|職員|選手|顧客|お客様|宿泊者|世帯主|喪主|本人)(?:名|氏名)|世帯主|喪主|会員|署名欄?|記名|"
    r"担当医師?|医師|予約(?=:)|旧姓|現姓|新姓|苗字|名字|本名|振込元|担当|同席|講師|主治医|カード名義|口座名義人?"
)
ASKED = re.compile(
    rf"{glance(LABEL)}(?:{LABEL})(?:\((?:カナ|漢字|かな|ローマ字|姓名|全角|フリガナ)\))?"
    rf"(?P<link> ?[:=→] ?| ?[「『(\[【] ?|  ?|(?:様)?(?:は|が|の方は|を|の) ?[「『]?|\n)"
)
PART = rf"{KANJI_RUN.pattern}(?:[{KATAKANA}]{{2,6}})?|[{KATAKANA}]{{1,9}}|[{HIRAGANA}]{{2,9}}"
LATIN = r"[A-Za-z][A-Za-z'.-]{0,14}"
VALUE = re.compile(
    rf"[{KATAKANA}]{{1,12}}(?:[・=][{KATAKANA}]{{1,12}}){{1,3}}|"
    rf"(?:{PART})(?: (?:{PART})){{0,1}}|{LATIN}(?: {LATIN}){{1,2}}(?![A-Za-z0-9@_])"
)
KIN_BEFORE = re.compile(
    rf"{glance(KIN)}(?<![{KANJI}])(?:{KIN})(?:の| ?[(「『:] ?|は|、|"
    rf"(?=[{HIRAGANA}]{{1,3}}[子美江代枝]|[{HIRAGANA}]{{2,4}}の))(?:名前は)?"
)
CHILD = re.compile(
    rf"[{HIRAGANA}]{{1,3}}[子美江代枝恵香菜奈](?![一-鿿])|"
    rf"[{HIRAGANA}]{{2,4}}?(?=が|は|の|を|に|と|です|も|[)」』、。 ])|[{KATAKANA}]{{2,6}}|"
    rf"{KANJI_RUN.pattern}"
)
FULL_NAME = re.compile(rf"[{KANJI}]{{1,4}} (?P<given>[{KANJI}]{{1,4}})(?![{KANJI}])")
WRITTEN_SO = re.compile(
    rf"[」』]?と書いて[「『]?(?P<kana>[{HIRAGANA}{KATAKANA}]{{2,10}}?)(?:[」』]|と読)"
)
KANA = rf"[{HIRAGANA}{KATAKANA}]{{2,10}}?"
READ_SO = re.compile(
    rf"(?:読み方は|読みは|読みが) ?[「『(]?"
    rf"(?P<name>{KANA}(?:[ ・]{KANA}){{0,3}}?)[」』)]?(?:と読|です|。|$)"
)
QUOTED = re.compile(
    rf"[「『](?P<name>[{HIRAGANA}{KATAKANA}]{{2,10}})[」』]と(?:読|よ)み|"
    rf"読[^。\n「]{{1,8}}[。?]?[「『](?P<told>[{HIRAGANA}{KATAKANA}]{{2,10}})[」』]"
)
NEXT_LABEL = re.compile(
    r"生年|誕生|性別|年齢|住所|電話|連絡|携帯|メール|郵便|会員|番号|所属|部署|会社|職業|国籍|続柄|受付|児童|生徒|保護者|氏名|名前|フリガナ|ふりがな|カナ|"
    r"様|殿|宛|[男女](?![一-鿿ァ-ヺ])|昭和|平成|令和|大正|TEL|FAX|MAIL|〒"
)
# A child's name may be a noun: 名前はひなたです.
OWN_NAME = re.compile(rf"名前は[「『]?(?P<name>[{HIRAGANA}]{{2,4}})(?:です|[」』])")
KANA_NAME = re.compile(
    rf"[{HIRAGANA}]{{2,12}}(?: [{HIRAGANA}]{{2,8}})?|[{KATAKANA}]{{2,12}}(?: [{KATAKANA}]{{2,8}})?"
)
LIKELY = 0.6
LOOSE = ("は", "が", "の", "を", " ", "\n")


def find(page: Page) -> Iterator[Candidate]:
    """Yield who is named where a name was asked for."""
    for label in ASKED.finditer(page.text):
        yield from _value(
            page, label.end(), is_loose=label["link"].removeprefix("様").startswith(LOOSE)
        )
    for kin in KIN_BEFORE.finditer(page.text):
        yield from _child(page, kin.end())
    for read in READ_SO.finditer(page.text):
        yield Candidate(*read.span("name"), "full", 0.75)
    for quoted in QUOTED.finditer(page.text):
        part = "name" if quoted["name"] else "told"
        if is_read_like_one(page, quoted[part]):
            yield Candidate(*quoted.span(part), "surname", 0.75)
    for written in WRITTEN_SO.finditer(page.text):
        start, end = page.run_before(written.start()), written.start()
        if page.book.is_surname(page.text[start:end]) or page.book.is_surname(written["kana"]):
            yield Candidate(*written.span("kana"), "surname", 0.75)
            if start < end:
                yield Candidate(start, end, "surname", 0.75)


def _value(page: Page, start: int, is_loose: bool) -> Iterator[Candidate]:
    value = VALUE.match(page.text, start)
    if not value:
        return
    end = _end(page, start, value.end())
    name = page.text[start:end]
    if NO_VALUE.match(name) and not is_read_like_one(page, name):
        return
    first = re.split("[ ・=]", name)[0]
    sure = (
        page.book.begins(name.replace(" ", ""))
        or (first != name and page.book.is_surname(first))
        or is_read_like_one(page, name)
    )
    if (len(name) < 2 or name[-1] in "者員客") and not sure:
        return
    own = OWN_NAME.search(page.text, max(0, start - 4), end + 2)
    if own and own.span("name") == (start, end):
        yield Candidate(start, end, "given", 0.7)
        return
    if page.book.is_word(name) or name in STOP:
        return
    if is_loose and page.book.is_noun(name) and not page.book.is_surname(name):
        return
    if is_loose and not sure and not _looks_like_one(page, name, first, end):
        return
    yield Candidate(start, end, "full" if len(name) > 3 else "surname", 0.85)


def _looks_like_one(page: Page, name: str, first: str, end: int) -> bool:
    if name[0].isascii():
        return " " in name and name[0].isupper()
    if not RIGHT_EDGE.match(page.text, end):
        return False
    if " " in name and page.book.is_given(name.rpartition(" ")[2]):
        return True
    if page.book.is_word(first):
        return False
    return page.book.is_name(first) or page.book.is_given(name) or not _is_plain(page, name, end)


def _is_plain(page: Page, name: str, end: int) -> bool:
    """Tell whether a piece is ordinary words rather than a name nobody has heard of."""
    words = [page.word_at(at) for at in page.starts_in(end - len(name), end)]
    named = any(word and word.speech in ("surname", "given", "name") for word in words)
    plain = any(word and word.is_known and word.speech in ("noun", "other") for word in words)
    return plain and not named


def _end(page: Page, start: int, end: int) -> int:
    """Return where a value ends: before a title, a particle or the next label."""
    surname = KANJI_RUN.match(page.text, start)
    if surname and page.book.is_surname(surname[0]):
        end = max(end, given_in_kana(page, surname.end()))
    if kana := KANA_NAME.match(page.text, start):
        for stop in range(kana.end(), start + 1, -1):
            name = page.text[start:stop]
            if is_read_like_one(page, name) and RIGHT_EDGE.match(page.text, stop):
                return stop
    for at in page.starts_in(start + 1, end):
        if CALLED.match(page.text, at) or TITLED.match(page.text, at):
            return at
        word = page.word_at(at)
        if (
            word
            and word.speech == "other"
            and word.is_known
            and word.text[0] in "はがのをにとでもやへだです"
        ):
            return at
        if page.text[at - 1] == " " and NEXT_LABEL.match(page.text, at):
            return at - 1
    return end


def _child(page: Page, start: int) -> Iterator[Candidate]:
    child = CHILD.match(page.text, start)
    if not child or NO_VALUE.match(page.text, start):
        return
    whole = FULL_NAME.match(page.text, start)
    if whole and page.book.may_be_given(whole["given"]) >= LIKELY:
        yield Candidate(*whole.span(), "full", 0.8)
        return
    name = child[0]
    aged = AGED.match(page.text, child.end()) or page.text[child.end() : child.end() + 1] == ")"
    if (
        (len(name) < 2 and not aged and not page.book.is_given(name))
        or name in STOP
        or not RIGHT_EDGE.match(page.text, child.end())
    ):
        return
    if (page.book.is_given(name) or page.book.is_name(name)) and not page.book.is_word(name):
        yield Candidate(*child.span(), "given", 0.75)
    elif page.book.may_be_given(name) >= 0.3:
        yield Candidate(*child.span(), "given", 0.65)
