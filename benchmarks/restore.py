"""Putting personal data back into an answer while it streams, and the vault that it comes from."""

import random
import time
from collections.abc import Callable

from benchmarks.figures import Figure, median, percentile
from madoguchi.privacy.keys import ConversationKey, new_half
from madoguchi.privacy.repository.vault import Sealed
from madoguchi.privacy.restoring import Restorer, Values, restored
from madoguchi.privacy.showing import Markdown
from madoguchi.privacy.talk import Talk

ANSWERS = (
    "<PERSON_1>様、<EMAIL_1>に送りました。<PERSON_12>より a<b && x<PERSON_99> <PHONE_2>",
    "&lt;PERSON_1&gt; and ＜PERSON_１＞ [EMAIL_1] < person 1 > a < b <b>x</b> &amp; **<PHONE_2>**",
    "値は\\<PERSON_1\\>です。【PERSON_1】 list[0] &lt; driver\\_license\\_12345 &gt; <PERSON_1",
    "<<PERSON_1>> PERSON_1様 <PERSON_1<PERSON_12> [[EMAIL_1]] ⟦PERSON-1⟧ ＜ＰＥＲＳＯＮ＿１２＞",
)
VALUES: Values = {
    ("PERSON", 1): "山田太郎",
    ("PERSON", 12): "鈴木<PERSON_1>",
    ("EMAIL", 1): "taro_yamada@example.com",
    ("PHONE", 2): "090-1234-5678",
    ("DRIVER_LICENSE", 12345): "第123号",
}
PLAIN = "お問い合わせありがとうございます。ご注文は明日、[1] の窓口に届きます。"
PERSONAL = "<PERSON_1>様のご注文は <EMAIL_1> にお知らせします。"
RANDOM_CUTS, CHUNK = 10_000, 3
LONGEST_HOLD, MOST_US = 32, 5.0


def run(quick: bool) -> list[Figure]:
    """Count what differs from the restored whole, then measure."""
    cuts, mismatches, held = _compare(RANDOM_CUTS // 10 if quick else RANDOM_CUTS)
    rounds = 3 if quick else 9
    return [
        Figure("mismatches", mismatches, "", 0, f"{cuts} ways to cut an answer"),
        Figure("longest hold-back", held, "characters", LONGEST_HOLD),
        Figure("a chunk without placeholders", _chunk_us(PLAIN, rounds), "µs", MOST_US),
        Figure("a chunk, two placeholders a sentence", _chunk_us(PERSONAL, rounds), "µs", MOST_US),
        Figure("the same, written as Markdown", _chunk_us(PERSONAL, rounds, shown=True), "µs"),
        *_vault(2_000 if quick else 20_000),
    ]


def _compare(random_cuts: int) -> tuple[int, int, int]:
    cuts = mismatches = held = 0
    dice = random.Random(29)
    for answer in ANSWERS:
        whole, size = restored(answer, VALUES), len(answer)
        places = [[a, b] for a in range(size + 1) for b in range(a, size + 1)]
        places += [
            sorted(dice.choices(range(size + 1), k=dice.randint(1, size)))
            for _ in range(random_cuts // len(ANSWERS))
        ]
        for each in places:
            told, most = _streamed(answer, each)
            cuts, mismatches, held = cuts + 1, mismatches + (told != whole), max(held, most)
    return cuts, mismatches, held


def _streamed(answer: str, places: list[int]) -> tuple[str, int]:
    restorer, told, held = Restorer(VALUES), "", 0
    for start, end in zip([0, *places], [*places, len(answer)], strict=True):
        told += "".join(piece.text for piece in restorer.feed(answer[start:end]))
        held = max(held, restorer.held)
    return told + "".join(piece.text for piece in restorer.end()), held


def _chunk_us(sentence: str, rounds: int, *, shown: bool = False) -> float:
    answer = (sentence + "\n\n") * 300
    chunks = [answer[at : at + CHUNK] for at in range(0, len(answer), CHUNK)]
    times = []
    for _ in range(rounds):
        restorer, page = Restorer(VALUES), Markdown()
        begun = time.process_time()
        for chunk in chunks:
            pieces = restorer.feed(chunk)
            if shown:
                page.show(pieces)
        times.append((time.process_time() - begun) / len(chunks) * 1e6)
    return median(times)


def _vault(count: int) -> list[Figure]:
    key = ConversationKey(Talk("talk", "owner"), "key", new_half(), new_half())
    value = "東京都渋谷区神南1-2-3 山田太郎"
    row = Sealed("ADDRESS", 1, key.seal("ADDRESS", 1, value))
    acts: list[tuple[str, Callable[[], object]]] = [
        ("vault: sealing a value", lambda: key.seal("ADDRESS", 1, value)),
        ("vault: opening a value", lambda: key.open(row)),
        ("vault: marking a value", lambda: key.mark("ADDRESS", value)),
        (
            "vault: making a conversation's key of its halves",
            lambda: ConversationKey(key.talk, "key", b"i" * 32, b"s" * 32),
        ),
    ]
    extra = len(row.sealed) - len(value.encode())
    figures = [Figure(name, _each_us(act, count), "µs") for name, act in acts]
    return [*figures, Figure("vault: bytes more than the value", extra, "bytes")]


def _each_us(act: Callable[[], object], count: int) -> float:
    times = []
    for _ in range(10):
        begun = time.process_time()
        for _ in range(count // 10):
            act()
        times.append((time.process_time() - begun) / (count // 10) * 1e6)
    return percentile(times, 0.5)
