"""The five seeds whose records are known. Whatever else maintainers put into ``seeds/``, tests see these."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
_KNOWN = json.loads((ROOT / "tests" / "golden" / "seeds_expected.json").read_text("utf-8"))

#: their paths, by name
FIVE = tuple(ROOT / "seeds" / name for name in sorted(_KNOWN) if name.endswith(".txt"))


def copy_five(target: Path) -> None:
    """Puts them into a folder of seeds that need not be there yet, without what stands beside them."""
    target.mkdir(parents=True, exist_ok=True)
    for seed in FIVE:
        shutil.copy(seed, target)
