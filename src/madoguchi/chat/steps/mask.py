"""Step 3: the question without what is personal, and what stands behind its placeholders."""

from madoguchi.chat.round import Round
from madoguchi.privacy.choices import unhidden
from madoguchi.privacy.guard import Guard
from madoguchi.privacy.placeholders import as_kept
from madoguchi.privacy.restoring import restored


class Mask:
    """Fills what the model may read of the question, and what only this house may."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    async def __call__(self, state: Round) -> None:
        """Mask a question that was kept before masking was on; others are masked already."""
        said = state.kept.question
        if state.kept.masked:
            state.masked, state.plain = as_kept(said), restored(said, state.own)
        else:
            (state.masked,) = await self._guard.hide(
                state.talk, [said], channel=state.wish.caller.channel
            )
            state.own, state.plain = await self._guard.own(state.talk), said
        state.asked = unhidden(state.masked, state.chosen.as_is)
