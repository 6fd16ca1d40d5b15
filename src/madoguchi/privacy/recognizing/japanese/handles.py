"""Names that people go by on other services: LINE, X, Instagram, Discord."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Span

SERVICE = (
    r"LINE|ライン|インスタ(?:グラム)?|Instagram|IG|Twitter|ツイッター|旧Twitter\)|(?<![A-Za-z])X|Threads|スレッズ|TikTok|ティックトック|Discord|ディスコード|"
    r"ディスコ|Skype|スカイプ|Telegram|テレグラム|WhatsApp|カカオ(?:トーク)?|KakaoTalk|WeChat|微信|GitHub|Facebook|フェイスブック|YouTube|Slack|Bluesky|"
    r"ブルースカイ|Mastodon|Misskey|note|Steam|PSN|Zoom|Teams|Snapchat|mixi|アメブロ|SNS"
)
WHAT = r"(?:ID|アイディー|アカウント(?:名)?|ユーザー(?:名|ID)|ユーザ名|ハンドル(?:ネーム)?|名|垢)"
HANDLE = r"@?[A-Za-z0-9][A-Za-z0-9_.:-]{1,30}[A-Za-z0-9_](?:#[0-9]{3,5})?"
AFTER_SERVICE = re.compile(
    rf"(?:{SERVICE})(?:\([^()]{{1,10}}\))?(?P<what>(?:の|アプリの|"
    rf" )?{WHAT})?(?P<link>[ :=「(はがのを→]{{1,4}}|(?=@))(?P<handle>{HANDLE})(?![A-Za-z0-9])",
    re.I,
)
AFTER_NAME = re.compile(
    rf"(?:アカウント名?|ユーザー(?:名|ID)|"
    rf"ハンドル(?:ネーム)?)[ :=「(はが]{{1,3}}(?P<handle>{HANDLE})(?![A-Za-z0-9])"
)
MENTION = re.compile(
    r"(?<![A-Za-z0-9._%+-])@[A-Za-z0-9_][A-Za-z0-9_.]{1,28}[A-Za-z0-9_](?![A-Za-z0-9/(@]|\.[A-Za-z])"
)
CODE = re.compile(
    r"@(?:media|import|param|return|returns|override|property|staticmethod|classmethod|dataclass|component|test|deprecated|font|keyframes|types?|app|everyone|here|channel|latest|next|beta)$",
    re.I,
)
SERVICE_NEAR = re.compile(SERVICE, re.I)
PERSONAL_FORM = re.compile(r"[0-9_.#:@-]")
WORDS = re.compile(
    r"(?:id|https?:.*|www\..*|[A-Za-z]+\.(?:com|jp|net|org|co).*|pay|works|app|api|bot|premium|pro|business|v?\d[\d.]*)",
    re.I,
)


class Handles:
    """Finds handles: after the service or the word that asks for one, or behind an @."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield the handles in ``text``."""
        if not (text.has_latin and text.has_japanese):
            return
        plain = text.text
        for match in AFTER_SERVICE.finditer(plain):
            handle = match["handle"]
            if WORDS.fullmatch(handle) or "@" in handle[1:]:
                continue
            if match["what"] or PERSONAL_FORM.search(handle):
                yield Span("HANDLE", *match.span("handle"), 0.85)
        for match in AFTER_NAME.finditer(plain):
            yield Span("HANDLE", *match.span("handle"), 0.75)
        for match in MENTION.finditer(plain):
            if not CODE.fullmatch(match[0]):
                near = SERVICE_NEAR.search(plain[max(0, match.start() - 24) : match.end() + 16])
                sure = near or PERSONAL_FORM.search(match[0][1:])
                yield Span("HANDLE", *match.span(), 0.7 if sure else 0.6)
