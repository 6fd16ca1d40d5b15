"""The part of a passage that speaks about something."""

from madoguchi.knowledge.service import Weights


def best_excerpt(passage: str, about: str, weights: Weights) -> tuple[int, int]:
    """Return where the sentence of ``passage`` stands that shares most with ``about``."""
    wanted = {gram: weights.gram_weight(gram) for gram in weights.grams(about)}
    best, best_score = (0, len(passage)), 0.0
    from_here = 0
    for sentence in weights.sentences(passage):
        start = passage.find(sentence, from_here)
        if start < 0:
            continue
        from_here = start + len(sentence)
        score = sum(wanted[gram] for gram in set(weights.grams(sentence)) if gram in wanted)
        if score > best_score:
            best, best_score = (start, from_here), score
    return best
