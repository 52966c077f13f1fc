"""The folder of seeds: everything readable is found in order, everything else is told."""

import pytest

from builder.errors import SeedError
from builder.read import MOST_BYTES, find_seeds, read


def test_seeds_are_found_below_in_order_and_side_files_passed_over(tmp_path):
    """Subfolders are allowed; a side file belongs to its seed; hidden files are nobody's."""
    (tmp_path / "b").mkdir()
    for name in ("b/1.txt", "a.txt", "a.txt.yaml", ".hidden.txt"):
        (tmp_path / name).write_text("通知")
    problems = []
    assert [path.name for path in find_seeds(tmp_path, problems)] == ["a.txt", "1.txt"]
    assert problems == []


def test_what_no_reader_reads_is_told(tmp_path):
    """A stray file never vanishes in silence."""
    (tmp_path / "page.xyz").write_text("x")
    (tmp_path / "a.txt").symlink_to(tmp_path / "page.xyz")
    problems = []
    assert list(find_seeds(tmp_path, problems)) == []
    assert [(problem.file, problem.next != "") for problem in problems] == [("a.txt", True), ("page.xyz", True)]


@pytest.mark.parametrize("data", [b"", b" \n\n", b"a" * (MOST_BYTES + 1)])
def test_an_empty_or_enormous_file_is_refused(tmp_path, data):
    """Neither is a notice."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(SeedError):
        read(path, tmp_path)
