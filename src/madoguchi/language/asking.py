"""What a message asks, in fewer words: without who is asking, why, and how politely."""

import regex

from madoguchi.language.common import is_common
from madoguchi.language.sentences import split_sentences

ASKS = regex.compile(
    r"[?？؟]\W*$"
    r"|(?:か|かな|かしら|でしょう|とは|のは|には|場合は|方法は?|について)[。．.!！…]*$"
    r"|教えて|知りたい|(?:伺い|うかがい|聞き|尋ね)たい|どうすれば|どうしたら|どのように"
    r"|(?:ほしい|欲しい|たい)(?:です|のです|んです|と思います)?(?:が|けど|けれど)?[。．.!！…]*$"
    r"|^(?:and |but |so |please |could you |can you )*"
    r"(?:what|how|when|where|who|whom|whose|which|why|can|could|do|does|did|is|are|may|should"
    r"|would|will|tell|explain|show)\b"
    r"|\bi(?:'d| would)? (?:want|like|need|wish|have) to\b",
    regex.I,
)
COURTEOUS = regex.compile(
    r"お世話になっ|(?:よろしく|宜しく)(?:お願い|どうぞ)|お忙しい(?:ところ|中)|恐れ入りますが、?[ごお]"
    r"|ありがとう|有難う|失礼(?:いた|致)?します|(?:はじめ|初め)まして|以上です"
    r"|と(?:申し|言い|いい)ます[。．.!！]*$"
    r"|[ごお](?:回答|返事|返信|連絡|確認)(?:を?お(?:願い|待ち)|ください|下さい)"
    r"|\b(?:kind|best|warm) regards\b|\byours (?:sincerely|faithfully|truly)\b|\bmy name is\b"
    r"|\bi hope (?:you|this)\b|\bthank(?:s| you)\b"
    r"|^\W*(?:dear|hello|hi|good (?:morning|afternoon|evening))\b",
    regex.I,
)
LEAD = regex.compile(
    r"^.*?(?:です|ます|ました|のです|んです|だ)(?:が|けど|けれども?)[、,]\s*", regex.S
)
"""「先日うかがったのですが、」: what leads up to a question in the same sentence."""
TELLING = regex.compile(r"[\p{Han}\p{Katakana}ー]+|[^\W\d_\p{Han}\p{Katakana}\p{Hiragana}]{2,}")
FEWEST_TELLING = 2
"""A question of fewer words fits anything."""


def gists(message: str) -> list[str]:
    """Return what a message asks, in fewer and fewer words; nothing where every word may count."""
    sentences = split_sentences(message)
    plain = [each for each in sentences if not COURTEOUS.search(each)]
    asking = [each for each in plain if ASKS.search(each)] or plain
    ends = [LEAD.sub("", each) for each in asking]
    forms = dict.fromkeys(" ".join(each) for each in (plain, asking, ends))
    return [form for form in forms if form != " ".join(sentences) and _tells(form)]


def _tells(form: str) -> bool:
    words = {word.casefold() for word in TELLING.findall(form)}
    return sum(not is_common(word) for word in words) >= FEWEST_TELLING
