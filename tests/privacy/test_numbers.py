"""Numbers are found however they are written; what only looks like one is not."""

import random

import pytest

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.numbers.every import number_recognizers
from madoguchi.privacy.recognizing.spans import resolve
from tests.privacy.numbers_made import MADE, full_width, in_fours

RECOGNIZERS = number_recognizers()


def found(text: str) -> list[tuple[str, str]]:
    folded = Folded(text)
    spans = resolve(span for each in RECOGNIZERS for span in each.find(folded))
    return [(span.kind, text[span.start : span.end]) for span in spans]


AROUND = (
    "{}",
    "番号は{}です",
    "{}に変更してください",
    "カード{}が使えません",
    "これ、{}。",
    "「{}」",
    "私の{}ですが",
    "ﾊﾞﾝｺﾞｳ{}ﾃﾞｽ",
    "It is {}.",
    "Please use {} instead",
    "({})",
    "新：{}\n旧：なし",
    "to:{}",
    "{}、よろしくお願いします",
    "お客様の{}を確認中",
)


@pytest.mark.parametrize("kind", sorted(MADE))
def test_what_has_a_checksum_or_a_form_is_found_however_it_is_written(kind: str) -> None:
    chance, missed, rounds = random.Random(27), [], 1500
    for _ in range(rounds):
        number = MADE[kind](chance)
        if kind in ("CREDIT_CARD", "IBAN"):
            number = chance.choice((number, in_fours(number, " "), in_fours(number, "-")))
        number = chance.choice((number, full_width(number)))
        text = chance.choice(AROUND).format(number)
        if (kind, number) not in found(text):
            missed.append(text)
    assert len(missed) / rounds <= 0.01, missed[:10]


TOKEN = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"
PRIVATE_KEY = "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----"
PERSONAL = [
    ("NATIONAL_ID", "My SSN is 536-22-1847", "536-22-1847"),
    ("NATIONAL_ID", "社会保障番号は５３６－２２－１８４７です", "５３６－２２－１８４７"),
    ("TAX_ID", "ITIN 912-78-1234", "912-78-1234"),
    ("NATIONAL_ID", "NI number AB 12 34 56 C", "AB 12 34 56 C"),
    ("NATIONAL_ID", "NHS 943 476 5919", "943 476 5919"),
    ("TAX_ID", "Steuer-ID: 86095742719", "86095742719"),
    ("NATIONAL_ID", "numéro 255081416802538 s'il vous plaît", "255081416802538"),
    ("NATIONAL_ID", "DNI 12345678Z", "12345678Z"),
    ("NATIONAL_ID", "私のNIEはX1234567Lです", "X1234567L"),
    ("TAX_ID", "RSSMRA85T10A562S", "RSSMRA85T10A562S"),
    ("NATIONAL_ID", "BSN 111222333", "111222333"),
    ("NATIONAL_ID", "85.07.30-033.28", "85.07.30-033.28"),
    ("NATIONAL_ID", "PESEL 44051401359", "44051401359"),
    ("NATIONAL_ID", "811218-9876 är mitt nummer", "811218-9876"),
    ("NATIONAL_ID", "HETU 131052-308T", "131052-308T"),
    ("NATIONAL_ID", "CPR-nummer 070761-4285", "070761-4285"),
    ("TAX_ID", "NIF 123456789", "123456789"),
    ("TAX_ID", "CPF 529.982.247-25", "529.982.247-25"),
    ("TAX_ID", "11.222.333/0001-81", "11.222.333/0001-81"),
    ("TAX_ID", "CUIT 20-12345678-6", "20-12345678-6"),
    ("NATIONAL_ID", "RUT 12.345.678-5", "12.345.678-5"),
    ("NATIONAL_ID", "my SIN: 046 454 286", "046 454 286"),
    ("TAX_ID", "TFN 123 456 782", "123 456 782"),
    ("INSURANCE", "Medicare 2123 45670 1", "2123 45670 1"),
    ("NATIONAL_ID", "aadhaar 2341 2341 2346", "2341 2341 2346"),
    ("TAX_ID", "PAN: ABCPE1234F", "ABCPE1234F"),
    ("NATIONAL_ID", "我的身份证号码是11010519491231002X", "11010519491231002X"),
    ("NATIONAL_ID", "주민등록번호 900101-1234567", "900101-1234567"),
    ("NATIONAL_ID", "A123456789が身分證です", "A123456789"),
    ("NATIONAL_ID", "HKID A123456(3)", "A123456(3)"),
    ("NATIONAL_ID", "NRIC S1234567D", "S1234567D"),
    ("NATIONAL_ID", "1-2345-67890-12-1", "1-2345-67890-12-1"),
    ("NATIONAL_ID", "TC kimlik no 10000000146", "10000000146"),
    ("NATIONAL_ID", "ID number 8001015009087", "8001015009087"),
    ("NATIONAL_ID", "isikukood 37605030299", "37605030299"),
    ("NATIONAL_ID", "CNP 1800101221144", "1800101221144"),
    ("NATIONAL_ID", "ЕГН: 6101057509", "6101057509"),
    ("NATIONAL_ID", "rodné číslo 736028/5163", "736028/5163"),
    ("NATIONAL_ID", "OIB 33392005961", "33392005961"),
    ("NATIONAL_ID", "AHV 756.9217.0769.85", "756.9217.0769.85"),
    ("NATIONAL_ID", "national ID number 998877665", "998877665"),
    ("PHONE", "Call +1 617-555-0143 now", "+1 617-555-0143"),
    ("PHONE", "my number is 07700 900 881", "07700 900 881"),
    ("PHONE", "電話は+442079460958です", "+442079460958"),
    ("PHONE", "desk: (020) 7946 0958 x12", "(020) 7946 0958 x12"),
    ("PHONE", "020 7946 0958 rings all day", "020 7946 0958"),
    ("CREDIT_CARD", "بطاقتي ٤١١١ ١١١١ ١١١١ ١١١١", "٤١١١ ١١١١ ١١١١ ١١١١"),
    ("CREDIT_CARD", "कार्ड ४१११११११११११११११ है", "४१११११११११११११११"),
    ("EMAIL", "メールはjiro@example.jpまで", "jiro@example.jp"),
    ("EMAIL", "ｊｉｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", "ｊｉｒｏ＠ｅｘａｍｐｌｅ．ｊｐ"),
    ("EMAIL", "write to ana (at) example dot com", "ana (at) example dot com"),
    ("EMAIL", "ana at example dot com", "ana at example dot com"),
    ("EMAIL", "ana [at] example [dot] com please", "ana [at] example [dot] com"),
    ("EMAIL", "ana @ example . com", "ana @ example . com"),
    ("SECRET", "パスワード：Sakura2024!", "Sakura2024!"),
    ("SECRET", "暗証番号は４４７１です", "４４７１"),
    ("SECRET", "password = hunter22", "hunter22"),
    ("SECRET", "the password is x7#kQ9 now", "x7#kQ9"),
    ("SECRET", "key sk-proj-9hT2kLm4Qx7Zr1Vb8Ns6Yd3W", "sk-proj-9hT2kLm4Qx7Zr1Vb8Ns6Yd3W"),
    ("SECRET", f"トークン{TOKEN}を消して", TOKEN),
    ("SECRET", "mysql://root:s3cret@db:3306/shop", "mysql://root:s3cret@db:3306/shop"),
    ("SECRET", f"これです\n{PRIVATE_KEY}\n以上", PRIVATE_KEY),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "number"), PERSONAL)
