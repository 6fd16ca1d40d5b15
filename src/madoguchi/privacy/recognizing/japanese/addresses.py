"""Addresses: a municipality, a town and numbers; or a town and numbers where one is asked for."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.japanese.letters import HIRAGANA, KANJI, KATAKANA
from madoguchi.privacy.recognizing.japanese.lists import words
from madoguchi.privacy.recognizing.japanese.municipalities import ENDING, ending_at, prefectures
from madoguchi.privacy.recognizing.spans import Span
from madoguchi.privacy.recognizing.windows import around

LETTER = rf"[{KANJI}{HIRAGANA}{KATAKANA}ヶヵ]"
N = r"(?:[0-9]{1,5}|[〇一二三四五六七八九十百]{1,5})"
TO = r"(?:-|の| - )"
NUMBER = (
    rf"(?:{N}条(?:[東西南北])? ?)?"
    rf"(?:{N}丁目(?: ?{N}(?:番地?|{TO})?(?:の?{N})?(?:号|(?:{TO}{N}){{1,3}})?)?(?:{TO}{N})*"
    rf"|{N}番(?![町街丁])地?(?:{TO}?{N}(?:号(?!室))?)?(?:-[0-9]+)*|{N}(?:{TO}{N}){{1,4}}|[0-9]{{1,5}})"
    r"(?![0-9]|年|月|日|時|分|円|個|名|件|人|歳|才|回|階|本|台|枚|通|件|ポイント|万|千|百|%|km|m(?![a-z])|kg)"
)
DWELLING = (
    r"ビル|マンション|ハイツ|コーポ|荘|タワー|館|棟|寮|団地|住宅|アパート|レジデンス|ハウス|メゾン|ハイム|プラザ|パレス|ヒルズ|ガーデン|"
    r"コート|テラス|ヴィラ|ビラ|シティ|スクエア|センター|会館|社宅|官舎|宿舎|グリーン|サニー|パーク|フォレスト|アスト|ハイライズ|ドーム"
)
ROOM = r"(?:[A-Za-z]?-?[0-9]{1,4}(?:号室|号|室|F|階)?|[0-9一二三四五六七八九十]{1,3}階)"
BUILDING = (
    rf" ?(?!(?:に|を|は|が|の|で|へ|と|も|か|や|宛|です|まで|から|あたり|付近|在住|周辺|様|"
    rf"より|辺り|電話|TEL|氏名)){LETTER[:-1]}A-Za-z・&']{{1,20}}?"
    rf" ?(?:[0-9]{{1,2}}号棟|[A-Z]棟|[東西南北本新別][館棟])? ?{ROOM}(?![0-9年月日時円-])"
    rf"|-?[A-Z]?-?[0-9]{{1,4}}(?:号室|号|室|F|階)| ?{ROOM}(?<=[号室F階])"
    rf"| ?[{KANJI}{KATAKANA}A-Za-z・]{{0,14}}(?:{DWELLING})(?=[ \n、。にをはがのでへ宛」』)]|$)"
)
REST = re.compile(
    rf"(?P<town> ?{LETTER}{{0,12}}? ?(?:(?:[0-9]{{1,2}})(?:条|区|線|"
    rf"地割)[東西南北]?)?{LETTER}{{0,14}}?) ?"
    rf"(?P<number>{NUMBER})(?P<building>(?:{BUILDING}){{0,3}})"
)
TOWN_ONLY = re.compile(
    rf"(?P<town>[{KANJI}{KATAKANA}ヶヵ々](?:[{KANJI}{KATAKANA}ヶヵ]|"
    rf"[がのつヶっりきしみ](?=[{KANJI}{KATAKANA}0-9])){{0,14}}?|[{HIRAGANA}]{{2,5}}[{KANJI}]{{1,8}}|"
    rf"[{HIRAGANA}]{{3,8}}) ?(?P<number>{NUMBER})(?P<building>(?:{BUILDING}){{0,3}})"
)
PARTICLES = words("particles")
HIRAGANA_PIECE = re.compile(rf"[{HIRAGANA}]+")
ASKED = re.compile(
    r"(?:住所|届け先|お届け先|配達先|配送先|送り先|送付先|所在地|転居先|引っ越し先|引越し?先|引越先|本籍地?|自宅|実家|勤務先|宛先|現住所|新居|新住所|旧住所|"
    r"物件|場所|うち|うちの家|家|集荷先|納品先|お住まい|住んでいるの|住んでるの|居住地|アドレス|"
    r"請求先)(?:\([^)]*\))?(?:\(|は|が|:|を|も| |「|\n|、|=|→|宛は){1,3}$"
)
LIVED = re.compile(
    r" ?(?:に(?:住|引っ越|引越|転居|お住|変更|変わ|送|届|配達|発送|移|あ(?:る|り)ます?|宅配|"
    r"お願い)|へ(?:送|届|引っ越|引越|転居|発送|お願い|変更)|在住|に在住|"
    r"まで(?:出前|配達|届け|送|来て|お?迎え|お願い)|宛|あて|付近|あたり|周辺|の(?:家|自宅|マンション|アパート|物件|部屋|信号|道路|ゴミ)|から(?:引っ越|転居)|です|様方|方)"
)
DWELL = re.compile(r" ?(?:に?(?:住|お住|引っ越|引越|転居|在住)|の者(?:です|と申|でござ))")
AT_HOME = re.compile(r"(?:うち|自宅|実家|住所|届け先|現住所)(?:[はがの])?$")
SENT = re.compile(
    r" ?(?:に|へ|まで|宛てに|宛に|あてに)(?:[^。、\n]{1,8}を)?"
    r"(?:お?送|お?届|配達|発送|配送|郵送|出前|お?迎え)"
)
OFFICE = re.compile(
    r"(?:役所|役場|局|署|庁|校|学|院|館|所|社|店|会|課|部|園|場|駅|港|寺|センター|ホール)$"
)
BARE_TOWN = re.compile(rf"[{KANJI}{KATAKANA}]{{1,8}}(?![{KANJI}{KATAKANA}])")
CHAINED = re.compile(rf"{N}{TO}{N}|丁目|番地|{N}番の?{N}|[0-9]番(?!目|線|出口|ホーム)")
PARTED = re.compile(rf"丁目.{{0,3}}{N}|番地|{N}番{N}号|番.{{0,4}}号")
TOWN_ENDING = re.compile(
    r"[町台丘谷野原沢田島山川崎塚園里通本村木井江津浦浜森宮坂橋東西南北内上下新目]$"
)
# No town begins so: うちは美園.
SAID_BEFORE = re.compile(
    rf"[{HIRAGANA}]+[はがをもに](?=[{KANJI}])|[{HIRAGANA}]{{2,}}の(?=[{KANJI}])"
)
NOT_TOWN = re.compile(
    r"(?:番号|コード|伝票|注文|予約|型番|手順|ステップ|ページ|章|節|項|条|版|第|号|バージョン|比率|スコア|シリアル|図|表|問|回|レベル|クラス|学年|以下|以上|電話|携帯|tel|fax|直通|内線|合計|在庫|口座|記号|保険者?|普通|当座|教室|会議室|部屋|製造|請求書|年度|期限|営業日)$"
)
TOWN_LONGEST, REST_LONGEST = 24, 90
LABELLED, WHOLE, PARTLY = 0.85, 0.95, 0.85


class Addresses:
    """Finds where people live or have things sent to."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield the addresses in ``text``; without a number, a town is one only if so called."""
        if not text.has_japanese:
            return
        plain, done, found = text.text, 0, bytearray(len(text.text))
        for ending in ENDING.finditer(plain):
            if ending.end() > done and (span := _from_municipality(plain, ending.end())):
                done = span.end
                found[span.start : done] = b"\1" * (done - span.start)
                yield span
        for match in around(CHAINED, TOWN_ONLY, plain, TOWN_LONGEST, REST_LONGEST):
            if not any(found[match.start() : match.end()]) and (span := _town(plain, match)):
                yield span


