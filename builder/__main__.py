"""``python -m builder``: see ``cli.py``."""

import os
import sys

from builder.cli import run

if sys.getfilesystemencoding() != "utf-8":  # a terminal that knows no Chinese: the names of files would be torn
    os.environ["PYTHONUTF8"] = "1"
    os.execv(sys.executable, sys.orig_argv)

run()
