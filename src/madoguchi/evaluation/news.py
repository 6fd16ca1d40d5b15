"""Word that runs have changed, and whoever wants to hear it."""

from madoguchi.kernel.events import Topics
from madoguchi.kernel.following import Following, Word

TOPIC = "evaluation"


class EvaluationNews(Word):
    """Tells which run has changed."""

    def __init__(self, topics: Topics) -> None:
        super().__init__(topics, TOPIC)


class EvaluationFollowers(Following):
    """Those who follow runs."""

    def __init__(self, topics: Topics) -> None:
        super().__init__(topics, TOPIC)
