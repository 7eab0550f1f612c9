"""Prints the figures of an evaluation to a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from . import labels
from .history import Flat
from .measuring import HALVES, Measured, worst
from .reliability import WANTED_PRECISION, bands, coverage, judged


def show(console: Console, measured: Measured, now: dict[str, Flat], before: dict[str, Flat], rows: int = 12) -> None:
    """Print figures, reliability, issuers, the worst rows, and what gave no result."""
    console.print(_figures(now, before))
    _reliability(console, measured)
    console.print(_issuers(measured))
    console.print(_worst(measured, rows))
    _gaps(console, measured)


def _figures(now: dict[str, Flat], before: dict[str, Flat]) -> Table:
    table = Table("Chỉ số", title="Kết quả đánh giá", title_justify="left")
    for part in ("all", *HALVES):
        table.add_column(f"{labels.PARTS[part]} ({now[part]['directives']:.0f} văn bản)", justify="right")
    for name, label in labels.metrics():
        cells = (_cell(now[part], before.get(part), name) for part in ("all", *HALVES))
        table.add_row(label, *cells, end_section=name.endswith((".f1", "spurious", "modality")))
    return table


def _cell(now: Flat, before: Flat | None, name: str) -> Text:
    moved = labels.change(now, before, name)
    cell = Text(labels.percent(now[name]))
    return cell.append(f" ({moved})", "dim") if moved else cell


def _reliability(console: Console, measured: Measured) -> None:
    tasks = judged(measured.rows)
    table = Table("Độ tin cậy", title="Độ tin cậy so với thực tế", title_justify="left")
    for heading in ("Số dòng", "Trung bình ghi ra", "Đúng là nhiệm vụ", "Đúng cả dòng"):
        table.add_column(heading, justify="right")
    for band in bands(tasks):
        shares = (labels.percent(x) for x in (band.confidence, band.is_task, band.exact))
        table.add_row(f"{labels.decimal(band.low)} – {labels.decimal(band.high)}", str(band.tasks), *shares)
    console.print(table)
    for words, judgements in (
        ("đúng là nhiệm vụ", [(t.confidence, t.is_task) for t in tasks]),
        ("đúng cả dòng", [(t.confidence, t.exact) for t in tasks]),
    ):
        reached = coverage(judgements)
        if reached.threshold is None:
            console.print(f"Không có ngưỡng nào đạt {labels.percent(WANTED_PRECISION)} {words}.")
        else:
            console.print(
                f"Ở mức {labels.percent(WANTED_PRECISION)} {words}: phủ {labels.percent(reached.share)} số dòng "
                f"(độ tin cậy từ {labels.decimal(reached.threshold)})."
            )


def _issuers(measured: Measured) -> Table:
    table = Table("Cơ quan ban hành", title="Theo cơ quan ban hành", title_justify="left")
    for heading in ("Văn bản", "Nhiệm vụ", "Nhiệm vụ F1", "Chủ trì F1", "Thời hạn F1", "Dòng đúng"):
        table.add_column(heading, justify="right")
    for issuer, figures in measured.by_issuer():
        counts = figures.counts
        shares = [labels.percent(counts[name].f1) for name in ("tasks", "lead", "deadlines")]
        exact = labels.percent(figures.row_exact) if counts["tasks"].annotated else "–"
        table.add_row(
            Text(issuer or "(không ghi)"), str(figures.directives), str(counts["tasks"].annotated), *shares, exact
        )
    return table


def _worst(measured: Measured, limit: int) -> Table:
    table = Table("Văn bản", "Điểm", "Lỗi", "Nội dung", title="Những dòng sai nặng nhất", title_justify="left")
    for row in worst(measured, limit):
        shown = row.gold or row.found
        if shown is not None:
            faults = ", ".join(labels.FAULTS[fault] for fault in row.faults)
            table.add_row(Text(row.directive), shown.clause or "–", faults, Text(_short(shown.text)))
    return table


def _gaps(console: Console, measured: Measured) -> None:
    for name, why in measured.failed.items():
        console.print(Text.assemble(("Không xử lý được", "red"), f" {name}: {why}"), soft_wrap=True)
    for words, names in (
        ("Thiếu tệp đầu vào của văn bản", measured.missing),
        ("Tệp không có chú giải, bỏ qua", measured.unknown),
    ):
        if names:
            console.print(Text(f"{words}: {', '.join(names)}"), soft_wrap=True)


def _short(text: str, width: int = 110) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
