"""Addresses and numbers in every Japanese writing are found; what belongs to things stays."""

import pytest

from tests.privacy.braces import found, written

PERSONAL = [
    # telephone
    "{PHONE:ゼロハチゼロ、イチニイサンヨン、ゴーロクナナハチ}です",
    "番号は{PHONE:080の3345の9021}です",
    "電話は{PHONE:090-3344-5566}です。",
    "{PHONE:０７０ー１２３４ー５６７８}まで",
    "TEL:{PHONE:03.4455.6677}",
    "{PHONE:(042)778-9012}にかけて",
    "{PHONE:０４２（７７８）９０１２}",
    "携帯{PHONE:08033445566}へ",
    "{PHONE:+81 90 3344 5566}",
    "{PHONE:+81-(0)3-4455-6677}です",
    "連絡先:{PHONE:〇八〇-三三四四-五五六六}",
    "{PHONE:0120-778-901}は通じません",
    "よる{PHONE:075 334 4556}に電話して",
    "番号は{PHONE:0\u200b90-3344-5566}だ",
    "電話 {PHONE:0 9 0 - 3 3 4 4 - 5 5 6 6}",
    "{PHONE:〇三の四四五五の六六七七}にかけて",
    # mail
    "{EMAIL:mori.k@example.co.jp}へ",
    "{EMAIL:ｍｏｒｉ＠ｅｘａｍｐｌｅ．ｃｏｍ}まで",
    "{EMAIL:mori [at] example [dot] com}です",
    "{EMAIL:moriアットexample.com}です",
    "{EMAIL:mori(@)example.com}です",
    "{EMAIL:mori @ example.com}です",
    # handles
    "LINEは{HANDLE:mori_0505}です",
    "LINE ID：{HANDLE:mori.no.kuma}",
    "インスタは{HANDLE:@ana.k}です",
    "インスタ{HANDLE:@mori_bakery}にDM",
    "X（{HANDLE:@morimori55}）から",
    "Discord：{HANDLE:morimori#1234}",
    # addresses
    "{ADDRESS:埼玉県川口市西青木2-1-1}です",
    "{ADDRESS:川口市西青木二丁目1番1号}です",
    "{ADDRESS:北海道旭川市六条通九丁目46}に住んでいます",
    "{ADDRESS:東京都江東区豊洲３－２－２４　豊洲フォレシア１２階}",
    "{ADDRESS:名古屋市東区泉1丁目13-36 パークサイド1091ビル502号室}へ送って",
    "住所：{ADDRESS:青葉台3-2-10}",
    "{ADDRESS:渋谷区神南}に住んでいます",
    "荷物は{ADDRESS:大阪市北区梅田}に送ってください",
    "{EMAIL:keiko_t ＠ example ドット jp}まで",
    "{ADDRESS:西麻布2-3-4}に住んでいます",
    "{ADDRESS:緑が丘4丁目5番6号}の家です",
    "{ADDRESS:高知県高知市はりまや町一丁目五番一号}",
    "〒{POSTAL:332-0032} {ADDRESS:埼玉県川口市中青木1-5}".replace("〒{POSTAL:", "{POSTAL:〒"),
    "郵便番号は{POSTAL:3320032}です",
    # birth
    "生年月日は{DOB:1979年11月2日}です",
    "{DOB:昭和54年11月2日}生まれの母です",
    "誕生日 {DOB:S54.11.2}",
    "生まれは{DOB:平成元年1月8日}です",
    "DOB: {DOB:1979/11/02}",
    "{DOB:昭和五十四年十一月二日}生まれ",
    # documents
    "マイナンバー {MY_NUMBER:6128-4093-7157}",
    "個人番号は{MY_NUMBER:６１２８４０９３７１５７}です",
    "免許証番号{DRIVER_LICENSE:508812345670}です",
    "旅券番号{PASSPORT:TS8877665}",
    "基礎年金番号{PENSION:1234-567890}",
    "保険証の{INSURANCE:記号123 番号4567}",
    "保険者番号は{INSURANCE:01130012}です",
    "国民健康保険 記号番号：{INSURANCE:12-3456789}",
    # banks
    "{BANK_ACCOUNT:横浜銀行 戸塚支店 普通 1357924}へ",
    "{BANK_ACCOUNT:京都中央信用金庫本店 普通預金 口座番号1357924}",
    "{BANK_ACCOUNT:ゆうちょ銀行 記号12340 番号13579241}",
    "口座番号は{BANK_ACCOUNT:1357924}です",
    # what stands beside it is not part of it, and what is part of it is not left
    "返金は{BANK_ACCOUNT:りそな銀行 上野支店 普通 0123456}へ",
    "{BANK_ACCOUNT:三井住友銀行梅田支店（普）0938817}に返金",
    "うちは{ADDRESS:美園2条5丁目1-8}です、除雪はいつですか。",
    "{ADDRESS:宮城県仙台市青葉区一番町４−７−１７}",
    "{ADDRESS:京都市左京区吉田本町}に荷物を送ってください。",
    "利用者ID {HANDLE:taka1977} でログインできません。",
    "{HANDLE:skyblue_55}というユーザー名で登録しました。",
    "{PERSON:今井 翼}（{DOB:1981/10/17}）の書類です。",
    "女 {DOB:1999/08/21}",
    "{EMAIL:t a r o @ example . jp} です",
]
OF_THINGS = [
    "ケースID 00812347 の進捗は？",
    "ゼロから始めるイチニのサンです。",
    "2024年5月3日（金）の男性用シャツ",
    "書類は渋谷区役所に送りました。京都市交通局にも届けます。",
    "大阪市北区梅田のお店を教えてください。",
    "注文番号 090-1234-5678-01 の件です。",
    "注文番号は4477889900です。",
    "追跡番号 1234-5678-9012 はどこですか。",
    "お問い合わせ番号：123456789012",
    "予約番号 03-4455-6677 で取っています。",
    "商品コード0312345678は在庫がありますか。",
    "型番 NW-A105、シリアル 5012345",
    "製品のシリアル番号はSN-0281237106です。",
    "JAN 4901777018686 を探しています。",
    "ISBN978-4-10-101001-4",
    "登録番号T1234567890123のインボイス",
    "2026年4月1日から2027年3月31日まで",
    "創業は昭和54年11月2日です。",
    "バージョン10.0.19045.3803",
    "1.2.3から1.3.0へ上げました。",
    "10:00-18:30に営業しています。",
    "3-4日かかります。1-2-3の順です。",
    "価格は12,800円、送料は600円です。",
    "定員は30名、参加費は1,500円です。",
    "札幌市北区の天気を教えてください。",
    "東京都千代田区にあるお店",
    "3丁目の角を右に曲がってください。",
    "第2章3節、図4-1を見てください。",
    "口座を開きたい。普通と当座の違いは？",
    "銀行コード0009、支店コード012",
    "メールの@の前を忘れました。",
    "コードの @property と @media について",
    "LINEで問い合わせます。LINE Pay も使えますか。",
    "年金の手続きは4月1日からですか。",
    "免許証のコピーは2枚必要ですか。",
    "保険証を忘れたら3割負担ですか。",
    "面積は120-150平米、築20年です。",
    "緯度35.6、経度139.7です。",
    "エラーコード 0x80004005、500-1234",
    "誕生日ケーキを12月24日に予約したい。",
    "電話番号を変更したいです。090から始まる番号です。",
]


@pytest.mark.parametrize("text", PERSONAL)
def test_what_is_personal_is_found(text: str) -> None:
    assert found(written(text)) == text


@pytest.mark.parametrize("text", OF_THINGS)
def test_what_belongs_to_things_stays(text: str) -> None:
    assert found(text) == text


def test_a_check_digit_tells_a_my_number_that_nobody_names() -> None:
    assert found("612840937157 を送りました。") == "{MY_NUMBER:612840937157} を送りました。"
    assert found("612840937158 を送りました。") == "612840937158 を送りました。"
