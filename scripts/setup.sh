#!/bin/sh
# Brings the named parts up to date: sh scripts/setup.sh [app] [test] [dev] [qdrant] [render] [llama-index] [presidio] [node] [web]
# A part whose sources have not changed (by content, not by date) costs a few milliseconds.
set -eu
cd "$(dirname "$0")/.."

log=.setup.log
static=src/madoguchi/entry/static

case "${LC_ALL:-${LANG:-}}" in ja*) language=ja ;; *) language=en ;; esac

say() {
  if [ "$language" = ja ]; then echo "$1"; else echo "$2"; fi
}

stop() {
  say "$1" "$2" >&2
  exit 1
}

# Run a command silently; when it fails, show how what it said begins and ends.
quietly() {
  if ! "$@" >"$log" 2>&1; then
    if [ "$(wc -l <"$log")" -gt 40 ]; then
      { head -n 20 "$log" && echo "[…]" && tail -n 20 "$log"; } >&2
    else
      cat "$log" >&2
    fi
    stop "うまくいきませんでした: $* （出力は上のとおり、全文は $log）。ネットワークを確かめて、もう一度実行してください。" \
      "This did not work: $* (its output is above, all of it in $log). Check the network and run it again."
  fi
  rm -f "$log"
}

# stamped FILE CONTENT: whether FILE holds exactly CONTENT.
stamped() {
  [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

fingerprint() {
  cat "$@" | cksum
}

new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

choose_python() {
  for candidate in ${MADOGUCHI_PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if new_enough "$candidate"; then
      python=$candidate
      return
    fi
  done
  stop "Python 3.11 以上が見つかりません。入れてからもう一度実行してください（Debian: apt install python3 python3-venv、macOS: brew install python）。別の場所にあるときは MADOGUCHI_PYTHON=/path/to/python3 を指定します。" \
    "Python 3.11 or newer was not found. Install it and run this again (Debian: apt install python3 python3-venv; macOS: brew install python), or name it: MADOGUCHI_PYTHON=/path/to/python3."
}

# The environment is made anew when the checkout has moved or its interpreter has changed.
whereabouts() {
  printf '%s %s' "$PWD" "$(readlink -f .venv/bin/python 2>/dev/null || true)"
}

make_environment() {
  if [ -x .venv/bin/python ] && stamped .venv/stamp-place "$(whereabouts)"; then return; fi
  if [ -f .venv/stamp-place ] || ! new_enough .venv/bin/python || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    choose_python
    say "Python の環境を作っています (.venv)…" "Making the Python environment (.venv)…"
    if ! "$python" -m venv --clear .venv >"$log" 2>&1; then
      tail -n 5 "$log" >&2
      stop "仮想環境を作れませんでした。Debian や Ubuntu では apt install python3-venv を先に実行してください。" \
        "The virtual environment could not be made. On Debian or Ubuntu, run apt install python3-venv first."
    fi
  fi
  whereabouts >.venv/stamp-place
}

install_uv() {
  now=$(fingerprint requirements/uv.txt)
  if stamped .venv/stamp-uv "$now"; then return; fi
  quietly .venv/bin/python -m pip install --quiet --require-hashes -r requirements/uv.txt
  echo "$now" >.venv/stamp-uv
}

install_group() {
  make_environment
  wanted=$(fingerprint "requirements/$1.txt")
  if ! stamped ".venv/stamp-$1" "$wanted"; then
    install_uv
    case $1 in
      app) say "Python のライブラリを入れています…" "Installing the Python libraries…" ;;
      test) say "テストに使うものを入れています…" "Installing what the tests need…" ;;
      dev) say "検査に使うものを入れています…" "Installing what the checks need…" ;;
      *) say "追加のライブラリを入れています ($1)…" "Installing more libraries ($1)…" ;;
    esac
    quietly .venv/bin/uv pip install --python .venv/bin/python --require-hashes -r "requirements/$1.txt"
    echo "$wanted" >".venv/stamp-$1"
    # Each group holds the ones before it.
    case $1 in dev) held="app test" ;; test) held=app ;; *) held= ;; esac
    for group in $held; do fingerprint "requirements/$group.txt" >".venv/stamp-$group"; done
  fi
  install_self
}

install_self() {
  project=$(fingerprint pyproject.toml)
  if [ -x .venv/bin/madoguchi ] && stamped .venv/stamp-self "$project"; then return; fi
  install_uv
  quietly .venv/bin/uv pip install --python .venv/bin/python --no-deps -e .
  echo "$project" >.venv/stamp-self
}

need_node() {
  version=$(node --version 2>/dev/null || echo v0.0)
  major=${version#v}
  minor=${major#*.}
  major=${major%%.*}
  minor=${minor%%.*}
  if [ "$major" -lt 20 ] || { [ "$major" -eq 20 ] && [ "$minor" -lt 19 ]; } || ! command -v npm >/dev/null; then
    stop "Node.js 20.19 以上と npm が必要です（見つかったもの: $version）。入れてからもう一度実行してください（Debian: 公式サイトの案内、macOS: brew install node）。" \
      "Node.js 20.19 or newer with npm is needed (found: $version). Install it and run this again (Debian: see the site of Node.js; macOS: brew install node)."
  fi
}

install_node() {
  now="$(fingerprint web/package-lock.json web/package.json web/.npmrc) $(uname -sm)"
  if stamped web/node_modules/.stamp "$now"; then return; fi
  need_node
  say "画面づくりに使うものを入れています…" "Installing what the web pages are built with…"
  quietly npm --prefix web ci --no-audit --no-fund
  echo "$now" >web/node_modules/.stamp
}

build_web() {
  pages=$(find web \( -name node_modules -o -name tests \) -prune -o -type f ! -name '.*' -exec cksum {} + | LC_ALL=C sort | cksum)
  if stamped "$static/.stamp" "$pages"; then return; fi
  install_node
  need_node
  say "画面をビルドしています…" "Building the web pages…"
  rm -f "$static/.stamp"
  quietly npm --prefix web run build
  echo "$pages" >"$static/.stamp"
}

for part in "$@"; do
  case $part in
    app | test | dev | qdrant | render | llama-index | presidio) install_group "$part" ;;
    node) install_node ;;
    web) build_web ;;
    *) stop "知らない部分です: $part" "Unknown part: $part" ;;
  esac
done
