#!/bin/sh
# The browser tests drive a Chromium that is already on the machine, and read Japanese from its screen;
# jobs and news between processes are tested over a real Redis, and with clocks that jump; text in
# pictures is read by Tesseract.
# As root on a Debian-like system this installs what is missing; elsewhere it says how to get it.
set -eu

case "${LC_ALL:-${LANG:-}}" in ja*) language=ja ;; *) language=en ;; esac

say() {
  if [ "$language" = ja ]; then echo "$1"; else echo "$2"; fi
}

has_browser() {
  if [ -n "${MADOGUCHI_CHROMIUM:-}" ]; then
    [ -x "$MADOGUCHI_CHROMIUM" ]
    return
  fi
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null; then return 0; fi
  done
  [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] || [ -x /Applications/Chromium.app/Contents/MacOS/Chromium ]
}

has_japanese_font() {
  [ "$(uname -s)" = Darwin ] || [ -n "$(fc-list :lang=ja 2>/dev/null)" ]
}

has_redis() {
  command -v redis-server >/dev/null
}

has_faketime() {
  [ "$(uname -s)" = Darwin ] || command -v faketime >/dev/null
}

has_tesseract() {
  command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx jpn
}

missing=
has_browser || missing="chromium"
has_japanese_font || missing="$missing fonts-noto-cjk"
has_redis || missing="$missing redis-server"
has_faketime || missing="$missing faketime"
has_tesseract || missing="$missing tesseract-ocr tesseract-ocr-eng tesseract-ocr-jpn"
if [ -z "$missing" ]; then exit 0; fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && [ -z "${MADOGUCHI_CHROMIUM:-}" ]; then
  say "テストに使うものを入れています: $missing" "Installing what the tests need: $missing"
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086 # two words are two packages
  { apt-get -qq update && apt-get -qq install --yes --no-install-recommends $missing; } >/dev/null
  exit 0
fi

if ! has_browser; then
  say "画面のテストには Chromium か Chrome が必要です。入れるか（Debian: sudo apt install chromium fonts-noto-cjk、macOS: brew install --cask chromium）、MADOGUCHI_CHROMIUM に場所を指定してください。" \
    "The browser tests need Chromium or Chrome. Install it (Debian: sudo apt install chromium fonts-noto-cjk; macOS: brew install --cask chromium), or set MADOGUCHI_CHROMIUM to where it is." >&2
fi
if ! has_japanese_font; then
  say "日本語の字体が見つかりません。画面の写真では文字が四角になります（Debian: sudo apt install fonts-noto-cjk）。" \
    "No Japanese font was found; letters in screenshots will be boxes (Debian: sudo apt install fonts-noto-cjk)." >&2
fi
if ! has_redis; then
  say "ジョブのテストには Redis が必要です（Debian: sudo apt install redis-server、macOS: brew install redis）。" \
    "The tests of jobs need Redis (Debian: sudo apt install redis-server; macOS: brew install redis)." >&2
fi
if ! has_faketime; then
  say "時計が飛ぶときのテストには faketime が必要です（Debian: sudo apt install faketime）。" \
    "The tests of jumping clocks need faketime (Debian: sudo apt install faketime)." >&2
fi
if ! has_tesseract; then
  say "画像の文字を読むテストには Tesseract が必要です（Debian: sudo apt install tesseract-ocr tesseract-ocr-jpn、macOS: brew install tesseract tesseract-lang）。" \
    "The tests of text in pictures need Tesseract (Debian: sudo apt install tesseract-ocr tesseract-ocr-jpn; macOS: brew install tesseract tesseract-lang)." >&2
fi
