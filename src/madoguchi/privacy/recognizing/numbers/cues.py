"""Words near a number that say what it is."""

import re

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.windows import glance

LEFT, RIGHT, BESIDE = 56, 20, 26


def words(alternatives: str) -> re.Pattern[str]:
    """Return a pattern of whole words in small letters; kana may stand right beside them."""
    first = glance(alternatives)
    return re.compile(rf"{first}(?<![a-zß-ɏ])(?:{alternatives})(?![a-zß-ɏ])")


NOT_PERSONAL = words(
    r"orders?|order ?(?:no|number|id)|track(?:ing)?|parcel|shipment|invoices?|receipt|isbn|issn"
    r"|jan|ean|upc|gtin|"
    r"sku|part|model|serial|version|ver|build|commit|ticket|case|request|batch|lot|item|product"
    r"|article|"
    r"bestell(?:ung|nummer)|rechnung|commande|facture|pedido|factura|ordine|fattura"
    r"|注文|受注|発注|伝票|送り状|追跡|問い?合わ?せ番号|請求書?|領収|型番|品番|製品|商品|シリアル|製造|バージョン"
    r"|予約|整理番号|管理番号|会員番号|受付番号|チケット|ケース(?: ?id)?"
)


def near(cue: re.Pattern[str], text: Folded, start: int, end: int) -> bool:
    """Tell whether a cue stands shortly before or right after a place."""
    low = text.low
    return bool(cue.search(low, max(0, start - LEFT), start) or cue.search(low, end, end + RIGHT))


def beside(cue: re.Pattern[str], text: Folded, start: int) -> bool:
    """Tell whether a cue stands right before a place, on its line."""
    line = max(0, start - BESIDE, text.low.rfind("\n", 0, start) + 1)
    return bool(cue.search(text.low, line, start))


def denied(text: Folded, start: int) -> bool:
    """Tell whether the words right before a place say that it is no number of a person."""
    return beside(NOT_PERSONAL, text, start)
