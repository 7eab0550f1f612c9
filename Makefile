# A clerk needs two commands: `make run` fills outputs/ from corpus/, `make test` checks the program.

SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
# Debian packages the program calls; installed only when missing.
SYSTEM_PACKAGES := tesseract-ocr tesseract-ocr-vie libreoffice-writer-nogui libarchive-tools graphviz
# The tests open the workbooks in Calc and the pages in Chromium, and draw scans with fonts that have every Vietnamese
# letter.
TEST_PACKAGES := libreoffice-calc-nogui fonts-dejavu fonts-liberation chromium

.PHONY: run web test bench lint lock setup setup-dev clean

run: setup
	@$(BIN)/chidao run || { code=$$?; \
		echo "Lệnh kết thúc với mã $$code, xem các dòng ở trên; dòng “make: ***” dưới đây chỉ nhắc lại mã ấy." >&2; \
		exit $$code; }

web: setup
	@$(BIN)/chidao web

test: setup-dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n 3

bench: setup-dev
	@$(BIN)/python -m tools.bench --outputs outputs

lint: setup-dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

setup: $(VENV)/.installed

setup-dev: $(VENV)/.installed-dev

$(VENV)/.installed: requirements.txt pyproject.toml tools/setup Makefile
	@tools/setup $(VENV) requirements.txt $(SYSTEM_PACKAGES)
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt requirements.txt pyproject.toml tools/setup Makefile
	@tools/setup $(VENV) requirements-dev.txt $(SYSTEM_PACKAGES) $(TEST_PACKAGES)
	@touch $@ $(VENV)/.installed

# Pins for Python 3.11, from pyproject.toml; what is pinned already stays where it can.
PIN := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --build-deps-for editable --strip-extras --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

lock: setup-dev
	$(PIN) -o requirements.txt pyproject.toml
	$(PIN) --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml

# The store (.chidao), the inbox and outputs/ hold people's work and stay.
clean:
	@rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Đã dọn môi trường và tệp tạm. Giữ nguyên kho dữ liệu, corpus/ và outputs/."
