"""An office under stress: hasty hands, two runs at once, killed runs, secret papers (``python -m tools.stress``)."""
