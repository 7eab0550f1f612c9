"""Command line: ``python -m tools.samples build [--no-pdf] [--force]``."""

from __future__ import annotations

import argparse
import sys

from tools.samples.build import build
from tools.samples.dispatch import SampleError


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when all is written, 2 with a message when a dispatch file is at fault."""
    parser = argparse.ArgumentParser(prog="python -m tools.samples", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("build", help="write corpus/samples, corpus/gold and the table in corpus/README.md")
    command.add_argument("--no-pdf", action="store_true", help="leave the PDF files as they are")
    command.add_argument("--force", action="store_true", help="make every PDF anew, changed or not")
    options = parser.parse_args(arguments)
    try:
        report = build(with_pdf=not options.no_pdf, force=options.force)
    except SampleError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(f"written: {len(report.words)} docx, {len(report.prints)} pdf, {len(report.golds)} gold")
    return 0


if __name__ == "__main__":
    sys.exit(main())
