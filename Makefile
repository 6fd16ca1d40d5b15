# Madoguchi. Each target's comment is its line in `make help`: Japanese | English.
.DEFAULT_GOAL := help
.PHONY: up setup extra test check bench format client lock web clean help
MAKEFLAGS += --no-print-directory

SETUP := @sh scripts/setup.sh
BIN := .venv/bin
ARGS ?=

up: setup ## 準備して起動します。Ctrl+C で止まります | prepares and starts; Ctrl+C stops
	@exec $(BIN)/madoguchi up $(ARGS)

setup: ## 起動の前の準備だけをします | only prepares what `make up` starts
	$(SETUP) app web

extra: ## 追加の機能に使うものを入れます (ARGS="qdrant render") | installs what further features need (ARGS="qdrant render")
	$(SETUP) app $(ARGS)

test: ## すべてのテストを実行します (ARGS="-k 言葉") | runs every test (ARGS="-k word")
	$(SETUP) test node web
	@sh scripts/install_test_needs.sh
ifeq ($(strip $(ARGS)),)
	@said=$$(npm --silent --prefix web test -- --passWithNoTests 2>&1) || { echo "$$said"; exit 1; }
endif
	@exec $(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

check: ## 書式・型・部屋のきまりなどを調べます (1分以内) | format, lint, types, import rules, dead code: under a minute
	$(SETUP) dev node
	@exec $(BIN)/python -m scripts.check $(ARGS)

bench: ## 速さと質を測ります → benchmarks/results | measures speed and quality
	$(SETUP) test dev node web
	@exec $(BIN)/python -m benchmarks $(ARGS)

format: ## 書式を整えます | puts the code into shape
	$(SETUP) dev node
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format --quiet .
	@npm --silent --prefix web run fix

client: ## 画面が使う API の型を作り直します | writes the web pages' API types anew
	$(SETUP) dev node
	@exec $(BIN)/python -m scripts.client

lock: ## requirements/*.txt を作り直します (ARGS=--upgrade) | writes requirements/*.txt anew (ARGS=--upgrade)
	$(SETUP) app
	@for group in uv app test dev qdrant render llama-index presidio; do \
	  case $$group in test | qdrant | render | llama-index | presidio) fixed="-c requirements/app.txt" ;; dev) fixed="-c requirements/test.txt" ;; *) fixed= ;; esac; \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	    $(ARGS) $$fixed requirements/$$group.in --output-file requirements/$$group.txt || exit 1; \
	done

web: ## 画面だけをビルドします | builds only the web pages
	$(SETUP) web

clean: ## 作り直せるものをすべて消します (var は残ります) | removes all that can be made again (var stays)
	@rm -rf .venv .setup.log .mypy_cache .ruff_cache .pytest_cache .hypothesis web/node_modules src/madoguchi/entry/static
	@find src tests scripts benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

help: ## この一覧です | this list
	@awk -F ' ## | \\| ' '/^[a-z]+:.*## /{ split($$1, name, ":"); printf "  make %-7s %s\n               %s\n", name[1], $$2, $$3 }' Makefile
