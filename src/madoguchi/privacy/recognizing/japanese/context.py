"""What stands, in small letters, before a number that belongs to a thing and not to a person."""

import re

NOT_PERSONAL = re.compile(
    r"(?:注文|受注|発注|予約|追跡|送り状|伝票|荷物|問い?合わ?せ|お問合|会員|型番|型式|品番|商品|シリアル|製造|製品|部品|請求書|見積|法人|登録|"
    r"jan|isbn|バーコード|コード|バージョン|ver\.?|version|エラー|受付|申込|整理|管理|ケース|チケット|会議|ミーティング|ロット|図書|資料|契約|証券|"
    r"案件|決済|取引|承認|認証|確認|order|tracking|invoice|serial|model|ticket|case|lot|sku|uuid|id|no\.?|緯度|経度|サイズ|容量)"
    r"(?:番号|no\.?|コード|id)?[^\n。、\d]{0,6}$"
)
