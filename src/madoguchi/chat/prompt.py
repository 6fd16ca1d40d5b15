"""What a model is told: who it is, what was found, what was said, what is asked."""

from madoguchi.chat.round import Round
from madoguchi.kernel.words import LANGUAGES, say
from madoguchi.models.schemas import Ground, Turn


def turns_for(state: Round, grounds: tuple[Ground, ...]) -> tuple[Turn, ...]:
    """Return the whole talk for a model, its instructions first."""
    language = state.language if state.language in LANGUAGES else "en"
    rules = say("prompt.rules", language, language=state.language)
    found = "\n\n".join(_ground(ground) for ground in grounds) or say("prompt.none", language)
    system = f"{rules}\n\n{say('prompt.found', language)}\n\n{found}"
    return (Turn("system", system), *state.history, Turn("user", state.kept.question))


def _ground(ground: Ground) -> str:
    path = " › ".join(dict.fromkeys((ground.title, *ground.heading_path)))
    return f"[{ground.number}] {path}\n{ground.text}"
