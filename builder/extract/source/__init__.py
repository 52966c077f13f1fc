"""Where the page came from: the seed's file, the page's own address, its site's name, and whose site it is."""

from __future__ import annotations

from builder.extract.source.address import find_url
from builder.extract.source.host import host_kind
from builder.extract.source.name import find_site
from builder.model import Block, RawDocument, Repaired, Source
from builder.rules import Rules


def find_source(
    document: RawDocument, repaired: Repaired, blocks: tuple[Block, ...], rules: Rules, issuer: str = ""
) -> Source:
    """The seed's file, the page's own address and site, and whose site it is, ``issuer``'s own or another's. An address in the
    text's prose is none."""
    return Source(
        path=document.path,
        sha256=document.sha256,
        bytes=len(document.data),
        encoding=document.encoding,
        media_type=document.media_type,
        url=find_url(repaired, document.page_facts),
        site=find_site(repaired, document.page_facts),
        host_kind=host_kind(repaired, blocks, rules, document.page_facts, issuer),
    )
