from pathlib import Path

import pytest

from madoguchi.entry.settings import Settings
from scripts import settings_table


def test_every_setting_stands_in_the_table_with_its_default() -> None:
    found = {name: default for name, _, default in settings_table.rows(Settings)}

    assert found["server.port"] == "8720"
    assert found["models[].timeouts.silence_s"] == "30.0"
    assert "tools.rules[].decision" in found


def test_a_page_without_the_newest_setting_is_called_stale(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for language in settings_table.HEADS:
        folder = tmp_path / "docs" / language / "reference"
        folder.mkdir(parents=True)
        text = f"head\n{settings_table.BEGIN}\nold\n{settings_table.END}\ntail\n"
        (folder / "settings.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr(settings_table, "ROOT", tmp_path)
    monkeypatch.setattr("sys.argv", ["settings_table", "--check"])

    assert settings_table.main() == 1
    monkeypatch.setattr("sys.argv", ["settings_table"])
    assert settings_table.main() == 0
    monkeypatch.setattr("sys.argv", ["settings_table", "--check"])
    assert settings_table.main() == 0
    page = (tmp_path / "docs/ja/reference/settings.md").read_text("utf-8")
    assert page.startswith("head\n") and page.endswith("tail\n") and "`mail.url`" in page
