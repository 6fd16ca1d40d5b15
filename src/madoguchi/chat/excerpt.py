"""The part of a passage that speaks about something."""

from madoguchi.knowledge.service import Weights


def best_excerpt(passage: str, about: str, weights: Weights) -> tuple[int, int]:
    """Return where ``passage`` says it: the sentences quoted in ``about``, or the nearest one."""
    wanted = {gram: weights.gram_weight(gram) for gram in weights.grams(about)}
    quoted: list[tuple[int, int]] = []
    nearest, nearest_score = (0, len(passage)), 0.0
    for start, sentence in _places(passage, weights):
        end = start + len(sentence)
        if sentence in about:
            quoted.append((start, end))
        score = sum(wanted[gram] for gram in set(weights.grams(sentence)) if gram in wanted)
        if score > nearest_score:
            nearest, nearest_score = (start, end), score
    return (quoted[0][0], quoted[-1][1]) if quoted else nearest


def _places(passage: str, weights: Weights) -> list[tuple[int, str]]:
    places: list[tuple[int, str]] = []
    from_here = 0
    for sentence in weights.sentences(passage):
        start = passage.find(sentence, from_here)
        if start >= 0:
            places.append((start, sentence))
            from_here = start + len(sentence)
    return places