def test_a_number_of_a_person_is_found(kind: str, text: str, number: str) -> None:
    assert found(text) == [(kind, number)]


NOT_PERSONAL = [
    "My order 4471-220-918 has not arrived",
    "注文番号 4111-1111-1111-1111 の件",
    "tracking number 1Z 999 AA1 01 2345 6784",
    "送り状番号 1234-5678-9012",
    "ISBN 978-3-16-148410-0",
    "JANコード 4006381333931",
    "INV-2024-000381",
    "version 3.11.4.1",
    "Windows 10.0.19045.3803",
    "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
    "550e8400-e29b-41d4-a716-446655440000",
    "2024-05-01T10:22:13Z",
    "1,249.00 EUR and 98,000円",
    "model XR-200-4410",
    "35.6586, 139.7454",
    "2024/05/01 から 2024/06/30",
    "part number 5555-5554-44",
    "error 0x80070057",
    "I forgot my password.",
    "The password is wrong",
    "パスワードは必要ですか",
    "meet at 9:30, see you at the office",
    "I am at example street",
    "section 10.1.2",
    "my SSN card was lost",
    "LINE is down",
    "Instagram is slow today",
    "error at line main.py:12",
    "x = 3.5, y = 10.25",
    "the signal is low_power now",
]


@pytest.mark.parametrize("text", NOT_PERSONAL)
def test_what_only_looks_like_a_number_of_a_person_stays(text: str) -> None:
    assert found(text) == []


def test_a_wrong_check_digit_needs_a_cue() -> None:
    assert found("4111 1111 1111 1112") == []
    assert found("card number 4111 1111 1111 1112") == [("CREDIT_CARD", "4111 1111 1111 1112")]
    assert found("GB30 NWBK 6016 1331 9268 19") == []
    assert found("IBAN GB30 NWBK 6016 1331 9268 19") == [("IBAN", "GB30 NWBK 6016 1331 9268 19")]
