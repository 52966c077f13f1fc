"""The cache gives back what was put, or nothing."""

import subprocess
import sys
import time

from builder.cache import Cache, alone


def test_a_value_is_found_for_the_same_bytes_only(tmp_path):
    """Other bytes, another name, other rules or other code: nothing is found."""
    cache = Cache(tmp_path, "rules 1")
    key = cache.key("a.txt", b"one")
    cache.put(key, b"value")
    assert cache.get(key) == b"value"
    others = (cache.key("a.txt", b"two"), cache.key("b.txt", b"one"), Cache(tmp_path, "rules 2").key("a.txt", b"one"))
    assert [cache.get(other) for other in others] == [None, None, None]


def test_a_damaged_value_is_noticed(tmp_path):
    """A value that is not what was put is as good as missing."""
    cache = Cache(tmp_path, "")
    key = cache.key("a.txt", b"one")
    cache.put(key, b"value")
    (tmp_path / key).write_bytes((tmp_path / key).read_bytes()[:-1])
    assert cache.get(key) is None


def test_what_no_seed_needs_is_dropped(tmp_path):
    """The cache does not grow with every edit of a seed."""
    cache = Cache(tmp_path, "")
    kept, dropped = cache.key("a", b""), cache.key("b", b"")
    cache.put(kept, b"1")
    cache.put(dropped, b"2")
    cache.keep_only([kept])
    assert (cache.get(kept), cache.get(dropped)) == (b"1", None)


def test_a_second_build_waits_and_says_so(tmp_path):
    """Two builds of one archive never write at the same time; the second one's words are in the terminal."""
    second = "from pathlib import Path; from builder.cache import alone\nwith alone(Path('cache')): print('its turn')"
    with alone(tmp_path / "cache"):
        waiting = subprocess.Popen(
            [sys.executable, "-c", second], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert b"waits for it" in waiting.stderr.readline()
        assert waiting.poll() is None
    assert waiting.communicate()[0] == b"its turn\n"


def test_a_build_that_waits_twice_says_so_once(tmp_path):
    """It looks, builds and makes the site, and another build may take each of its turns."""
    twice = (
        "from pathlib import Path; from builder.cache import alone\n"
        "for turn in 'ab':\n input()\n with alone(Path('cache')): print(turn, flush=True)"
    )
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    waiting = subprocess.Popen([sys.executable, "-c", twice], cwd=tmp_path, text=True, **pipes)
    for turn in "ab":
        with alone(tmp_path / "cache"):
            waiting.stdin.write("\n")
            waiting.stdin.flush()
            if turn == "a":
                told = waiting.stderr.readline()
            else:
                time.sleep(0.5)  # it comes to the lock, and has nothing to say
        assert waiting.stdout.readline() == f"{turn}\n"
    assert "waits for it" in told
    assert waiting.communicate()[1] == ""


def test_a_killed_build_keeps_nobody_waiting(tmp_path):
    """The lock goes with the process that held it."""
    first = (
        "import time; from pathlib import Path; from builder.cache import alone\n"
        "with alone(Path('cache')):\n print(1, flush=True)\n time.sleep(600)"
    )
    held = subprocess.Popen([sys.executable, "-c", first], cwd=tmp_path, stdout=subprocess.PIPE)
    assert held.stdout.readline() == b"1\n"
    held.kill()
    held.communicate()
    with alone(tmp_path / "cache"):
        pass
