import json
import stat
from pathlib import Path

import pytest

from scripts import client

DOCUMENT = '{"paths": {}}\n'
GENERATOR = """#!/bin/sh
# first argument: the document; third: where the types go
printf 'types of ' >"$3"; cat "$1" >>"$3"
"""


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A web folder whose generator copies the document, with both files up to date."""
    (tmp_path / "src/api").mkdir(parents=True)
    scripts = {"gen": f"copy-types openapi.json -o {client.TYPES}"}
    (tmp_path / "package.json").write_text(json.dumps({"scripts": scripts}))
    generator = tmp_path / "node_modules/.bin/copy-types"
    generator.parent.mkdir(parents=True)
    generator.write_text(GENERATOR)
    generator.chmod(generator.stat().st_mode | stat.S_IXUSR)
    client.write(tmp_path, DOCUMENT)
    return tmp_path


def test_what_was_just_written_is_up_to_date(web: Path) -> None:
    assert (web / client.TYPES).read_text() == f"types of {DOCUMENT}"
    assert client.stale(web, DOCUMENT) == []


def test_a_document_that_the_server_no_longer_says_is_stale(web: Path) -> None:
    (problem,) = client.stale(web, '{"paths": {"/new": {}}}\n')
    assert problem.startswith("web/openapi.json is not what the server says now")


def test_a_missing_document_is_stale(web: Path) -> None:
    (web / "openapi.json").unlink()
    assert len(client.stale(web, DOCUMENT)) == 1


def test_types_edited_by_hand_are_stale_and_left_as_they_are(web: Path) -> None:
    (web / client.TYPES).write_text("by hand")
    (problem,) = client.stale(web, DOCUMENT)
    assert client.TYPES in problem
    assert (web / client.TYPES).read_text() == "by hand"


def test_a_generator_that_fails_says_why(web: Path) -> None:
    (web / "node_modules/.bin/copy-types").write_text(
        "#!/bin/sh\necho no such schema >&2; exit 1\n"
    )
    with pytest.raises(SystemExit, match="no such schema"):
        client.stale(web, DOCUMENT)
