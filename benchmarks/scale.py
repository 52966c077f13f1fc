"""How the archive grows: ``make bench N=10000``, or ``python -m benchmarks.scale N`` with options (``--help``).

Seeds → finished site with search: from nothing; with nothing changed; with one seed added, corrected, removed. Beside it Hugo on
the same Markdown with the same frame. What would take too long at that size is measured on a few hundred notices: plain MkDocs,
a changed rule table, and whether a site after all these changes is the one that a build from nothing gives. Each step is printed
when it is done; the last line is one JSON object, in which ``…_n`` is the size of the archive that a figure was measured on.
Times are wall seconds of this machine, whatever else it was doing.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import math
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import seed_text, write_archive

ROOT = Path(__file__).parents[1]
#: Growth is measured from this size.
SMALL = 1000
#: Plain MkDocs, changed rules and equality are measured at this size.
FEW = 300
EVERY = 0.2
BUILD = (sys.executable, "-m", "builder", "build")


class Cost(NamedTuple):
    """What a step took: wall and processor seconds, and the most memory that all its processes had at once."""

    wall: float
    cpu: float
    peak_mb: float


def main() -> None:
    """Runs every step for N notices."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("--folder", type=Path, default=ROOT / ".bench")
    parser.add_argument("--hugo", default="", help="the hugo program to compare with")
    parser.add_argument("--no-compare", action="store_true", help="leave plain MkDocs out")
    parser.add_argument("--no-full", action="store_true", help="leave out the build that the end is compared with")
    options = parser.parse_args()
    shutil.rmtree(options.folder, ignore_errors=True)
    found: dict[str, object] = {"n": options.count}
    found |= of_few(options.folder / "few", min(FEW, options.count), not options.no_compare, not options.no_full)
    print(json.dumps(found), flush=True)
    small = min(SMALL, options.count)
    root = project(options.folder / "small", small)
    begun = cold = build(root, "from nothing")
    if options.count > small:
        shutil.rmtree(root)
        root = project(options.folder / "large", options.count)
        cold = build(root, "from nothing")
        found["exponent"] = round(math.log(cold.cpu / begun.cpu, options.count / small), 3)
    found |= {"cold_s": round(cold.wall, 1), "cold_cpu_s": round(cold.cpu, 1), "peak_mb": round(cold.peak_mb)}
    found["site_kb_per_notice"] = round(size_of(root / "site") / options.count / 1000, 1)
    for kind in ("html", "search", "data"):
        print(f"  {kind}: {part_of(root / 'site', kind) / options.count / 1000:.1f} KB a notice", flush=True)
    found["unchanged_s"] = round(told("nothing changed", run(root, *BUILD, "--site", allowed=(0, 1))).wall, 1)
    for name, change in CHANGES:
        change(root)
        found[name] = round(told(name[:-2].replace("_", " "), run(root, *BUILD, "--site", allowed=(0, 1))).wall, 1)
    print(json.dumps(found), flush=True)
    if options.hugo:
        found["html_vs_hugo"] = ratio(html(root), hugo(root, options.hugo))
    print(json.dumps(found), flush=True)


def of_few(root: Path, count: int, compare: bool, full: bool) -> dict[str, object]:
    """What is measured on a few hundred notices."""
    found: dict[str, object] = {}
    project(root, count)
    build(root, "from nothing")
    if compare:
        found |= {"html_vs_mkdocs": ratio(html(root), plain_mkdocs(root)), "html_vs_mkdocs_n": count}
    for name, change in CHANGES[:2]:
        change(root)
        build(root, name[:-2].replace("_", " "))
    change_rule(root)
    found |= {"rules_changed_s": round(build(root, "a rule changed").wall, 1), "rules_changed_n": count}
    remove(root)
    build(root, "remove one")
    if full:
        found |= {"identical": equals_a_fresh_one(root), "identical_n": count}
    shutil.rmtree(root)
    return found


# --- the project -----------------------------------------------------------------------------------------------------


def project(root: Path, count: int) -> Path:
    """A copy of the project with so many generated seeds."""
    for name in ("mkdocs.yml", "builder"):
        source = ROOT / name
        root.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    for path in by_hand():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, root / path)
    write_archive(count, root / "seeds")
    print(f"{count} notices, {size_of(root / 'seeds') / 1e6:.1f} MB of seeds", flush=True)
    return root


