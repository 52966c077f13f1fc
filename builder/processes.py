"""Work on many seeds in as many processes as there are cores; a few are done sooner here than by starting one.

What is done on a task depends on the task alone, so how many processes work on it never shows.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import chain, islice
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from threading import active_count
from typing import Generic, TypeVar

Task, Found = TypeVar("Task"), TypeVar("Found")

#: Fewer tasks than this are done here.
WORTH_PROCESSES = 64

#: Tasks that go to a process at once, and piles of them that wait for one.
_PILE, _PILES_AHEAD = 16, 8

#: A command that prints as it goes does so many tasks here, while nobody waits for processes, and has so many more under way.
_AT_ONCE, _UNDER_WAY = 24, 48


def mapped(
    work: Callable[[Task], bytes], tasks: Iterable[Task], shared: Callable[[], object] | None = None
) -> Iterator[bytes]:
    """The work done on each task, in order: here when there are few, else in as many processes as there are cores. Tasks are
    asked for a little ahead of what is done. What is ``shared`` is made once, where processes are forked and find it."""
    left = iter(tasks)
    first = list(islice(left, WORTH_PROCESSES))
    if len(first) < WORTH_PROCESSES:
        yield from map(work, first)
        return
    left = chain(first, left)
    context = _context()
    if shared and context.get_start_method() == "fork":
        shared()
    with ProcessPoolExecutor(mp_context=context) as pool:
        under_way: deque[Future[list[bytes]]] = deque()
        while pile := list(islice(left, _PILE)):
            under_way.append(pool.submit(_each, work, pile))
            if len(under_way) > _PILES_AHEAD:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()


def _each(work: Callable[[Task], bytes], pile: list[Task]) -> list[bytes]:
    return [work(task) for task in pile]


def _context() -> BaseContext:
    """Forked ones begin with the rules that are loaded here."""
    return get_context("fork" if may_fork() else "spawn")


def may_fork() -> bool:
    """Whether a process that begins with all that this one holds is to be had: ``mkdocs serve`` has threads."""
    return active_count() == 1 and "fork" in get_all_start_methods()


class Elsewhere(Generic[Found]):
    """What a forked process finds out while this one goes on."""

    def __init__(self, work: Callable[[], Found]) -> None:
        context = get_context("fork")
        self._said, says = context.Pipe(duplex=False)
        self._process = context.Process(target=_say, args=(work, self._said, says), daemon=True)
        self._process.start()
        says.close()

    def found(self) -> Found:
        """What it found, as soon as it has. Raises what its work raised."""
        try:
            said = self._said.recv()
        except EOFError:
            raise BrokenProcessPool("a process that worked for this one was ended") from None
        self._process.join()
        if isinstance(said, BaseException):
            raise said
        return said


def _say(work: Callable[[], Found], heard: Connection, says: Connection) -> None:
    heard.close()  # so that nobody is told any more where the one who asked is gone
    with suppress(BrokenPipeError):
        try:
            says.send(work())
        except Exception as error:
            says.send(error)


def one_by_one(work: Callable[[Task], bytes], tasks: Iterable[Task]) -> Iterator[tuple[Task, bytes]]:
    """Each task with what is done on it, in order and as soon as it is done: the first ones here, the rest by processes, so that
    a few never wait for a process to start."""
    left = iter(tasks)
    for task in islice(left, _AT_ONCE):
        yield task, work(task)
    rest = list(islice(left, 1))
    if not rest:
        return
    pool = ProcessPoolExecutor(mp_context=get_context("spawn"))
    try:
        under_way: deque[tuple[Task, Future[bytes]]] = deque()
        for task in chain(rest, left):
            under_way.append((task, pool.submit(work, task)))
            if len(under_way) >= _UNDER_WAY:
                yield _arrived(under_way)
        while under_way:
            yield _arrived(under_way)
    finally:
        pool.shutdown(cancel_futures=True)


def _arrived(under_way: deque[tuple[Task, Future[bytes]]]) -> tuple[Task, bytes]:
    task, result = under_way.popleft()
    return task, result.result()


@contextmanager
def uncollected() -> Iterator[None]:
    """What is made in here stays to the end: Python need not look again and again whether it is still wanted."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if active_count() == 1:  # a server builds again and again, and must forget what it had
            gc.freeze()
        if collecting:
            gc.enable()
