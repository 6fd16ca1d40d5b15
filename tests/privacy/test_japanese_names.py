"""People in Japanese text are found by their names, and things that only look like names stay."""

import pytest

from tests.privacy.braces import found, written

PEOPLE = [
    # the dictionary, with and without a space, one kanji, old letters
    "{PERSON:片桐 優奈}の契約を止めてください。",
    "きのう{PERSON:片桐優奈}が窓口に来ました。",
    "{PERSON:堀}さんに伝言をお願いします。",
    "{PERSON:菅}先生の外来は何曜日ですか。",
    "{PERSON:髙木}様と{PERSON:濱﨑}様のお席です。",
    "{PERSON:渡邉 廣}と申します。",
    "{PERSON:長谷部 蒼}で予約しています。",
    "{PERSON:一之瀬}くんのかさを預かっています。",
    "{PERSON:三ツ橋 恵理}です。鍵を失くしました。",
    # a given name that no dictionary holds
    "{PERSON:栗原 莉央奈}の学生証を再発行してください。",
    "{PERSON:島田煌翔}と申します。",
    # what people say of themselves
    "もしもし、{PERSON:沢口}ですが、荷物がまだです。",
    "{PERSON:津久井}と申します。",
    "わたくし{PERSON:ほんだ}と申します。",
    "{PERSON:いしかわまさと}です。再設定をお願いします。",
    "{PERSON:オノデラ}といいますけど、予約の件で。",
    "お世話になっております。{PERSON:香取}です。",
    # what stands beside a name
    "担当は{PERSON:柴田}です。",
    "店長の{PERSON:陣内}まで連絡ください。",
    "{PERSON:諸星}部長に承認をもらいました。",
    "受付の{PERSON:笹本}から聞きました。",
    "{PERSON:矢沢}宛の書類です。",
    "母の{PERSON:房子}が施設に入ります。",
    "長女（{PERSON:紬}、4歳）の予防接種です。",
    "息子の{PERSON:れん}が熱を出しました。",
    "旧姓は{PERSON:塚越}です。",
    "{PERSON:水谷}と{PERSON:芦田}さんが参加します。",
    "{PERSON:岡部}、{PERSON:新井}、{PERSON:今村}の3名です。",
    "㈱ミナトの{PERSON:宇野}です。",
    "{PERSON:梶}（{PERSON:かじ}）と申します。",
    "{PERSON:林}と申す者です。",
    "{PERSON:朝倉}って人に聞きました。",
    "貴店の{PERSON:蔵本}という店員です。",
    "平成二年生まれの{PERSON:川端}です。",
    "先ほどお電話した{PERSON:千葉}です。",
    "夫{PERSON:修司}の保険証です。",
    "友達の{PERSON:凛}が来ます。",
    "弊社{PERSON:荻野}が参ります。",
    "旧姓{PERSON:浅野}です。",
    "いつもお世話になります。{PERSON:河合}です。",
    "書類を送りました。よろしくお願いします。{PERSON:吉川}",
    "{PERSON:都築}\nTEL は使えません。",
    "{PERSON:太陽}くんの上履きがありません。",
    "{PERSON:神}と申します。",
    "名前は{PERSON:ひなた}です。",
    "「{PERSON:つじい}」と読みます。",
    "注文時の名前は{PERSON:Sakurai}です。",
    "Mr. {PERSON:Takeuchi}宛の荷物です。",
    # forms
    "氏名：{PERSON:轟 良太}",
    "お名前　{PERSON:白鳥 みつき}\n電話なし",
    "フリガナ：{PERSON:シラトリ ミツキ}",
    "口座名義は{PERSON:ハギワラ トモコ}です。",
    "申込者 {PERSON:茂木真帆} 生年月日 未記入",
    "受取人は{PERSON:のむら たえこ}に変更してください。",
    "宛名は「{PERSON:目黒}」でお願いします。",
    "{PERSON:茂木 真帆}（{PERSON:モギ マホ}）",
    # other scripts and other countries
    "{PERSON:Nakahara Shiori}の名前で登録しました。",
    "送信者は{PERSON:Takumi Iwasaki}です。",
    "{PERSON:T. Miyazawa}という署名でした。",
    "{PERSON:Ogawa}-sanに聞きました。",
    "{PERSON:マリア・ゴンザレス}さんが来ます。",
    "{PERSON:レ・ティ・フォン}と申します。",
    "{PERSON:ﾜﾀﾅﾍﾞ ｹﾝｼﾞ}名義です。".replace("名義です", "様です"),
    "{PERSON:アンナ}先生のクラスを希望します。",
    # everywhere in the same text
    "{PERSON:寺島 薫}様\n本文\n{PERSON:寺島}は明日休みです。",
]
NOBODY = [
    "神田駅の北口から徒歩3分です。",
    "松本城と上田城のどちらが近いですか。",
    "石川県と富山県の違いは何ですか。",
    "大阪市の粗大ごみはいつですか。",
    "株式会社村田製作所の採用情報を見たい。",
    "三菱電機のエアコンが動きません。",
    "みなさん、お疲れさまでした。",
    "お客様センターにつながりません。",
    "奥さんと娘さんも一緒にどうぞ。",
    "店員さんが親切でした。",
    "ユーザー様の声を教えてください。",
    "担当者様はいらっしゃいますか。",
    "仕様と模様は同じですか。",
    "同様の症状が多様な機種で出ます。",
    "氏名を変更したいです。",
    "名前は何文字までですか。",
    "宛名の変更はできますか。",
    "名義変更の書類をください。",
    "会員の登録をやめたいです。",
    "代表者が変わりました。",
    "光の速さと翼の形について。",
    "原因が分かりません。林の奥です。",
    "桜の開花と梅の見ごろを知りたい。",
    "ひかり電話とのぞみ号の料金",
    "さくらポケットWiFiの解約方法",
    "サーバー・ストレージの増設",
    "フロント・ガラスが割れました。",
    "ログインできません。パスワードを忘れました。",
    "Google Drive と Outlook を使っています。",
    "Shin Osaka Station で乗り換えます。",
    "森林公園の開園時間",
    "お母さんの誕生日に花を贈りたい。",
    "弁護士に相談したいです。先生は選べますか。",
    "金曜日の午後と土曜日の午前",
    "一人で三つまで注文できますか。",
    "何回まで再試行できますか。",
    "第三者に見られました。",
    "王様のブランチとお姫様セット",
    "赤ちゃん用品はどこですか。",
    "たくさんの質問があります。",
    "サンタさんからの手紙",
    "高橋という名字の由来は？".replace("名字", "地名"),
    "長崎駅と宮崎駅の間で乗り換えます。",
    "何と言いますか。",
    "大林の森公園に犬を連れて行けますか。",
    "今 受付していますか。",
    "今月末で終わりますか。来月からはどうですか。",
    "正午から始まり、夕方に終わります。",
]


@pytest.mark.parametrize("text", PEOPLE)
def test_people_are_found(text: str) -> None:
    assert found(written(text)) == text


@pytest.mark.parametrize("text", NOBODY)
def test_where_nobody_is_named_nobody_is_found(text: str) -> None:
    assert found(text) == text


def test_a_surname_that_is_nothing_else_is_found_where_it_does_something() -> None:
    text = "その件は{PERSON:水野}が知っています。"
    assert found(written(text)) == text


def test_a_surname_that_may_be_a_place_is_found_alone_only_where_one_is_strict() -> None:
    text = "その件は小笠原が知っています。"
    assert found(text) == text
    assert found(text, "strict") == "その件は{PERSON:小笠原}が知っています。"


def test_where_one_is_lax_only_what_is_certain_is_found() -> None:
    assert found("小笠原と申します。", "low") == "{PERSON:小笠原}と申します。"
    assert found("字は小川 空です。", "low") == "字は小川 空です。"
