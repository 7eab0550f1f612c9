"""The cells of a grid with what merging does to them."""

from __future__ import annotations

from pipeline.model.tracker import Area, Grid


class Cells:
    """A grid, asked cell by cell; rows and columns count from 0."""

    def __init__(self, grid: Grid) -> None:
        self._rows, self.areas = grid.rows, grid.merged
        self.height, self.width = len(grid.rows), max(map(len, grid.rows), default=0)
        self._area = {(row, column): area for area in grid.merged for row in range(area.top, area.bottom + 1)
                      for column in range(area.left, area.right + 1)}

    def row(self, row: int) -> tuple[str, ...]:
        """The cells of a row, those of merged areas only in their first cell."""
        return self._rows[row]

    def own(self, row: int, column: int) -> str:
        """What stands in the cell itself."""
        cells = self._rows[row] if row < self.height else ()
        return cells[column] if column < len(cells) else ""

    def area(self, row: int, column: int) -> Area | None:
        """The merged area in which a cell lies."""
        return self._area.get((row, column))

    def at(self, row: int, column: int) -> str:
        """A cell; of a merged area what the whole area says."""
        area = self.area(row, column)
        return self.own(area.top, area.left) if area else self.own(row, column)

    def down(self, row: int, column: int) -> str:
        """A cell; of an area merged over several rows what stands in its first one. What is merged over several columns
        stays in the first of them."""
        area = self.area(row, column)
        return self.own(area.top, column) if area else self.own(row, column)
