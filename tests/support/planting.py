"""Personal data made up by the dice, and what people write around it to a help desk."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.privacy.numbers_made import card, digits, hardware, iban, in_fours

Dice = random.Random
SURNAMES = (
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "渡辺",
    "伊藤",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
    "山田",
    "佐々木",
    "松本",
    "井上",
)
GIVEN = (
    "花子",
    "太郎",
    "美咲",
    "健太",
    "陽子",
    "翔太",
    "由美子",
    "大輔",
    "恵",
    "直樹",
    "真由美",
    "拓也",
    "千尋",
    "和彦",
)
ENGLISH = (
    "Olivia",
    "Marcus",
    "Hannah",
    "Gregory",
    "Philippa",
    "Trevor",
    "Rosalind",
    "Duncan",
    "Beatrice",
)
FAMILIES = (
    "Whitfield",
    "Okafor",
    "Lindqvist",
    "Pemberton",
    "Castellano",
    "Marlowe",
    "Fairbanks",
    "Hughes",
)
PLACES = (
    *("東京都千代田区神田神保町", "大阪府大阪市北区梅田", "北海道札幌市中央区南三条西"),
    *("福岡県福岡市博多区博多駅前", "愛知県名古屋市中区栄", "神奈川県横浜市西区みなとみらい"),
)
STREETS = ("Willow Lane", "Kingsway Road", "Maple Avenue", "Bridge Street")


@dataclass(frozen=True)
class Planted:
    """A value that must go nowhere, in the sentence that holds it."""

    kind: str
    value: str
    text: str
    language: str


def my_number(dice: Dice) -> str:
    """Return a My Number whose check digit holds."""
    body = digits(dice, 11)
    weighed = sum(
        int(sign) * (place + 1 if place <= 6 else place - 5)
        for place, sign in enumerate(reversed(body), 1)
    )
    return f"{body}{0 if weighed % 11 <= 1 else 11 - weighed % 11}"


def japanese_name(dice: Dice) -> str:
    """Return a surname with a given name."""
    return dice.choice(SURNAMES) + dice.choice(("", " ")) + dice.choice(GIVEN)


def english_name(dice: Dice) -> str:
    """Return a given name with a surname."""
    return f"{dice.choice(ENGLISH)} {dice.choice(FAMILIES)}"


def mail(dice: Dice) -> str:
    """Return an address for mail."""
    return f"{dice.choice(ENGLISH).lower()}.{digits(dice, 4)}@mail{digits(dice, 2)}.example.com"


def mobile(dice: Dice) -> str:
    """Return a Japanese mobile number."""
    sign = dice.choice(("-", "", " "))
    start = dice.choice(("070", "080", "090"))
    return sign.join((start, f"{dice.randint(1, 9)}{digits(dice, 3)}", digits(dice, 4)))


def birthday(dice: Dice) -> str:
    """Return a day of birth."""
    return f"{dice.randint(1940, 2005)}年{dice.randint(1, 12)}月{dice.randint(1, 28)}日"


def japanese_address(dice: Dice) -> str:
    """Return a Japanese address down to the house."""
    return f"{dice.choice(PLACES)}{dice.randint(1, 5)}-{dice.randint(1, 30)}-{dice.randint(1, 30)}"


def english_address(dice: Dice) -> str:
    """Return a street with its number."""
    return f"{dice.randint(10, 990)} {dice.choice(STREETS)}"


def password(dice: Dice) -> str:
    """Return a key as services give them out."""
    letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789"
    return "sk-" + "".join(dice.choices(letters, k=40))


Made = tuple[str, Callable[[Dice], str], tuple[str, ...]]
JAPANESE: tuple[Made, ...] = (
    (
        "PERSON",
        japanese_name,
        (
            "{v}と申します。会員証を再発行してください。",
            "担当の{v}様をお願いします。開館時間も教えてください。",
            "私の名前は{v}です。予約はできますか。",
        ),
    ),
    ("EMAIL", mail, ("結果は {v} に送ってください。", "メールは{v}です。届いていません。")),
    ("PHONE", mobile, ("折り返しは{v}までお願いします。", "電話番号は {v} に変わりました。")),
    (
        "ADDRESS",
        japanese_address,
        ("住所は{v}です。届け先を変えられますか。", "{v}に引っ越しました。手続きは？"),
    ),
    (
        "CREDIT_CARD",
        lambda dice: in_fours(card(dice), dice.choice(("", "-", " "))),
        ("カード番号は{v}です。支払いができませんでした。", "カード{v}が使えません。"),
    ),
    ("MY_NUMBER", my_number, ("マイナンバーは{v}です。窓口で必要ですか。",)),
    ("DOB", birthday, ("生年月日は{v}です。年齢の制限はありますか。", "{v}生まれです。割引は？")),
    ("POSTAL", lambda dice: f"{digits(dice, 3)}-{digits(dice, 4)}", ("郵便番号は〒{v}です。",)),
    (
        "BANK_ACCOUNT",
        lambda dice: digits(dice, 7),
        ("振込先はみどり銀行さくら支店 普通 {v} です。返金はいつですか。",),
    ),
    ("PASSPORT", lambda dice: f"TK{digits(dice, 7)}", ("パスポート番号は{v}です。使えますか。",)),
)
ENGLISH_MADE: tuple[Made, ...] = (
    (
        "PERSON",
        english_name,
        ("My name is {v} and I lost my library card.", "Please ask Mr {v} to call me back."),
    ),
    ("EMAIL", mail, ("Please write to {v} when it is ready.", "Is {v} on your list?")),
    (
        "PHONE",
        lambda dice: f"+44 7700 900{digits(dice, 3)}",
        ("Call me on {v}, please.", "My phone is {v} now."),
    ),
    ("ADDRESS", english_address, ("I live at {v}. Can you deliver there?",)),
    (
        "CREDIT_CARD",
        lambda dice: in_fours(card(dice), " "),
        ("My card {v} was refused. Why?",),
    ),
    ("IBAN", iban, ("Please refund me to {v}.",)),
    ("SECRET", password, ("I pasted my key {v} into the form. Is that bad?",)),
    ("MAC_ADDRESS", hardware, ("The printer {v} is not found. Can you help?",)),
)


def planted(seed: int, count: int) -> list[Planted]:
    """Return sentences with values in them, no value twice."""
    dice = random.Random(seed)
    found: dict[str, Planted] = {}
    while len(found) < count:
        language, made = dice.choice((("ja", JAPANESE), ("en", ENGLISH_MADE)))
        kind, value_of, sentences = dice.choice(made)
        value = value_of(dice)
        text = dice.choice(sentences).format(v=value)
        found.setdefault(value, Planted(kind, value, text, language))
    return list(found.values())
