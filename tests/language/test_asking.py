"""What a message asks is found among greetings, introductions and reasons."""

import pytest

from madoguchi.language.asking import gists


@pytest.mark.parametrize(
    ("message", "gist"),
    [
        (
            "お世話になっております。市川市の髙橋と申します。転入届はいつまでに出せばよいですか？よろしくお願いいたします。",
            "転入届はいつまでに出せばよいですか？",
        ),
        (
            "先日窓口でうかがったのですが、粗大ごみの手数料はいくらでしょうか。",
            "粗大ごみの手数料はいくらでしょうか。",
        ),
        (
            "初めて利用します。\n施設の予約を取り消すには？\n以上です。",
            "施設の予約を取り消すには？",
        ),
        (
            "電話番号が変わりました。住所変更の手続きを教えてください。",
            "住所変更の手続きを教えてください。",
        ),
        (
            "Hello, my name is Jane. What is the fee for a certificate?",
            "What is the fee for a certificate?",
        ),
        (
            "I was at your office on Tuesday. I would like to renew my library card. Many thanks!",
            "I would like to renew my library card.",
        ),
        (
            "Bonjour. Je viens d'emménager. Où déclarer ma nouvelle adresse ?",
            "Où déclarer ma nouvelle adresse ?",
        ),
    ],
)
def test_the_shortest_form_is_the_question_itself(message: str, gist: str) -> None:
    assert gists(message)[-1] == gist


@pytest.mark.parametrize(
    "message",
    [
        "転入届はいつまでに出せばよいですか？",
        "図書カードをなくしました。どうすればいいですか？",
        "What is the fee for a certificate?",
        "I lost my library card. What should I do?",
        "こんにちは",
        "",
    ],
)
def test_what_cannot_be_said_in_fewer_words_is_left(message: str) -> None:
    assert gists(message) == []


def test_what_leads_up_to_a_question_is_left_out_last() -> None:
    message = "お世話になります。引っ越したのですが、転入届はどこに出せばよいですか。"
    with_reason, alone = gists(message)
    assert with_reason.startswith("引っ越した")
    assert alone == "転入届はどこに出せばよいですか。"
