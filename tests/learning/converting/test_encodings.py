"""Text is read in the encoding that it was written in, whatever was said about it."""

import pytest

from madoguchi.learning.converting.encodings import decode
from tests.support.clerk import Clerk

SHORT = "窓口の受付"
LONG = "窓口の受付時間は午前九時から午後五時までです。必要な書類をお持ちください。" * 20
PAGE = "<html><body><p>{}</p></body></html>"


@pytest.mark.parametrize(
    "encoding", ["cp932", "euc_jp", "iso2022_jp", "utf-8", "utf-16", "utf-16-le"]
)
@pytest.mark.parametrize("text", [SHORT, LONG], ids=["short", "long"])
def test_japanese_without_a_word_about_its_encoding(clerk: Clerk, encoding: str, text: str) -> None:
    found = clerk.read(PAGE.format(text).encode(encoding), content_type="text/html")
    assert found.markdown == f"{text}\n"


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "utf-8"])
def test_a_wrong_header_does_not_spoil_japanese(encoding: str) -> None:
    assert decode(LONG.encode(encoding), "iso-2022-jp") == LONG
    assert decode(LONG.encode(encoding), "no-such-table") == LONG


def test_what_vendors_added_is_read() -> None:
    assert decode("①㈱髙﨑の窓口です".encode("cp932"), "shift_jis") == "①㈱髙﨑の窓口です"
    assert decode(b"\x1b$B-!\x1b(B\x1b$B;3ED\x1b(B") == "①山田"


def test_half_width_kana_stay_half_width() -> None:
    assert decode("ﾏﾄﾞｸﾞﾁの案内です".encode("cp932")) == "ﾏﾄﾞｸﾞﾁの案内です"
    assert decode(b"\x1b(I>9\x1b(B") == "ｾｹ"


def test_a_page_may_say_its_encoding_itself() -> None:
    page = '<meta charset="big5"><p>您好</p>'
    assert decode(page.encode("big5")) == page


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("gb18030", "您好，欢迎使用客户服务中心。请先登录您的账户，然后选择需要的服务。"),
        ("big5", "您好，歡迎使用客戶服務中心。請先登入您的帳戶，然後選擇需要的服務。"),
        ("cp949", "안녕하세요. 고객 서비스 센터입니다. 로그인 후 필요한 서비스를 선택해 주세요."),
        ("cp1252", "Où est passé le café près de la gare? Très bien, merci à tous."),
        ("cp1251", "Добро пожаловать в службу поддержки клиентов. Выберите нужную услугу."),
    ],
)
def test_other_languages_are_not_taken_for_japanese(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_few_broken_bytes_cost_only_themselves() -> None:
    broken = LONG.encode("cp932")[:-1] + b"\x81"
    assert decode(broken, "shift_jis")[:-1] == LONG[:-1]


def test_what_could_not_be_read_is_counted(clerk: Clerk) -> None:
    found = clerk.read(LONG.encode("cp932") + b"\x81", content_type="text/plain; charset=shift_jis")
    assert [(w.key, w.facts) for w in found.warnings] == [
        ("convert.warning.unreadable_characters", {"count": 1})
    ]
