"""What a model is told: who it is, what was found, what was said, what is asked."""

from madoguchi.chat.round import Round
from madoguchi.kernel.masked import MaskedText
from madoguchi.kernel.words import LANGUAGES
from madoguchi.models.schemas import Ground, Turn

PARAGRAPHS = MaskedText.ours("\n\n")
BELOW = MaskedText.ours(" › ")
LINE = MaskedText.ours("\n")


def turns_for(state: Round, grounds: tuple[Ground, ...]) -> tuple[Turn, ...]:
    """Return the whole talk for a model, its instructions first."""
    language = state.language if state.language in LANGUAGES else "en"
    rules = MaskedText.said("prompt.rules", language, language=state.language)
    none = MaskedText.said("prompt.none", language)
    found = PARAGRAPHS.join(map(_ground, grounds)) if grounds else none
    system = PARAGRAPHS.join((rules, MaskedText.said("prompt.found", language), found))
    return (Turn("system", system), *state.history, Turn("user", state.asked))


def _ground(ground: Ground) -> MaskedText:
    path = BELOW.join(dict.fromkeys((ground.title, *ground.heading_path)))
    return MaskedText.said("prompt.mark", "en", number=ground.number) + path + LINE + ground.text
