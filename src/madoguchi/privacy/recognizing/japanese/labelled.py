"""People whose name stands after the word that asks for it: 氏名：, 名義は, 娘の."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.japanese.candidates import Candidate
from madoguchi.privacy.recognizing.japanese.cues import (
    CALLED,
    KIN,
    NO_VALUE,
    RIGHT_EDGE,
    STOP,
    TITLED,
)
from madoguchi.privacy.recognizing.japanese.letters import HIRAGANA, KANJI_RUN, KATAKANA
from madoguchi.privacy.recognizing.japanese.page import Page

LABEL = (
    r"氏名|(?:お|御)?名前|姓名|フルネーム|宛名|宛先|送り先|届け先|名義人?(?:名|氏名)?|フリガナ|ふりがな|シメイ|ヨミガナ|よみがな|カナ氏名|カナ|"
    r"(?:申請|申込|契約|保護|受講|参加|同行|代表|差出|担当|利用|購入|注文|予約|依頼|発注|届出|加入|受給|使用|所有|搭乗|宿泊|紹介|"
    r"責任|記入|署名|作成|報告|応募|登録|相談|通報|出席|来訪|訪問|面会|被保険|連絡|送信|受信|発送)者(?:名|氏名)?|"
    r"(?:申込|受取|受け取り|受取り|送金|振込|依頼|荷受|荷送|差出|連絡|保証|代理|本|賃借|使用|世帯|相続|被相続)人(?:名|氏名)?|"
    r"(?:患者|会員|児童|生徒|園児|学生|社員|職員|選手|顧客|お客様|宿泊者|世帯主|喪主|本人)(?:名|氏名)|世帯主|喪主|会員|署名欄?|記名|"
    r"旧姓|現姓|新姓|苗字|名字|本名|振込元|担当|同席|講師|主治医|カード名義|口座名義人?"
)
ASKED = re.compile(
    rf"(?:{LABEL})(?:\((?:カナ|漢字|かな|ローマ字|姓名|全角|フリガナ)\))?"
    rf"(?P<link> ?[:=→] ?| ?[「『(\[【] ?|  ?|(?:様)?(?:は|が|の方は|を|の) ?[「『]?|\n)"
)
PART = rf"{KANJI_RUN.pattern}(?:[{HIRAGANA}]{{2,4}}(?![{HIRAGANA}])|[{KATAKANA}]{{2,6}})?|[{KATAKANA}]{{1,9}}|[{HIRAGANA}]{{2,9}}"
LATIN = r"[A-Za-z][A-Za-z'.-]{0,14}"
VALUE = re.compile(
    rf"(?:{PART})(?:[ ・=](?:{PART})){{0,2}}|{LATIN}(?: {LATIN}){{1,2}}(?![A-Za-z0-9@_])"
)
KIN_BEFORE = re.compile(rf"(?:{KIN})(?:の| ?[(「『:] ?|は|、)(?:名前は)?")
CHILD = re.compile(rf"[{HIRAGANA}]{{2,4}}?(?=が|は|の|を|に|と|です|も|[)」』、。 ])|[{KATAKANA}]{{2,6}}|{KANJI_RUN.pattern}")
READ_SO = re.compile(
    rf"(?:と書いて|と読み|読み方は|読みは|読みが)[ ]?[「『(]?(?P<name>[{HIRAGANA}{KATAKANA}]{{2,10}}(?:[ ・][{HIRAGANA}{KATAKANA}]{{2,10}}){{0,3}}?)[」』)]?(?:と読|です|。|$)"
)
LOOSE = ("は", "が", "の", "を", " ", "\n")


def find(page: Page) -> Iterator[Candidate]:
    """Yield who is named where a name was asked for."""
    for label in ASKED.finditer(page.text):
        yield from _value(page, label.end(), is_loose=label["link"].startswith(LOOSE))
    for kin in KIN_BEFORE.finditer(page.text):
        yield from _child(page, kin.end())
    for read in READ_SO.finditer(page.text):
        yield Candidate(*read.span("name"), "full", 0.75)


def _value(page: Page, start: int, is_loose: bool) -> Iterator[Candidate]:
    value = VALUE.match(page.text, start)
    if not value or NO_VALUE.match(page.text, start):
        return
    end = _end(page, start, value.end())
    name = page.text[start:end]
    first = re.split("[ ・=]", name)[0]
    sure = page.book.split(name.replace(" ", ""))[1] > 0.5 or page.book.is_surname(first)
    if len(name) < 2 and not sure or page.book.is_word(name) or name in STOP:
        return
    if is_loose and not sure and not _looks_like_one(page, name, first, end):
        return
    yield Candidate(start, end, "full" if len(name) > 3 else "surname", 0.85)


def _looks_like_one(page: Page, name: str, first: str, end: int) -> bool:
    if name[0].isascii():
        return " " in name and name[0].isupper()
    if not RIGHT_EDGE.match(page.text, end) or page.book.is_word(first):
        return False
    return page.book.is_name(first) or page.book.is_given(name) or not _is_plain(page, name, end)


def _is_plain(page: Page, name: str, end: int) -> bool:
    """Tell whether a piece is ordinary words rather than a name nobody has heard of."""
    words = [page.word_at(at) for at in page.starts_in(end - len(name), end)]
    return any(word and word.is_known and word.speech in ("noun", "other") for word in words)


def _end(page: Page, start: int, end: int) -> int:
    """Return where a value ends: before a title, a particle or the next label."""
    for at in page.starts_in(start + 1, end):
        if CALLED.match(page.text, at) or TITLED.match(page.text, at):
            return at
        word = page.word_at(at)
        if word and word.speech == "other" and word.is_known and word.text[0] in "はがのをにとでもやへだです":
            return at
        if page.text[at - 1] == " " and word and page.book.is_word(word.text) and len(word.text) > 1:
            return at - 1
    return end


def _child(page: Page, start: int) -> Iterator[Candidate]:
    child = CHILD.match(page.text, start)
    if not child or NO_VALUE.match(page.text, start):
        return
    name = child[0]
    if len(name) < 2 or name in STOP or not RIGHT_EDGE.match(page.text, child.end()):
        return
    if page.book.is_given(name) and not page.book.is_word(name):
        yield Candidate(*child.span(), "given", 0.75)
    elif page.book.may_be_given(name) >= 0.7:
        yield Candidate(*child.span(), "given", 0.7)