def _from_municipality(text: str, end: int) -> Span | None:
    start = ending_at(text, end)
    if start is None:
        return None
    # A longer one may end later: 市川市 within 市川市川町.
    begin, rest = _with_prefecture(text, start), REST.match(text, end)
    if not rest or not _is_town(rest["town"]):
        return _without_number(text, begin, end)
    has_prefecture, town = begin < start, rest["town"].strip()
    if not town and not has_prefecture and not ASKED.search(text[max(0, begin - 14) : begin]):
        return None
    if not has_prefecture and not CHAINED.search(rest["number"]) and not town:
        return None
    return Span("ADDRESS", begin, rest.end(), WHOLE if has_prefecture else PARTLY)


def _without_number(text: str, begin: int, end: int) -> Span | None:
    town = BARE_TOWN.match(text, end)
    if not town or OFFICE.search(town[0]):
        return None
    left = text[max(0, begin - 14) : begin]
    if (
        ASKED.search(left)
        or AT_HOME.search(left)
        or DWELL.match(text, town.end())
        or SENT.match(text, town.end())
    ):
        return Span("ADDRESS", begin, town.end(), 0.65)
    return None


def _with_prefecture(text: str, start: int) -> int:
    before = text[:start]
    space = len(before) - len(before.rstrip(" "))
    before = before.rstrip(" ") if space <= 1 else before
    for name in prefectures():
        if before.endswith(name):
            return len(before) - len(name)
    return start


def _is_town(town: str) -> bool:
    pieces: list[str] = HIRAGANA_PIECE.findall(town)
    return not any(piece in PARTICLES or len(piece) > 6 for piece in pieces)


def _town(text: str, match: re.Match[str]) -> Span | None:
    town, number, start = match["town"], match["number"], match.start()
    if said := SAID_BEFORE.match(town):
        town, start = town[said.end() :], start + said.end()
    if NOT_TOWN.search(town.lower()) or not CHAINED.search(number) or town in PARTICLES:
        return None
    asked = ASKED.search(text[max(0, start - 14) : start])
    if asked:
        return Span("ADDRESS", start, match.end(), LABELLED)
    lived = LIVED.match(text, match.end())
    dwelling = lived is not None and DWELL.match(lived[0]) is not None
    if len(town) < 2 or not (dwelling or TOWN_ENDING.search(town)):
        return None
    if PARTED.search(number):
        return Span("ADDRESS", start, match.end(), 0.8 if lived or match["building"] else 0.65)
    if lived and (number.count("-") > 1 or not lived[0].strip().startswith("です")):
        return Span("ADDRESS", start, match.end(), 0.7)
    if match["building"] and number.count("-") > 0:
        return Span("ADDRESS", start, match.end(), 0.7)
    return None
