"""``python -m pipeline.cli`` is ``chidao``."""

from __future__ import annotations

from . import main

if __name__ == "__main__":
    main()
