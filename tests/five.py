"""The five seeds whose records are known. Whatever else maintainers put into ``seeds/``, tests see these: as copies in a folder
of their own, so that a correction beside one of them is not read either."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
_KNOWN = json.loads((ROOT / "tests" / "golden" / "seeds_expected.json").read_text("utf-8"))


def copy_five(target: Path) -> tuple[Path, ...]:
    """Puts them into a folder of seeds that need not be there yet; their paths there, by name."""
    target.mkdir(parents=True, exist_ok=True)
    return tuple(Path(shutil.copy(ROOT / "seeds" / name, target)) for name in sorted(_KNOWN) if name.endswith(".txt"))


_HOME = Path(tempfile.mkdtemp(prefix="five-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)

FIVE = copy_five(_HOME)
