"""Whatever way in people take: what they say of themselves is in nothing that is sent or kept."""

from pathlib import Path

from tests.support.guarded_rounds import play, settings_for
from tests.support.processes import scripted_model

ROUNDS, SEED = 60, 11


def test_no_planted_value_is_sent_or_kept_in_varied_rounds(tmp_path: Path) -> None:
    with scripted_model() as (model, base_url):
        played = play(tmp_path / "home", model, settings_for(base_url), ROUNDS, SEED)
    assert played.rounds == ROUNDS
    assert played.requests > ROUNDS
    assert [(each.planted.kind, each.planted.text, each.places) for each in played.leaks] == []
