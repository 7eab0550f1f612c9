"""Charts that a spreadsheet program draws from cells: bars, named and counted, in the font of the sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

from .looks import FONT

Column = tuple[int, int, int]
"""A piece of a column: its number, the first and the last row (from 1)."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from above to below: the cells that name them, the cells that count them, the colour (RGB)."""

    title: str
    labels: Column
    values: Column
    colour: str


def drawn(chart: Chart, sheet: str, first: tuple[int, int], last: tuple[int, int]) -> Any:
    """The chart as openpyxl has it, over the cells of the sheet from ``first`` to ``last``."""
    bars = BarChart()
    bars.type, bars.gapWidth, bars.legend, bars.roundedCorners = "bar", 40, None, False
    bars.title, bars.title.overlay = chart.title, False
    bars.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_letters(11, bold=True))
    for run in bars.title.tx.rich.p[0].r:
        run.rPr = _letters(11, bold=True)
    bars.add_data(_cells(sheet, chart.values), titles_from_data=False)
    bars.set_categories(_cells(sheet, chart.labels))
    series = bars.series[0]
    series.graphicalProperties = GraphicalProperties(solidFill=chart.colour)
    series.dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False,
                                 showPercent=False, dLblPos="outEnd", txPr=_text(10))
    bars.x_axis.scaling.orientation = "maxMin"  # the first row stands above
    bars.x_axis.txPr, bars.x_axis.delete = _text(10), False
    bars.y_axis.delete, bars.y_axis.majorGridlines, bars.y_axis.scaling.min = True, None, 0
    bars.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill="BFBFBF"))
    bars.layout = Layout(manualLayout=ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=0.42, y=0.19,
                                                   w=0.48, h=0.77))
    ends = [AnchorMarker(col=column, row=row, colOff=60_000, rowOff=20_000)
            for column, row in ((first[0] - 1, first[1] - 1), (last[0], last[1]))]
    ends[1].colOff = ends[1].rowOff = 0
    bars.anchor = TwoCellAnchor(editAs="oneCell", _from=ends[0], to=ends[1])
    return bars


def _cells(sheet: str, column: Column) -> Any:
    number, first, last = column
    return Reference(range_string=f"'{sheet}'!${_letter(number)}${first}:${_letter(number)}${last}")


def _letter(number: int) -> str:
    return chr(ord("A") + number - 1)


def _letters(size: int, *, bold: bool = False) -> Any:
    return CharacterProperties(sz=size * 100, b=bold, latin=Font(typeface=FONT))


def _text(size: int) -> Any:
    letters = _letters(size)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)])
