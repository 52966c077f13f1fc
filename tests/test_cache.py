"""The cache gives back what was put, or nothing."""

from builder.cache import Cache


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
