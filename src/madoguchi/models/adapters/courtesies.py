"""Greetings and thanks: met in kind when they stand alone, left out of what is looked up."""

import unicodedata
from typing import Literal

import regex

Courtesy = Literal["hello", "thanks"]

AROUND = regex.compile(r"[\p{P}\p{S}\p{Z}\p{C}]+")
CLAUSE = regex.compile(r"[^、。，,.!?！？\n]*[、。，,.!?！？\n]+|[^、。，,.!?！？\n]+")
PHRASES: dict[Courtesy, str] = {
    "hello": """
        こんにちは|こんにちわ|こんばんは|こんばんわ|おはよう|おはようございます|はじめまして|初めまして
        もしもし|やあ|どうも|お世話になります|お世話になっております
        よろしくお願いします|よろしくお願いいたします|すみません|すいません|失礼します
        hello|hi|hey|excuse me|hello there|hi there|good morning|good afternoon|good evening
        你好|您好|大家好|早上好|晚上好|嗨|안녕|안녕하세요
        hola|buenos días|buenas tardes|buenas noches
        bonjour|bonsoir|salut|hallo|guten tag|guten morgen|guten abend|olá|oi|bom dia|boa tarde
        ciao|buongiorno|buonasera|привет|здравствуйте|добрый день|xin chào|สวัสดี|สวัสดีครับ|สวัสดีค่ะ
        merhaba|halo|selamat pagi|namaste|नमस्ते|مرحبا|السلام عليكم
    """,
    "thanks": """
        ありがとう|有難う|ありがとうございます|ありがとうございました|どうもありがとう|どうもありがとうございます
        助かりました|助かります|わかりました|分かりました|了解|了解です|了解しました
        thanks|thank you|thanks a lot|many thanks|thank you very much|thank you so much|thx|cheers
        谢谢|謝謝|多谢|非常感谢|고마워|고맙습니다|감사합니다
        gracias|muchas gracias|merci|merci beaucoup
        danke|danke schön|vielen dank|obrigado|obrigada|grazie|grazie mille|спасибо|большое спасибо
        cảm ơn|ขอบคุณ|ขอบคุณครับ|ขอบคุณค่ะ|teşekkürler|terima kasih|धन्यवाद|شكرا
    """,
}


def apart(message: str) -> tuple[str, Courtesy | None]:
    """Return a message without its greetings and thanks, and which of them came last."""
    kept: list[str] = []
    found: Courtesy | None = None
    for clause in CLAUSE.findall(message):
        if courtesy := KINDS.get(_plain(clause)):
            found = courtesy
        else:
            kept.append(clause)
    rest = "".join(kept)
    return (rest if _plain(rest) else ""), found


def _plain(message: str) -> str:
    folded = unicodedata.normalize("NFKC", message).casefold()
    return AROUND.sub(" ", folded).strip()


KINDS: dict[str, Courtesy] = {
    _plain(phrase): courtesy
    for courtesy, phrases in PHRASES.items()
    for line in phrases.strip().splitlines()
    for phrase in line.split("|")
}
