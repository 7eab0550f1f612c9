"""Everything that a run of the program loads, loaded: for processes that are forked from this one."""

from __future__ import annotations

import pipeline.cli.app
import pipeline.cli.running
import pipeline.compose
import pipeline.office
import pipeline.workbooks

LOADED = (pipeline.cli.app, pipeline.cli.running, pipeline.office, pipeline.workbooks)

pipeline.compose.warm_up()
