"""The site's own contacts: found on public pages, proposed, and shown only once somebody agrees."""

import pytest

from madoguchi.knowledge.schemas import NewDocument, NewPassage
from madoguchi.privacy.contacts import Contacts
from madoguchi.privacy.schemas import Contact, NewContact, Verdict
from madoguchi.privacy.talk import Talk
from tests.conftest import Guests
from tests.privacy.conftest import Office
from tests.support.house import House

FOOT = (
    "お問い合わせは 〒100-0001 東京都千代田区千代田1-2-3 "
    "電話 03-5555-0199 info@kiri.example.jp まで\n"
)
ANOTHER_FOOT = FOOT.replace("03-5555-0199", "（03）5555 0199")
ROLES: tuple[str, ...] = ("member",)


def learn(office: Office, address: str, text: str, roles: tuple[str, ...] = ()) -> None:
    passage = NewPassage((), text, 0, len(text))
    document = NewDocument(
        "town", "town", address, address, f"https://{address}", "ja", text, (passage,), roles
    )
    office.run(office.wired.knowledge.learn(document))


def contacts(office: Office) -> Contacts:
    found: Contacts = office.wired.privacy.services[Contacts]
    return found


def gathered(office: Office) -> dict[str, Contact]:
    """Look through the pages; return all contacts by what is written."""
    seen: list[int] = []
    office.run(contacts(office).gather(seen.append))
    return {each.text: each for each in office.run(contacts(office).all(None))}


def hidden(office: Office, text: str) -> str:
    guard = office.wired.privacy.guard
    (masked,) = office.run(guard.hide(Talk(text, "hanako"), [text]))
    return masked.text


@pytest.fixture
def town(office: Office) -> Office:
    """A site of three pages that everyone may read, and one that not everyone may."""
    for n in range(2):
        learn(office, f"page-{n}", f"{n} 番目のページです。\n\n{FOOT}")
    learn(office, "page-2", f"三番目のページです。\n\n{ANOTHER_FOOT}")
    learn(office, "inner", "内線は 090-5555-0111、staff@kiri.example.jp\n", ROLES)
    return office


def test_contacts_of_public_pages_are_proposed_with_how_many_pages_say_them(town: Office) -> None:
    found = gathered(town)
    assert {each.kind for each in found.values()} == {"PHONE", "EMAIL", "POSTAL", "ADDRESS"}
    assert {(each.state, each.pages) for each in found.values()} == {("proposed", 3)}
    phone = found["03-5555-0199"]
    assert phone.url == f"https://{phone.title}"
    assert "090-5555-0111" not in found and "staff@kiri.example.jp" not in found


def test_a_proposal_alone_changes_nothing(town: Office) -> None:
    gathered(town)
    assert hidden(town, "電話は03-5555-0199") == "電話は<PHONE_1>"


@pytest.mark.parametrize("said", ["電話は０３（５５５５）０１９９", "電話は+81 3-5555-0199"])
def test_a_confirmed_contact_stays_in_whatever_way_it_is_written(town: Office, said: str) -> None:
    phone = gathered(town)["03-5555-0199"]
    decided = town.run(contacts(town).decide(phone.id, Verdict(state="allowed")))
    assert decided.state == "allowed" and decided.decided_at
    assert hidden(town, said) == said
    assert hidden(town, "電話は03-5555-0198") == "電話は<PHONE_1>"
    town.run(contacts(town).decide(phone.id, Verdict(state="rejected")))
    assert "<PHONE_1>" in hidden(town, said)


def test_decisions_outlast_the_next_look_and_proposals_follow_the_pages(town: Office) -> None:
    before = gathered(town)
    decide = contacts(town).decide
    town.run(decide(before["03-5555-0199"].id, Verdict(state="allowed")))
    town.run(decide(before["info@kiri.example.jp"].id, Verdict(state="rejected")))
    for n in range(3):
        learn(town, f"page-{n}", f"{n} 番目は新しくなりました。電話は 03-5555-0177\n")
    after = gathered(town)
    states = {each.text: (each.state, each.pages) for each in after.values()}
    assert states == {
        "03-5555-0177": ("proposed", 3),
        "03-5555-0199": ("allowed", 0),
        "info@kiri.example.jp": ("rejected", 0),
    }


def test_a_contact_can_be_allowed_by_hand_and_taken_back(town: Office) -> None:
    mayor = NewContact(kind="PERSON", text="霧島太郎")
    assert hidden(town, "市長の霧島太郎さん") == "市長の<PERSON_1>さん"
    added = town.run(contacts(town).add(mayor))
    assert (added.state, added.pages) == ("allowed", 0)
    assert hidden(town, "市長の霧島 太郎さん") == "市長の霧島 太郎さん"
    assert town.run(contacts(town).add(mayor)).id == added.id
    town.run(contacts(town).remove(added.id))
    assert hidden(town, "市長の霧島太郎さん") == "市長の<PERSON_1>さん"


def test_what_was_proposed_can_be_allowed_by_hand_in_another_form(town: Office) -> None:
    phone = gathered(town)["03-5555-0199"]
    added = town.run(contacts(town).add(NewContact(kind="PHONE", text="+81-3-5555-0199")))
    assert (added.id, added.state, added.pages) == (phone.id, "allowed", 3)


def test_the_job_that_looks_through_the_pages_can_be_asked_for(
    house: House, guests: Guests
) -> None:
    boss = guests(house, house.keys["admin"])
    job_id = boss.do("POST", "/api/privacy/contacts/gather")["job_id"]
    ended = house.ended(job_id)
    assert ended.state == "done"
    assert ended.result == {"contacts": len(boss.do("GET", "/api/privacy/contacts"))}
    for each in boss.do("GET", "/api/privacy/contacts", params={"state": "proposed"}):
        boss.do("DELETE", f"/api/privacy/contacts/{each['id']}")
    boss.refused(404, "DELETE", "/api/privacy/contacts/nothing")
    boss.refused(404, "PATCH", "/api/privacy/contacts/nothing", json={"state": "allowed"})
