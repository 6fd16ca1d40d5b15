"""Makes the model anew: ``python -m scripts.latin_model [tuning.jsonl] [--rounds N]``.

The tuning file holds rows ``{id, text, entities: [{type, start, end}]}``. It is no part of the
project; without it the model is made of the templates beside this file alone. The same seed and the
same versions of the tools make the same arrays.
"""

import argparse
import random
from pathlib import Path

import numpy as np

import madoguchi.privacy.recognizing.latin.model as shipped
from scripts.latin_model import people, train
from scripts.latin_model.fill import Filler
from scripts.latin_model.lists import lines_of, lists_of

SEED = 5
WITH_SOMEONE, WITHOUT_ANYONE, SENTENCES, FOREIGN = 15000, 10000, 5000, 5000
NAMES_EACH = 1200
KNOWN = 0.6
"""The share of names that stand in the lists while the model learns: it must read others too."""
TIMES = 4
"""How often each tuning row is read with other names, beside once as it is."""
WEIGHTS = Path(shipped.__file__).parent / shipped.FILE


def main() -> None:
    """Make texts, learn, pack."""
    parser = argparse.ArgumentParser(prog="python -m scripts.latin_model", description=__doc__)
    parser.add_argument("tuning", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=60)
    given = parser.parse_args()
    chance = random.Random(SEED)
    drawn = people.gather(chance, lists_of("names.txt") | lists_of("places.txt"), NAMES_EACH)
    plain = train.plain_texts(chance)
    common = train.common_words(plain, 3)
    filler = Filler(chance, drawn, common)
    some, none = lines_of("with_someone.txt"), lines_of("without_anyone.txt")
    texts = [filler.fill(chance.choice(some)) for _ in range(WITH_SOMEONE)]
    texts += [filler.fill(chance.choice(none)) for _ in range(WITHOUT_ANYONE)]
    texts += plain[:SENTENCES] + train.foreign_texts(chance, FOREIGN)
    if given.tuning:
        tuning = train.tuning_texts(given.tuning)
        texts += tuning + train.refilled(tuning, filler, TIMES)
    known = train.word_lists(drawn, texts, common, KNOWN)
    every = train.word_lists(drawn, texts, common, 1)
    packed = train.train(texts, known, every, given.rounds)
    np.savez_compressed(WEIGHTS, **packed)  # type: ignore[arg-type]
    print(
        f"{len(texts):,} texts, {len(packed['keys']):,} features, {WEIGHTS.stat().st_size:,} bytes"
    )


if __name__ == "__main__":
    main()
