"""What is left of a page's markup in its text: tags, styles, the signs of forums and of Markdown."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator

from builder.repair.case import Case, Span, without
from builder.text.edits import Edit, apart
from builder.text.script import HAN

_BLOCK = (
    "p|br|div|tr|li|ul|ol|table|tbody|thead|tfoot|h[1-6]|section|article|center|hr|dl|dt|dd|pre|blockquote|figure|figcaption"
    "|header|footer|main|aside|nav|form|address|fieldset"
)
_INLINE = (
    "span|strong|b|i|u|em|font|a|img|td|th|s|sub|sup|big|small|label|tt|ins|del|ruby|rb|rbc|rtc|code|samp|kbd|cite|q|dfn|abbr"
    "|acronym|mark|wbr|nobr|bdo|bdi|strike|caption|col|colgroup|input|button|select|option|param|embed|object|iframe|noscript"
    "|link|meta|body|html|head|source|picture|canvas|o:p|st1:[a-z]{1,20}"
)
#: any other name is a tag's where a value stands behind it, as the empty tags of sites against copying have one
_NAMED = "[a-z][a-z0-9:-]{1,20}(?=\\s[^<>\n]{0,60}=)"
_TAG = re.compile(
    f"[<＜]\\s{{0,4}}/?\\s{{0,4}}(?:(?P<block>{_BLOCK})|{_INLINE}|{_NAMED})(?:\\s[^<>\n]{{0,300}})?\\s{{0,4}}/?[>＞]",
    re.IGNORECASE,
)
#: what no reader of the page saw, or saw as no part of a line: comments, styles, scripts, readings above characters; how they
#: begin and how they end
_HIDES = re.compile("<!--|<(?P<name>(?a:style|script|xml|noscript|svg|rt|rp))\\b[^<>]{0,300}>", re.IGNORECASE)
_SHOWS = re.compile("-->|</(?P<name>(?a:style|script|xml|noscript|svg|rt|rp))\\s{0,4}>", re.IGNORECASE)
#: a longer one was not closed, and something else is
_LONGEST_HIDDEN = {
    "": 2000,
    "style": 4000,
    "script": 4000,
    "xml": 4000,
    "noscript": 1000,
    "svg": 4000,
    "rt": 40,
    "rp": 4,
}
#: the styles of an editor before what it wrote: .TRS_Editor P{line-height:2em}
_STYLES = re.compile(
    "^[ \t]{0,9}(?:[.#@]?[A-Za-z][\\w .#:>,*-]{0,60}\\{[a-z-]{2,30}\\s{0,2}:[^{}\n]{0,300}\\}[ \t]{0,9}){1,60}",
    re.MULTILINE,
)
#: tags of forums; those are taken that are opened and closed
_FORUM_TAG = re.compile(
    "[\\[［]([/／]?)(b|i|u|s|size|color|backcolor|font|align|center|indent|list|p|url|quote|table|tr|td)(?:=[^\\[\\]\n]{0,100})?[\\]］]",
    re.IGNORECASE,
)
#: what forums put in between, with what is in it
_FORUM_THING = re.compile(
    "\\[(img|attach|attachimg|media|flash|audio|video|i)(?:=[^\\[\\]\n]{0,100})?\\][^\\[\\]\n]{0,300}\\[/\\1\\]",
    re.IGNORECASE,
)
#: a tag of any name without a value
_PLAIN = re.compile("<(/?)([a-z][a-z0-9-]{0,20})>", re.IGNORECASE)
_CLOSING = re.compile("</([a-z][a-z0-9:-]{1,20})\\s{0,4}>", re.IGNORECASE)
_NAME = re.compile("[a-z][a-z0-9:-]*", re.IGNORECASE)
#: what a page that was cut apart leaves of a closing tag
_CUT = "(?:p|div|span|strong|td|li)"
_TORN = re.compile(
    f"(?<=[{HAN}。；：，！？”）])/{_CUT}>(?![ \\d.])|(?<=\\S)/{_CUT}>$|</{_CUT}(?=\\s{{0,4}}$)",
    re.MULTILINE,
)
_ENDS_A_TAG = re.compile('>(?<=[A-Za-z/"].)')
#: the same of an opening tag, at the begin of a line, and of one that broke a line
_TORN_OPENING = re.compile(
    '^(?:(?:p|div|span|td|li|font|a) )?(?:[a-z-]{2,20}="[^"<>\n]{0,200}" {0,3}){1,9}/?>'
    f"|^{_CUT}>|/?(?<![A-Za-z])br ?/?>$",
    re.MULTILINE,
)
#: words between signs, as Markdown and wikis have them; what is cheaply found of each
_WORDS = f"(?=[{HAN}“《（·①-⑳\\d])"
_PAIRS = (
    ("**", re.compile(f"(?<!\\*)(\\*{{2,3}}){_WORDS}([^*\n]{{1,200}}[^*\\s])\\1(?!\\*)")),
    ("__", re.compile(f"(?<!_)(__){_WORDS}([^_\n]{{1,200}}[^_\\s])__(?!_)")),
    ("~~", re.compile(f"(?<!~)(~~){_WORDS}([^~\n]{{1,200}}[^~\\s])~~(?!~)")),
    ("'''", re.compile(f"(?<!')('''){_WORDS}([^'\n]{{1,200}}[^'\\s])'''(?!')")),
    ("`", re.compile(f"(?<!`)(`){_WORDS}([^`\n]{{1,200}}[^`\\s])`(?!`)")),
    ("[[", re.compile(f"(\\[\\[)(?:[^\\[\\]|\n]{{1,60}}\\|)?{_WORDS}([^\\[\\]|\n]{{1,60}})\\]\\]")),
    ("==", re.compile(f"^(={{2,6}} ?){_WORDS}([^=\n]{{1,60}}[^=\\s]) ?={{2,6}}$", re.MULTILINE)),
)
#: words between single signs, which filters write too: all of a text have to be in pairs, three at least
_SINGLE = "(?=[{0}“《（])[^{1}\n，。；]{{1,40}}(?<=[{0}”》）])"
_SINGLE_PAIRS = (
    ("*", re.compile(f"(?:(?<![*\\w])|(?<=[{HAN}]))\\*{_SINGLE.format(HAN, '*')}\\*(?!\\*)")),
    ("_", re.compile(f"(?<![_A-Za-z0-9])_{_SINGLE.format(HAN, '_')}_(?!_)")),
)
_LINKED = re.compile(
    f"\\[(?=[^\\[\\]\n]{{0,60}}[{HAN}])([^\\[\\]\n]{{1,60}})\\]"
    '\\((?:https?:/|\\.{0,2})/[^()\\s]{1,200}(?: "[^"\n]{0,80}")?\\)'
)
_REFERRED = re.compile(f"\\[(?=[^\\[\\]\n]{{0,60}}[{HAN}])([^\\[\\]\n]{{1,60}})\\]\\[\\d{{0,3}}\\]")
#: pictures, notes, addresses between angles, fences
_THING = re.compile(
    "!\\[[^\\[\\]\n]{0,80}\\]\\([^()\\s]{0,300}\\)|\\[\\^\\d{1,3}\\]:?|<https?://[^<>\\s]{1,200}>|^```[a-z]{0,10}$",
    re.MULTILINE,
)
#: the numbers of notes behind words, as encyclopaedias have them
_NOTES = re.compile(f"(?<=[{HAN}，。；、：”）》])\\[\\d{{1,2}}(?:-\\d{{1,2}})?\\](?=[{HAN}，。；：“（《\n]|$)")
_END_STROKE = re.compile("(?<=[^\\x00-\\x2f:-\\x7f]) ?\\\\$", re.MULTILINE)
_SPARED = re.compile("\\\\(?=[-.()_*\\[\\]#+!>\"'/])")
_HEADING = re.compile(f"^(?:#{{1,6}} |#{{2,6}}){_WORDS}", re.MULTILINE)
_LEAST_PAIRS, _LEAST_STROKES = 2, 3
#: words that a page's style hides from its readers: rubbish against copying
_UNSHOWN = re.compile(
    "<(span|font|div|p|i|b|em|s|u|a|label|strong|small)\\b[^<>]{0,200}(?:display\\s?:\\s?none|visibility\\s?:\\s?hidden"
    "|font-size\\s?:\\s?0(?![.\\d]))[^<>]{0,200}>[^<>\n]{0,60}</\\1>",
    re.IGNORECASE,
)
#: the fields of a word processor
_FIELD = re.compile(
    " ?(?:PAGEREF \\w{1,30}|PAGE|NUMPAGES|HYPERLINK|TOC|REF \\w{1,30}|SEQ \\w{1,20}|EMBED [\\w.]{1,40})"
    '(?: {1,2}(?:\\\\[*@#a-z]|MERGEFORMAT|"[^"\n]{0,200}")){1,6} ?'
)
_RAW_DATA = re.compile("<!\\[CDATA\\[|\\]\\]>")


def drop_markup(text: str, case: Case) -> Iterable[Edit]:
    """Deletes tags that stand in the text; those that begin a paragraph or a line become a line feed."""
    found = [(style.start(), style.end(), "") for style in (_STYLES.finditer(text) if "{" in text else ())]
    if "<" in text or "＜" in text:
        found += [(tag.start(), tag.end(), "\n" if tag.group("block") else "") for tag in _TAG.finditer(text)]
        found += [(start, end, "") for start, end in _hidden(text)]
        found += [(rubbish.start(), rubbish.end(), "") for rubbish in _UNSHOWN.finditer(text)]
        if "<![CDATA[" in text:
            found += [(sign.start(), sign.end(), "") for sign in _RAW_DATA.finditer(text)]
    if " \\" in text or ' "' in text:
        found += [(field.start(), field.end(), "") for field in _FIELD.finditer(text)]
    if "[/" in text or "［/" in text or "［／" in text:
        found += _forum_tags(text)
    if "</" in text:
        found += _any_pairs(text)
    names = {_name_of(text[start:end]) for start, end, _ in found}
    if "</" in text:
        found += [(tag.start(), tag.end(), "") for tag in _CLOSING.finditer(text) if tag[1].lower() in names]
    if _ENDS_A_TAG.search(text) or "</" in text:
        found += [(torn.start(), torn.end(), "") for torns in (_TORN, _TORN_OPENING) for torn in torns.finditer(text)]
    return list(apart(Edit(start, end, text[start:end], new) for start, end, new in found))


def _any_pairs(text: str) -> Iterator[tuple[int, int, str]]:
    """Tags of any name that are closed as often as they are opened."""
    tags = list(_PLAIN.finditer(text))
    opened, closed = (Counter(tag[2].lower() for tag in tags if bool(tag[1]) is ends) for ends in (False, True))
    yield from ((tag.start(), tag.end(), "") for tag in tags if opened[tag[2].lower()] == closed[tag[2].lower()])


def _forum_tags(text: str) -> Iterator[tuple[int, int, str]]:
    yield from ((thing.start(), thing.end(), "") for thing in _FORUM_THING.finditer(text))
    tags = list(_FORUM_TAG.finditer(text))
    opened, closed = ({tag[2].lower() for tag in tags if bool(tag[1]) is ends} for ends in (False, True))
    yield from ((tag.start(), tag.end(), "") for tag in tags if tag[2].lower() in opened & closed)


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """What nobody saw, from its opening to the first end of its kind. Openings and ends are each looked for once: a pattern for
    both would search the text behind every opening again."""
    ends: dict[str, deque[re.Match[str]]] = {name: deque() for name in _LONGEST_HIDDEN}
    for end in _SHOWS.finditer(text):
        ends[_kind_of(end)].append(end)
    reached = 0
    for opening in _HIDES.finditer(text):
        if opening.start() < reached:
            continue
        coming = ends[_kind_of(opening)]
        while coming and coming[0].start() < opening.end():
            coming.popleft()
        if coming and coming[0].start() - opening.end() <= _LONGEST_HIDDEN[_kind_of(opening)]:
            reached = coming[0].end()
            yield opening.start(), reached


def _kind_of(mark: re.Match[str]) -> str:
    return (mark["name"] or "").lower()


def drop_emphasis(text: str, case: Case) -> Iterable[Edit]:
    """Deletes what a converter to Markdown wrote: the stars or strokes round words (``**一、目标**``), two pairs at least, the
    signs before headings (``## 一、目标``), addresses behind words (``[疫情](http://…)``), strokes before marks (``3\\.``)."""
    rims: list[Span] = []
    for sign, pattern in _PAIRS:
        found = list(pattern.finditer(text)) if sign in text else []
        for pair in found if len(found) >= _LEAST_PAIRS else ():
            rims += [(pair.start(), pair.start(2)), (pair.end(2), pair.end())]
    rims += _single_pairs(text, case)
    if "[" in text or "<http" in text or "```" in text:
        rims += _links(text)
    if "#" in text:
        rims += [sign.span() for sign in _HEADING.finditer(text)]
    if "\\" in text:
        for strokes in (_SPARED, _END_STROKE):
            spared = [stroke.span() for stroke in strokes.finditer(text)]
            rims += spared if len(spared) >= _LEAST_STROKES else []
    return without(text, rims)


def _links(text: str) -> Iterator[Span]:
    for pattern in (_LINKED, _REFERRED):
        for link in pattern.finditer(text):
            yield link.start(), link.start(1)
            yield link.end(1), link.end()
    yield from (thing.span() for thing in _THING.finditer(text))
    notes = list(_NOTES.finditer(text))
    yield from (note.span() for note in notes if len(notes) >= _LEAST_STROKES)


def _single_pairs(text: str, case: Case) -> Iterator[Span]:
    """Single signs round words, where all of them stand in pairs and none hides a character of a known word."""
    masked = case.tables.by_code["fill_masked_characters"].any_word
    for sign, pattern in _SINGLE_PAIRS:
        count = text.count(sign)
        if count >= 2 * _LEAST_STROKES:
            found = list(pattern.finditer(text))
            if 2 * len(found) == count and not (sign == "*" and masked and masked.search(text)):
                for pair in found:
                    yield pair.start(), pair.start() + 1
                    yield pair.end() - 1, pair.end()


def _name_of(tag: str) -> str:
    name = _NAME.search(tag)
    return name.group().lower() if name else ""
