"""Names, addresses and what has a cue, in Latin script."""

import json
from importlib.resources import files

import pytest

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.latin.every import latin_recognizers
from madoguchi.privacy.recognizing.numbers.every import number_recognizers
from madoguchi.privacy.recognizing.spans import Span, resolve

RECOGNIZERS = (*number_recognizers(), *latin_recognizers())


def spans(text: str) -> list[Span]:
    folded = Folded(text)
    return resolve(span for each in RECOGNIZERS for span in each.find(folded))


def found(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in spans(text)]


PERSONAL = [
    ("PERSON", "Hello, my name is Harriet Blackwood and I lost my card.", "Harriet Blackwood"),
    ("PERSON", "Best regards,\nIsabel Moreno", "Isabel Moreno"),
    ("PERSON", "Dear Mr Quillfeather, thank you.", "Quillfeather"),
    ("PERSON", "Bonjour, je m'appelle Étienne Vasseur.", "Étienne Vasseur"),
    ("PERSON", "Guten Tag, mein Name ist Ottilie Brandauer.", "Ottilie Brandauer"),
    ("PERSON", "Me llamo Araceli Benavides y no puedo entrar.", "Araceli Benavides"),
    ("PERSON", "担当は Daniel Robertson and his team です", "Daniel Robertson"),
    ("ADDRESS", "Ship it to 48 Birchwood Avenue, Leeds.", "48 Birchwood Avenue, Leeds"),
    ("ADDRESS", "Ich wohne in der Lindenstraße 27a, 50674 Köln.", "Lindenstraße 27a, 50674 Köln"),
    ("HANDLE", "my telegram is @ana_k", "@ana_k"),
    ("HANDLE", "LINE: tanaka_99", "tanaka_99"),
    ("HANDLE", "my line id is tomato1985", "tomato1985"),
    ("HANDLE", "discord pixel_witch#4410", "pixel_witch#4410"),
    ("DOB", "Date of birth: 14 July 1987", "14 July 1987"),
    ("DOB", "I was born on 02/11/1993", "02/11/1993"),
    ("PASSPORT", "Passport number P8812340", "P8812340"),
    ("DRIVER_LICENSE", "my driver's license is D512-4490-1178", "D512-4490-1178"),
    ("DRIVER_LICENSE", "driving licence no. MORGA657054SM9IJ", "MORGA657054SM9IJ"),
    ("PERSON", "My boss Hiroshi wants the report.", "Hiroshi"),
    ("PERSON", "The nurse, Folasade, was kind.", "Folasade"),
    ("PERSON", "The parcel was left with Dave next door.", "Dave"),
    ("PERSON", "Invoice 20391 is for Hamish MacTavish, not me.", "Hamish MacTavish"),
    ("PERSON", "Thanks for the quick reply! - Josh", "Josh"),
    ("ADDRESS", "My dorm is 33 College Crescent.", "33 College Crescent"),
    ("HANDLE", "Username darkwolf_1987 was banned.", "darkwolf_1987"),
    ("HANDLE", "Follow me on instagram @lena.draws please", "@lena.draws"),
    ("EMAIL", "Write me: kim dot soojin at example dot org.", "kim dot soojin at example dot org"),
    ("EMAIL", "write to t a r o @ example . com", "t a r o @ example . com"),
    ("POSTAL", "my postcode is EH12 9DN", "EH12 9DN"),
    ("POSTAL", "ZIP code 60614-1234", "60614-1234"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "value"), PERSONAL)
def test_what_is_personal_is_found(kind: str, text: str, value: str) -> None:
    assert (kind, value) in found(text)


NOBODY = [
    "How do I export a table to CSV?",
    "Is the office open on Monday, 24 December?",
    "Our Berlin branch cannot reach the London server.",
    "Which browser versions do you support?",
    "The Treaty of Vienna was signed in 1815.",
    "Windows 11 clients cannot print from Chrome.",
    "We use Jira, Slack and Salesforce.",
    "What is the capital of Slovenia?",
    "Does the course cover Photoshop and Illustrator?",
    "Table 4.2.1 in the manual is wrong.",
    "I forgot my password and the reset mail never comes.",
    "When was the library built, and by which company?",
    "The total of 4,111.11 was refunded on 11/11.",
    "Who won the World Cup in 1998?",
    "You need a valid ticket for the ferry to Helsinki.",
    "commit 9fceb02d0ae598e95dc970b74767f19372d61af8 broke the build",
    "SHA-256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "Python 3.11.4 (main, Jun  7 2023, 10:13:09)",
    "Does the Hilton in Paris allow dogs?",
    "The King Street branch is closed.",
    "Is Oxford University open to visitors?",
    "営業時間は Monday to Friday です",
]


def test_questions_about_nobody_are_left_as_they_are() -> None:
    masked = sum(span.end - span.start for text in NOBODY for span in spans(text))
    assert masked / sum(map(len, NOBODY)) <= 0.005, [found(text) for text in NOBODY]


def test_a_name_is_found_again_where_it_stands_alone() -> None:
    text = "My name is Harriet Blackwood. As Blackwood is rare, you will find me."
    assert found(text) == [("PERSON", "Harriet Blackwood"), ("PERSON", "Blackwood")]


def test_the_shipped_set_is_read_as_well_as_promised() -> None:
    lines = (files("madoguchi.privacy") / "example" / "en.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) >= 390
    hidden = leaked = too_much = plain = 0
    for row in rows:
        wanted = {place for one in row["entities"] for place in range(one["start"], one["end"])}
        taken = {place for span in spans(row["text"]) for place in range(span.start, span.end)}
        hidden += len(wanted & taken)
        leaked += len(wanted - taken)
        too_much += len(taken - wanted)
        plain += len(row["text"]) - len(wanted)
    precision, recall = hidden / (hidden + too_much), hidden / (hidden + leaked)
    assert 5 * precision * recall / (4 * precision + recall) >= 0.94
    assert too_much / plain <= 0.02


def test_text_without_latin_letters_costs_nothing_and_holds_nothing() -> None:
    assert found("こんにちは、窓口は何時までですか。") == []