def by_hand() -> list[str]:
    """The hand-written pages."""
    command = ["git", "ls-files", "-z", "docs"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")[:-1]


def add(root: Path) -> None:
    """One more seed."""
    (root / "seeds" / "added.txt").write_text(seed_text(10**6), "utf-8")


def correct(root: Path) -> None:
    """A maintainer's word on it."""
    line = '{field: date, value: "2022-03-11", why: a stamp, by: A. Maintainer, on: 2023-01-05}'
    (root / "seeds" / "added.txt.yaml").write_text(f"corrections:\n- {line}\n", "utf-8")


def remove(root: Path) -> None:
    """It goes again."""
    for path in sorted((root / "seeds").glob("added.txt*")):
        path.unlink()


def change_rule(root: Path) -> None:
    """A measure's English name, which most pages show."""
    table = root / "builder" / "rules" / "measures.yaml"
    text = table.read_text("utf-8")
    table.write_text(re.sub('(?m)^  en: "[^"]*"$', '  en: "Another name"', text, count=1), "utf-8")


CHANGES = (("add_one_s", add), ("correct_one_s", correct), ("remove_one_s", remove))


# --- what is measured ------------------------------------------------------------------------------------------------


def build(root: Path, what: str) -> Cost:
    """``builder build --site``, with its two halves told apart."""
    docs = run(root, *BUILD, allowed=(0, 1))
    site = run(root, sys.executable, "-m", "builder.site", str(root))
    cost = Cost(docs.wall + site.wall, docs.cpu + site.cpu, max(docs.peak_mb, site.peak_mb))
    for name, one in (("docs", docs), ("site", site), (what, cost)):
        print(f"  {name:16} {one.wall:8.1f} s wall {one.cpu:8.1f} s cpu {one.peak_mb:7.0f} MB", flush=True)
    return cost


def html(root: Path) -> Cost:
    """All pages from the Markdown, with no site before."""
    for folder in (root / "site", root / ".cache" / "site"):
        shutil.rmtree(folder, ignore_errors=True)
    return told("our pages", run(root, sys.executable, "-m", "builder.site", str(root)))


def plain_mkdocs(root: Path) -> Cost:
    """The same pages as MkDocs alone renders them."""
    code = "import sys; from builder.site.__main__ import render; from mkdocs.config import load_config; "
    code += "render(load_config('mkdocs.yml', site_dir=sys.argv[1], hooks=[], strict=True))"
    cost = told("plain MkDocs", run(root, sys.executable, "-c", code, str(root / "plain")))
    shutil.rmtree(root / "plain")
    return cost


def hugo(root: Path, program: str) -> Cost:
    """The same Markdown in the same frame by Hugo, files beside the pages copied as it does."""
    other = root / "hugo"
    shutil.rmtree(other, ignore_errors=True)
    for path in (root / "docs").rglob("*"):
        name = path.relative_to(root / "docs")
        if not path.is_file() or name.name.startswith("."):
            continue
        branch = name.name == "index.md" and name.parts[0] != "notices"
        target = other / ("content" if path.suffix == ".md" else "static") / name
        if branch or name.as_posix() == "notices/index.md":
            target = target.with_name("_index.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(path, target)
    layouts = other / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name in ("single", "list"):
        (layouts / f"{name}.html").write_text(frame(root), "utf-8")
    (layouts.parent / "index.html").write_text(frame(root), "utf-8")
    (other / "hugo.toml").write_text(
        'baseURL = "http://127.0.0.1:8000/"\ndisableKinds = ["taxonomy", "term", "RSS"]\n'
        "[markup.goldmark.renderer]\nunsafe = true\n[markup.goldmark.parser.attribute]\nblock = true\ntitle = true\n",
        "utf-8",
    )
    cost = told("Hugo", run(other, program, "--quiet"))
    pages = sum(1 for _ in (other / "public").rglob("*.html"))
    print(f"  Hugo made {pages} pages, we {sum(1 for _ in (root / 'site').rglob('*.html'))}", flush=True)
    shutil.rmtree(other)
    return cost


def frame(root: Path) -> str:
    """Our own frame of a notice's page as a template of Hugo's."""
    page = next((root / "site" / "notices").glob("n*/index.html")).read_text("utf-8")
    head, _, rest = page.partition('<article class="md-content__inner')
    opening, _, _ = rest.partition(">")
    frame = f'{head}<article class="md-content__inner{opening}>{{{{ .Content }}}}</article>{page.rpartition("</article>")[2]}'
    frame = re.sub(r"<title>.*?</title>", "<title>{{ .Title }}</title>", frame, flags=re.DOTALL)
    frame = re.sub(r'(name="description" content=)"[^"]*"', r'\1"{{ .Params.description }}"', frame)
    return re.sub(r'(rel="canonical" href=)"[^"]*"', r'\1"{{ .Permalink }}"', frame)


def equals_a_fresh_one(root: Path) -> bool:
    """Whether the site after all these changes is in every byte as one built from nothing."""
    fresh = root.with_name("fresh")
    for name in ("mkdocs.yml", "builder", "seeds"):
        fresh.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (root / name).is_dir() else shutil.copy)(root / name, fresh / name)
    for path in by_hand():
        (fresh / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / path, fresh / path)
    build(fresh, "from nothing")
    return same(root / "site", fresh / "site")


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files."""
    names = [sorted(path.relative_to(tree) for path in tree.rglob("*") if path.is_file()) for tree in (one, other)]
    return names[0] == names[1] and all(filecmp.cmp(one / name, other / name, shallow=False) for name in names[0])


def ratio(ours: Cost, theirs: Cost) -> float:
    """Our wall time to theirs."""
    return round(ours.wall / theirs.wall, 3)


def told(name: str, cost: Cost) -> Cost:
    """Prints a cost and hands it on."""
    print(f"  {name:16} {cost.wall:8.1f} s wall {cost.cpu:8.1f} s cpu {cost.peak_mb:7.0f} MB", flush=True)
    return cost


def size_of(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def part_of(site: Path, kind: str) -> int:
    """The bytes of the pages, of the search index, or of the files under ``data/``."""
    if kind == "html":
        return sum(path.stat().st_size for path in site.rglob("*.html"))
    return size_of(site / kind)


def run(folder: Path, *command: str, allowed: tuple[int, ...] = (0,)) -> Cost:
    """Runs a program and measures it with all that it starts."""
    environment = os.environ | {"PYTHONPATH": str(folder), "NO_MKDOCS_2_WARNING": "1"}
    before, begun = os.times(), time.monotonic()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peak), daemon=True)
    watcher.start()
    status = process.wait()
    watcher.join()
    after = os.times()
    if status not in allowed:
        sys.exit(f"{' '.join(command[:4])} ended with {status}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(time.monotonic() - begun, cpu, peak[0])


def _watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_memory, _family(process.pid))) / 1000)
        time.sleep(EVERY)


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    for child in children:
        yield from _family(int(child))


def _memory(pid: int) -> float:
    """Kilobytes of a process; what several share counts once among them."""
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0.0
    return float(found[1]) if found else 0.0


if __name__ == "__main__":
    main()
