"""Step 3: what of their own the person wants sent to the model as it is."""

from madoguchi.chat.round import Round
from madoguchi.privacy.choices import Choices


class Choose:
    """Fills what the steps after this one hide, or do not."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices

    async def __call__(self, state: Round) -> None:
        """Ask once for the whole round, so that all of it is of one mind."""
        state.chosen = await self._choices.chosen(state.talk)
