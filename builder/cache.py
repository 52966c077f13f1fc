"""Results by content: a value is found again only for the same bytes under the same code and rules."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from io import FileIO
from pathlib import Path
from threading import get_ident

from filelock import FileLock, Timeout

#: Set when a command has said that it waits; the processes that it starts say no more of it.
WAIT_TOLD = "ARCHIVE_WAIT_TOLD"


class Cache:
    """A folder of values, each behind the SHA-256 of itself, so that a damaged one is noticed and made anew."""

    def __init__(self, folder: Path, salt: str) -> None:
        self._folder = folder
        self._salt = salt

    def key(self, name: str, data: bytes) -> str:
        """The key of what these bytes under this name become."""
        return hashlib.sha256(b"\0".join((self._salt.encode(), name.encode(), data))).hexdigest()

    def get(self, key: str) -> bytes | None:
        """The value; None when it is not there or not what was put."""
        try:
            proof, _, value = (self._folder / key).read_bytes().partition(b"\n")
        except OSError:
            return None
        return value if proof == _proof(value) else None

    def put(self, key: str, value: bytes) -> None:
        """Keeps the value. A reader sees the whole of it or nothing."""
        write_atomically(self._folder / key, _proof(value) + b"\n" + value)

    def keep_only(self, keys: Iterable[str]) -> None:
        """Deletes every other value: what no present seed needs."""
        wanted = set(keys)
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path.name not in wanted:
                path.unlink(missing_ok=True)


def _proof(value: bytes) -> bytes:
    return hashlib.sha256(value).hexdigest().encode()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else is in here for the same folder: a second build of an archive says that it waits, once though it and the process
    that makes its site may wait more than once, and waits. The lock goes with its holder, however that ends."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if not os.environ.get(WAIT_TOLD):
            print(f"another build is at work on {folder.parent}; this one waits for it", file=sys.stderr)
        os.environ[WAIT_TOLD] = "1"
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def write_atomically(path: Path, data: bytes) -> None:
    """Puts ``data`` at ``path`` in one step: whoever looks finds the old bytes or the new. A folder that is missing is made."""
    temporary = f"{path.parent}/.new-{os.getpid()}-{get_ident()}"
    try:
        with _opened(temporary) as file:
            left = memoryview(data)
            while left:  # a disk that has little room takes a part, and refuses the next
                left = left[file.write(left) :]
            os.fchmod(file.fileno(), 0o644)
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException as error:
        Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename in (None, temporary):
            error.filename = str(path)  # a full disk does not say what it had no room for
        raise


def _opened(path: str) -> FileIO:
    try:
        return FileIO(path, "wb")  # a hundred thousand of them, most in folders that are there
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        return FileIO(path, "wb")


@cache
def code_digest() -> str:
    """SHA-256 over the builder's own modules: results of other code are never taken."""
    home = Path(__file__).parent
    total = hashlib.sha256()
    for path in sorted(home.rglob("*.py")):
        total.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()
