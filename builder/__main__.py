"""``python -m builder``: see ``cli.py``."""

from builder.cli import run

run()
