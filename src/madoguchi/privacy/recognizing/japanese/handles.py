"""Names that people go by on other services: LINE, X, Instagram, Discord."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Span
from madoguchi.privacy.recognizing.windows import glance

SERVICE = (
    r"line|ライン|インスタ|インスタグラム|instagram|ig|twitter|ツイッター|旧twitter\)|x(?<![a-z]x)|threads|スレッズ|tiktok|ティックトック"
    r"|discord|ディスコ|ディスコード|skype|スカイプ|telegram|テレグラム|whatsapp|カカオ|カカオトーク|kakaotalk|wechat|微信|github|facebook"
    r"|フェイスブック|youtube|slack|bluesky|ブルースカイ|mastodon|misskey|note|steam|psn|zoom|teams|snapchat|mixi|アメブロ|sns"
)
WHAT = r"(?:id|アイディー|アカウント(?:名)?|ユーザー(?:名|id)|ユーザ名|ハンドル(?:ネーム)?|名|垢)"
HANDLE = r"@?[a-z0-9][a-z0-9_.:-]{1,30}[a-z0-9_](?:#[0-9]{3,5})?"
AFTER_SERVICE = re.compile(
    rf"{glance(SERVICE)}(?:{SERVICE})(?:\([^()]{{1,10}}\))?(?P<what>(?:の|アプリの|"
    rf" )?{WHAT})?(?P<link>[ :=「(はがのを→]{{1,4}}|(?=@))(?P<handle>{HANDLE})(?![a-z0-9])"
)
AFTER_NAME = re.compile(
    rf"(?:アカウント名?|(?:ユーザー|利用者|ログイン)(?:名|id)|"
    rf"ハンドル(?:ネーム)?)[ :=「(はが]{{1,3}}(?P<handle>{HANDLE})(?![a-z0-9])"
)
NAMED_SO = re.compile(
    rf"(?<![a-z0-9._@-])(?P<handle>{HANDLE})という(?:ユーザー|アカウント|ハンドル|id|垢)"
)
MENTION = re.compile(
    r"(?<![a-z0-9._%+-])@[a-z0-9_][a-z0-9_.]{1,28}[a-z0-9_](?![a-z0-9/(@]|\.[a-z])"
)
CODE = re.compile(
    r"@(?:media|import|param|return|returns|override|property|staticmethod|classmethod|dataclass|component|test|deprecated|font|keyframes|types?|app|everyone|here|channel|latest|next|beta)$"
)
SERVICE_NEAR = re.compile(SERVICE)
PERSONAL_FORM = re.compile(r"[0-9_.#:@-]")
WORDS = re.compile(
    r"(?:id|https?:.*|www\..*|[a-z]+\.(?:com|jp|net|org|co).*|pay|works|app|api|bot|premium|pro|business|v?\d[\d.]*)"
)


class Handles:
    """Finds handles: after the service or the word that asks for one, or behind an @."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield the handles in ``text``."""
        if not (text.has_latin and text.has_japanese):
            return
        plain = text.low
        for match in AFTER_SERVICE.finditer(plain):
            handle = match["handle"]
            if WORDS.fullmatch(handle) or "@" in handle[1:]:
                continue
            if match["what"] or PERSONAL_FORM.search(handle):
                yield Span("HANDLE", *match.span("handle"), 0.85)
        for match in (*AFTER_NAME.finditer(plain), *NAMED_SO.finditer(plain)):
            if match["handle"].strip("@_.:-0123456789"):
                yield Span("HANDLE", *match.span("handle"), 0.75)
        for match in MENTION.finditer(plain):
            if not CODE.fullmatch(match[0]):
                near = SERVICE_NEAR.search(plain[max(0, match.start() - 24) : match.end() + 16])
                sure = near or PERSONAL_FORM.search(match[0][1:])
                yield Span("HANDLE", *match.span(), 0.7 if sure else 0.6)
