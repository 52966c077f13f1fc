"""The document's own title: the lines that repair marked, joined where one title stands on several."""

from __future__ import annotations

import re
from itertools import pairwise

from builder.extract.title.bare import bare_span
from builder.extract.title.lines import title_lines
from builder.extract.title.shape import BRANDED, COLLECTS, COMPLETE, SAYS, SPUN, TELLS, Found
from builder.model import Block, Piece, Repaired
from builder.rules.issuers import Issuers

#: how the second line of a title begins, and how the first is left open
_BEGINS_WITHIN = re.compile(
    r"关于|印发|转发|的|和|及|与|暨|[（(—–《》”\-]|致|公告|通告|命令|令|决定|倡议书|通知|办公室|工作"
)
_LEFT_OPEN = re.compile(
    r"(?:关于|的|和|与|及|、|，|：|！|——?|[“《（])|关于(?!.*(?:通知|通告|公告|决定|意见|办法|方案|提示|批复)).+$"
)
_ASKS = re.compile(r"[？?]|[（(][^（）()]{2,30}(?:吗|呢|怎么办|是什么|有哪些|多少|如何)[)）]$")


def own(repaired: Repaired, blocks: tuple[Block, ...], issuers: Issuers) -> list[Found]:
    """The title lines; lines that follow each other without anything between them are one title."""
    found: list[Found] = []
    aside: list[Found] = []  #: the last line alone, where nothing says that the lines are one title
    signers = [re.sub(r"\s", "", repaired.text[one.start : one.end]) for one in blocks if one.role == "signature"]
    for run in _runs(repaired):
        spans = _without_keeper(repaired, _lines_of(repaired, run, issuers), signers, issuers)
        words = _words(repaired, spans)
        if not spans or _is_mere_body(words, issuers):
            continue
        found.append(_alone(words[0], spans) if len(spans) == 1 else _joined(words, spans, issuers))
        if len(spans) > 1 and found[-1].status == "inferred":
            aside.append(Found(words[-1], "inferred", "title/own", None, tuple(spans[-1:])))
    found.sort(key=lambda one: _doubts(repaired, one))
    return [*found, *aside]


def _without_keeper(
    repaired: Repaired, spans: list[tuple[int, int]], signers: list[str], issuers: Issuers
) -> list[tuple[int, int]]:
    """Without the site's keeper above the title: a name that signs with others, or a government's that does not sign."""
    if len(spans) < 2 or not signers:
        return spans
    first = _words(repaired, spans)[0]
    keeper = first.endswith(("政府", "管委会", "管理委员会")) and not SAYS.search(first)
    signs = [first in signer or signer in first for signer in signers]
    next_one = issuers.ends(_words(repaired, spans)[1])
    one_of_several = first in signers and len(signers) > 1 and not next_one
    return spans[1:] if (keeper and not any(signs)) or one_of_several else spans


def _alone(words: str, spans: list[tuple[int, int]]) -> Found:
    """A title of one line; stated where it speaks of what titles of the archive speak of."""
    tells = any(pattern.search(re.sub(r"\s", "", words)) for pattern in TELLS)
    because = None if tells else "It stands where a title stands, but its words could be the site's."
    if SPUN.search(words):
        tells, because = False, "No act is called so: a program put the word for another."
    return Found(words, "stated" if tells else "inferred", "title/own", because, tuple(spans))


def _joined(words: list[str], spans: list[tuple[int, int]], issuers: Issuers) -> Found:
    """One title of several lines. That they belong together is stated by their words alone only where a line is left open or
    the next begins as no title does."""
    fits = all(_leads_on(upper, lower, issuers) for upper, lower in pairwise(words))
    keeper = (
        spans[0][0] == 0 and len(words) == 2 and not issuers.is_task_force(words[0])
    )  # the site's, at its very head
    fits = fits and not keeper
    because = "The title stands on several lines of the page."
    because = because if fits else f"{because} Nothing in their words says that they are one."
    return Found("".join(words), "stated" if fits else "inferred", "title/joined", because, tuple(spans))


def _leads_on(upper: str, lower: str, issuers: Issuers) -> bool:
    """Whether two lines of a title read as one: the upper is no whole title, and it is open or the lower begins within."""
    if COMPLETE.search(upper):
        return bool(re.match(r"[（(—–-]", lower))
    return bool(_BEGINS_WITHIN.match(lower) or _LEFT_OPEN.search(upper) or issuers.ends(upper))


def _is_mere_body(words: list[str], issuers: Issuers) -> bool:
    """Whether the lines only name an authority: the header of its site, not a title."""
    value = "".join(words)
    return issuers.ends(value) and not SAYS.search(value)


def _doubts(repaired: Repaired, found: Found) -> tuple[bool, bool, bool, bool, bool, int]:
    """Why one of several titles is the lesser one: it carries a brand, another collects them, it asks, nothing repeats it, it
    names no act, it stands higher."""
    branded = bool(BRANDED.search(found.value))
    others = [repaired.line(piece) for piece in repaired.pieces if piece.role in ("chrome", "meta")]
    alone = not any(found.value in words for words in others)
    asks = bool(_ASKS.search(found.value))
    return branded, not COLLECTS.search(found.value), asks, alone, not COMPLETE.search(found.value), -found.spans[0][0]


def site_lines(repaired: Repaired, issuers: Issuers) -> tuple[Piece, ...]:
    """The pieces that repair took for title lines and that belong to the site or the page stamp."""
    kept = set()
    for run in _runs(repaired):
        spans = _lines_of(repaired, run, issuers)
        kept |= set() if _is_mere_body(_words(repaired, spans), issuers) else {start for start, _ in spans}
    return tuple(
        piece for piece in repaired.pieces_of("title") if not any(piece.start <= start < piece.end for start in kept)
    )


def _runs(repaired: Repaired) -> list[list[Piece]]:
    """Title pieces in runs without another piece between them."""
    runs: list[list[Piece]] = []
    before = None
    for piece in repaired.pieces:
        if piece.role == "title":
            if before is not None and before.role == "title":
                runs[-1].append(piece)
            else:
                runs.append([piece])
        before = piece
    return runs


def _lines_of(repaired: Repaired, run: list[Piece], issuers: Issuers) -> list[tuple[int, int]]:
    """The spans of a run's lines that belong to a title."""
    return title_lines(repaired, [span for span in (bare_span(repaired, piece) for piece in run) if span], issuers)


def _words(repaired: Repaired, spans: list[tuple[int, int]]) -> list[str]:
    return [repaired.page[start:end] for start, end in spans]
