"""What programs do to a page before it is scraped, done again on purpose, by name, so that repair can be measured.

Each simulator is a pure function of the text. Chance is drawn from a checksum of the text: the same page is always
damaged in the same way. The forms were found on real pages; what they look like there is written in the method texts.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import opencc

_CHARACTERS = Path(opencc.__file__).parent / "dictionary" / "STCharacters.txt"
#: the converter of these sites knows one traditional form for each character, and leaves these as they are
_KEPT = "后于里范制系布面干松采志愿斗游回只群峰了出合同向周台丑吁叶谷云几咸卷表准家千才升筑"
_CHOSEN = {
    "为": "為",
    "众": "眾",
    "启": "啟",
    "症": "癥",
    "着": "著",
    "台": "臺",
    "云": "雲",
    "几": "幾",
    "叶": "葉",
    "准": "準",
    "签": "簽",
}
_FOLDED = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}


#: forms of OpenCC that Big5 lacks, and those that it has
_AS_IN_BIG5 = str.maketrans("爲裏羣峯啓牀擡衆着〇麪僞竈", "為裡群峰啟床抬眾著○麵偽灶")


@lru_cache(maxsize=1)
def toolmap_table() -> dict[int, str]:
    """Simplified to traditional, one form a character, as the converters of mirror sites have it."""
    table = {}
    for line in _CHARACTERS.read_text(encoding="utf-8").splitlines():
        character, _, others = line.partition("\t")
        first = others.split(" ")[0]
        if character not in _KEPT and first != character and len(first) == 1 and ord(first) < 0x10000:
            table[ord(character)] = first
    return table | {ord(old): new for old, new in _CHOSEN.items()}


def toolmap(text: str) -> str:
    """Simplified script turned traditional, character by character."""
    return text.translate(toolmap_table())


def gloss(text: str) -> str:
    """The reading in brackets behind every character of a set: each of them always, all others never.

    The set is drawn from the characters that ``toolmap`` makes: 15 %, 45 % or all of them.
    """
    from pypinyin.constants import PINYIN_DICT

    made = set(toolmap_table().values()) - {chr(code) for code in toolmap_table()}
    crc = zlib.crc32(text.encode())
    share = (0.15, 0.45, 1.0)[crc % 3]
    table = {}
    for character in sorted(made & set(text)):
        reading = PINYIN_DICT.get(ord(character), "").split(",")[0]
        if reading and zlib.crc32(character.encode(), crc) / 2**32 < share:
            table[ord(character)] = f"{character}({reading})"
    return text.translate(table)


def commas(text: str) -> str:
    """A comma before two of every three marks ``、 。 ，``."""
    turn = cycle((True, True, False))
    return re.sub("[、。，]", lambda mark: f",{mark.group()}" if next(turn) else mark.group(), text)


def fold(text: str) -> str:
    """Full-width ASCII and the ideographic blank turned half width."""
    return text.translate(_FOLDED)


def lost_widths(text: str) -> str:
    """The text with those widths folded that nothing can bring back: all but ``， ； ： ？ ！ （ ）``, and a colon between two
    figures or letters, which most write narrow."""
    return re.sub("(?<=[\\dA-Za-z])：(?=[\\dA-Za-z])", ":", text).translate(
        {code: mark for code, mark in _FOLDED.items() if chr(code) not in "，；：？！（）"}
    )


def blanks(text: str) -> str:
    """A blank before every seventh mark and between two of every thirty-three characters of long lines."""
    text = _every(7, "[、。，；]", lambda found: " " + found.group(), text)
    return _in_long_lines(lambda line: _every(33, "(?<=[一-鿿])(?=[一-鿿])", lambda _: " ", line), text)


def wrap(text: str) -> str:
    """Every line broken after 28 characters."""
    return "\n".join(
        "\n".join(line[at : at + 28] for at in range(0, len(line), 28)) or line for line in text.split("\n")
    )


def zero_width(text: str) -> str:
    """A zero-width blank behind every fiftieth character, and a byte order mark in front."""
    return "\ufeff" + _every(50, ".", lambda found: found.group() + "\u200b", text)


def tags(text: str) -> str:
    """Lines in paragraph tags, two blanks as codes in front."""
    return "\n".join(
        f'<p style="text-indent:2em">&nbsp;&nbsp;{line}</p>' if line.strip() else line for line in text.split("\n")
    )


def masks(text: str) -> str:
    """The characters 毒 and 政 in 病毒, 消毒, 政府 as a filter masks them."""
    return text.replace("病毒", "病*").replace("消毒", "消*").replace("政府", "*府")


def latin(text: str) -> str:
    """GBK read as Latin-1. Characters that GBK lacks are lost before."""
    return text.encode("gbk", "ignore").decode("latin-1")


def windows(text: str) -> str:
    """Line ends of another system."""
    return text.replace("\n", "\r\n")


def lost_blanks(text: str) -> str:
    """A question mark for what GBK does not have: a hard blank before 《 and before a clock."""
    return re.sub("(?<=[一-鿿])(?=《)", "?", text)


def all_lost(text: str) -> str:
    """A question mark for every Han character."""
    return re.sub("[一-鿿]", "?", text)


def utf8_as_gbk(text: str) -> str:
    """UTF-8 read as GBK; a byte without its partner is lost."""
    return "\n".join(line.encode().decode("gb18030", "replace") for line in text.split("\n"))


def spelt_in_big5(text: str) -> str:
    """Traditional text as those who write Big5 spell it, without what Big5 lacks all the same."""
    spelt = _to_traditional().convert(text).translate(_AS_IN_BIG5)
    return spelt.encode("big5", "ignore").decode("big5")


@lru_cache(maxsize=1)
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def big5_as_latin(text: str) -> str:
    """Traditional text in Big5 read as Latin-1."""
    return spelt_in_big5(text).encode("big5").decode("latin-1")


def gbk_as_utf8(text: str) -> str:
    """GBK read as UTF-8: hardly anything is left."""
    return text.encode("gbk", "ignore").decode("utf-8", "replace")


def lost_years(text: str) -> str:
    """The year gone before 年 and between the brackets of a number."""
    return re.sub("(?:19|20)\\d\\d(?=年)|(?<=〔)(?:19|20)\\d\\d(?=〕)", "", text)


def lost_date_units(text: str) -> str:
    """年月日 gone from a date line, 〕 from a document number."""
    return re.sub("(?m)^(\\d{4})年(\\d{1,2})月(\\d{1,2})日$", r"\1\2\3", text).replace("〕", "")


def scattered(text: str) -> str:
    """A blank between three of a hundred pairs of Han characters."""
    return _every(33, "(?<=[一-鿿])(?=[一-鿿])", lambda _: " ", text)


def jammers(text: str) -> str:
    """Rubbish of a forum before every second line."""
    return _every(2, "(?m)^(?=[一-鿿])", lambda _: "1 o# x5 R T4 R7 k' W", text)


def rare_pairs(text: str) -> str:
    """Two rare characters before four of five marks."""
    turn = cycle(("砍聊", "背稼", "痊摹", "", "槲孱"))
    return re.sub("[，。；]", lambda mark: next(turn) + mark.group(), text)


def site_names(text: str) -> str:
    """The address of a site within the text, once in six hundred characters."""
    return _every(600, "(?s).", lambda found: found.group() + "内容来自www.qqlingdiw.example.cn", text)


def synonyms(text: str) -> str:
    """Words turned into others that mean nearly the same; nothing can bring them back."""
    for old, new in (
        ("工作", "作业"),
        ("通知", "告诉"),
        ("通告", "布告"),
        ("严格", "严厉"),
        ("控制", "节制"),
        ("部门", "部分"),
    ):
        text = text.replace(old, new)
    return text


def advert_line(text: str) -> str:
    """A first line of words for search engines."""
    return "国产精品久久久,亚洲无码在线,欧美高清一区二区_免费观看\n" + text


def empty_tags(text: str) -> str:
    """Empty tags with random names."""
    return _every(90, ".", lambda found: found.group() + '<s id="jq4au"></s>', text)


def site_frame(text: str) -> str:
    """Lines of a site around the text."""
    return (
        "首页 > 政务公开 > 通知公告\n发布时间：2021-08-05 来源：某市卫健委 字体：【大 中 小】\n"
        + text
        + "\n0\n【打印】 【关闭】\n上一篇：没有了\n主办：某市人民政府办公室　某ICP备00000000号"
    )


def farm_tail(text: str) -> str:
    """How a content farm ends."""
    return (
        text
        + "\n本文来自作者[admin]投稿，如若转载，请注明出处：http://m.a.example/b.html\n希望本篇文章《某地政策》能对你有所帮助！"
    )


def news_list(text: str) -> str:
    """Other headlines with their clocks below the text."""
    news = "\n".join(f"某地新增病例{number}例\n2021-01-0{number} 08:1{number} 甲市暂停公交 -" for number in range(1, 7))
    return f"{text}\n相关推荐 -\n{news}"


def glued_clock(text: str) -> str:
    """The page's clock glued to the first line."""
    return "最后更新: 2021-01-04 09:04:36" + text


def repeated_paragraph(text: str) -> str:
    """The longest paragraph twice."""
    longest = max(text.split("\n"), key=len)
    return text.replace(longest, f"{longest}\n{longest}", 1)


def twice(text: str) -> str:
    """The whole text twice."""
    return f"{text}\n{text}"


def cut_off(text: str) -> str:
    """The text ends in the middle of a sentence."""
    middle = text.find("，", len(text) // 2)
    return text[: middle + 3] if middle > 0 else text


def share_numbers(text: str) -> str:
    """A line feed and a number within the text every 450 characters, as sites for sharing papers put them."""
    count = iter(range(2, len(text) + 3))
    return _every(450, "(?s).", lambda found: f"{found.group()}\n{next(count)}、", text)


def pictures(text: str) -> str:
    """The word picture and lone dashes between lines."""
    return text.replace("\n", "\n-\n图片\n", 3)


def as_windows_shows(text: str) -> str:
    """UTF-8 read as Windows shows it; the five bytes that Windows does not know stay controls."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


def read_twice(text: str) -> str:
    """UTF-8 read as Windows shows it, saved as UTF-8 and read so again."""
    return as_windows_shows(as_windows_shows(text))


def radicals(text: str) -> str:
    """Radicals and parts for the characters of the same shape, as documents for print give them."""
    return text.translate(str.maketrans("人大小口日月水力车门长见风马", "⼈⼤⼩⼝⽇⽉⽔⼒⻋⻔⻓⻅⻛⻢"))


def strewn(text: str) -> str:
    """A joiner, a mark of direction, a selector or a character of private use behind every thirtieth Han character."""
    unseen = cycle("\u2066\u034f\ufe0f\ue001\u3164\U000e0100")
    return _every(30, "[一-鿿]", lambda found: found.group() + next(unseen), text)


def codes(text: str) -> str:
    """Marks and blanks as codes of markup whose ``&`` was written as a code itself."""
    quotes = {"“": "&amp;ldquo;", "”": "&amp;rdquo;", "—": "&amp;#x2014;"}
    return "".join(quotes.get(one, one) for one in re.sub("(?m)^(?=.)", "&amp;amp;nbsp;&nbsp", text))


def spaced_out(text: str) -> str:
    """A blank behind every character."""
    return "\n".join(" ".join(line) for line in text.split("\n"))


def strewn_wide(text: str) -> str:
    """A wide blank between three of a hundred pairs of Han characters."""
    return _every(33, "(?<=[一-鿿])(?=[一-鿿])", lambda _: "\u3000", text)


def blanks_behind(text: str) -> str:
    """A blank behind every mark within a line."""
    return re.sub("(?<=[，、。；])(?=[一-鿿])", " ", text)


def gloss_with_figures(text: str) -> str:
    """Readings in square brackets, figures for tones, behind every fifth kind of character."""
    from pypinyin import Style, pinyin

    chosen = [one for one in sorted(set(text)) if "一" <= one <= "鿿" and zlib.crc32(one.encode()) % 5 == 0]
    return text.translate({ord(one): f"{one}[{pinyin(one, style=Style.TONE3)[0][0]}]" for one in chosen})


def fresh_pairs(text: str) -> str:
    """Two rare characters before four of five marks, other ones each time."""
    count = iter(range(5 * len(text)))
    rare = [chr(code) for code in range(0x5500, 0x9F00, 7) if chr(code).encode("gb2312", "ignore") >= b"\xd8\xa1"]
    return re.sub("[，。；]", lambda mark: _pair(rare, next(count)) + mark.group(), text)


def gloss_anywhere(text: str) -> str:
    """Readings behind every seventh Han character, whichever it is."""
    from pypinyin import Style, pinyin

    return _every(7, "[一-鿿]", lambda found: f"{found.group()}({pinyin(found.group(), style=Style.TONE)[0][0]})", text)


def percent(text: str) -> str:
    """Every character as an address writes its bytes."""
    return quote(text)


def line_ends(text: str) -> str:
    """The ends of the lines as a data file writes them."""
    return text.replace("\n", "\\n")


def wrap_columns(text: str) -> str:
    """Every line broken after 56 columns, of which a letter or a figure takes one and any other character two."""
    return "\n".join("\n".join(_rows(line, 56)) for line in text.split("\n"))


def _rows(line: str, columns: int) -> list[str]:
    rows, taken = [""], 0
    for one in line:
        wide = 1 if one.isascii() else 2
        if taken + wide > columns:
            rows, taken = [*rows, ""], 0
        rows[-1] += one
        taken += wide
    return rows


def title_pieces(text: str) -> str:
    """The first line in pieces of two to four characters, over and over, behind every second mark of the rest."""
    title, _, rest = text.partition("\n")
    pieces, at = [], 0
    while at < len(title):
        size = 2 + len(pieces) % 3
        pieces.append(title[at : at + size])
        at += size
    following = cycle(pieces or [""])  # a text may begin with an empty line
    return title + "\n" + _every(2, "[，、。；](?=[^\n])", lambda mark: mark.group() + next(following), rest)


def other_masks(text: str) -> str:
    """The characters 毒 and 政 in 病毒, 消毒, 政府 masked by a cross and a ring."""
    return text.replace("病毒", "病○").replace("消毒", "消×").replace("政府", "×府")


def emphasis(text: str) -> str:
    """The clauses' numbers and headings between stars, as a converter to Markdown writes bold type."""
    return re.sub("(?m)^([一二三四五六七八九十]{1,3}、[^，。\n]{2,30})", r"**\1**", text)


def gloss_bare(text: str) -> str:
    """Readings with nothing round them behind every fifth kind of character, as annotations lose their brackets."""
    return _read_aloud(text, "{0}{1}", "TONE")


def gloss_slashed(text: str) -> str:
    """The same between slashes."""
    return _read_aloud(text, "{0}/{1}/", "TONE")


def gloss_bopomofo(text: str) -> str:
    """The same in the letters of Taiwan's schools, in brackets."""
    return _read_aloud(text, "{0}({1})", "BOPOMOFO")


def _read_aloud(text: str, form: str, style: str) -> str:
    from pypinyin import Style, pinyin

    chosen = [one for one in sorted(set(text)) if "一" <= one <= "鿿" and zlib.crc32(one.encode()) % 5 == 0]
    return text.translate({ord(one): form.format(one, pinyin(one, style=Style[style])[0][0]) for one in chosen})


def bare_codes(text: str) -> str:
    """Every character beyond ASCII as ``u75ab``: a program took the strokes away."""
    return re.sub(
        "[^\\x00-\\x7f]", lambda found: f"u{ord(found.group()):04x}" if found.group() < "\U00010000" else "", text
    )


def headless_codes(text: str) -> str:
    """Every third Han character as ``#x75AB;``."""
    return _every(3, "[一-鿿]", lambda found: f"#x{ord(found.group()):X};", text)


def endless_codes(text: str) -> str:
    """Every Han character as ``&#30123``, also before a figure."""
    return re.sub("[一-鿿]", lambda found: f"&#{ord(found.group())}", text)


def page_breaks(text: str) -> str:
    """The number of a page and a running head after every 250 characters, wherever that is, as paper gives them."""
    count = iter(range(1, len(text) + 2))
    return _every(250, "(?s).", lambda found: f"{found.group()}\n— {next(count)} —\n某县人民政府办公室文件\n", text)


def turned(text: str) -> str:
    """Every line from its end to its beginning."""
    return "\n".join(line[::-1] for line in text.split("\n"))


def shuffled(text: str) -> str:
    """The lines of the two halves dealt out in turn; nothing can bring them back."""
    lines = text.split("\n")
    half = (len(lines) + 1) // 2
    return "\n".join(line for at in range(half) for line in (*lines[at : at + 1], *lines[half + at : half + at + 1]))


def look_alikes(text: str) -> str:
    """O and l for 0 and 1 in years, days and counts, as machines read them."""
    text = re.sub("(?<=2)0(?=[12]\\d年)", "O", text)
    return re.sub("(?<=[年月])1(?=\\d?[月日])|(?<=\\d)0(?=[天人例])", lambda found: "lO"[found.group() == "0"], text)


def advert_lines(text: str) -> str:
    """A line that sells something behind every third line."""
    sold = cycle(("广告：某某口腔 种植牙半价", "【推广】考研培训班火热报名", "点击领取优惠券 >>"))
    return _every(3, "\n", lambda _: f"\n{next(sold)}\n", text)


def few_wide(text: str) -> str:
    """A wide blank between two of a hundred Han characters, far apart."""
    return _every(100, "(?<=[一-鿿])(?=[一-鿿])", lambda _: "\u3000", text)


def base64_lines(text: str) -> str:
    """The bytes of UTF-8 as letters, as a mail has them."""
    return base64.encodebytes(text.encode()).decode("ascii")


def hz_pairs(text: str) -> str:
    """Chinese in pairs of letters, as the net's news once had it; characters that GB 2312 lacks are lost before."""
    return "".join(
        one if one.isascii() else f"~{{{bytes(byte & 0x7F for byte in one.encode('gb2312', 'ignore')).decode()}~}}"
        for one in text.encode("gb2312", "ignore").decode("gb2312")
    ).replace("~}~{", "")


def codes_parted(text: str) -> str:
    """Every character beyond ASCII as a code of markup, with blanks round its number."""
    return re.sub("[^\\x00-\\x7f]", lambda found: f"& # {ord(found.group())} ;", text)


def halves(text: str) -> str:
    """The two bytes of each character, each as a character of Latin-1."""
    return text.encode("utf-16-le", "ignore").decode("latin-1")


def one_a_line(text: str) -> str:
    """Every character on a line of its own, lines parted by a blank one, as text set in columns comes out."""
    return "\n\n".join("\n".join(filter(str.strip, line)) for line in text.split("\n") if line.strip())


def barred(text: str) -> str:
    """A bar behind every character."""
    return "\n".join("|".join(line) for line in text.split("\n"))


def hidden_words(text: str) -> str:
    """Words that no reader of the page sees behind every eightieth character."""
    return _every(80, ".", lambda found: f'{found.group()}<span style="display:none">甲乙3x</span>', text)


def gloss_in_front(text: str) -> str:
    """The reading in brackets before every Han character."""
    from pypinyin import Style, pinyin

    return re.sub("[一-鿿]", lambda found: f"({pinyin(found.group(), style=Style.TONE)[0][0]}){found.group()}", text)


def gloss_quoted(text: str) -> str:
    """Readings in corner brackets behind every fifth kind of character."""
    return _read_aloud(text, "{0}『{1}』", "TONE")


def sentences_twice(text: str) -> str:
    """Every third long sentence twice."""
    return _every(3, "(?<=。)[^。\n]{30,}。", lambda found: found.group() * 2, text)


def traditional_lines(text: str) -> str:
    """Every eighth long line in traditional characters."""
    return _every(8, "(?m)^.{60,}$", lambda found: _to_traditional().convert(found.group()), text)


def running_heads(text: str) -> str:
    """A running head without a number in the middle of long lines, one in three hundred characters."""
    return _every(300, "(?<=[一-鿿])(?=[一-鿿]{3})", lambda _: "\n某市人民政府公报\n", text)


def subtitles(text: str) -> str:
    """A number and two clocks above every line, as below a film."""
    return "\n\n".join(
        f"{number}\n00:{number // 60:02d}:{number % 60:02d},000 --> 00:{number // 60:02d}:{number % 60:02d},900\n{line}"
        for number, line in enumerate(text.split("\n"), 1)
    )


def random_letters(text: str) -> str:
    """Five letters and figures, other ones each time, behind every sixtieth Han character."""
    count = iter(range(1, len(text) + 2))
    return _every(60, "[一-鿿]", lambda found: found.group() + _five(next(count)), text)


def _five(number: int) -> str:
    drawn = zlib.crc32(str(number).encode())
    return "".join("abcdefghjkmnpqrstuvwxyz"[drawn >> shift & 15] for shift in (0, 4, 8)) + str(10 + drawn % 90)


def private_words(text: str) -> str:
    """Common characters as characters of private use, which only the page's font had; nothing can bring them back."""
    return text.translate({ord(one): 0xE900 + place for place, one in enumerate("的人疫情防控要不一在")})


def strokes_for_ones(text: str) -> str:
    """A stroke for the first number of clauses, as reading machines and typists have it."""
    return re.sub("(?m)^一(?=、)|(?<=（)一(?=）)|(?<=第)一(?=[条章节])|(?<=[。；，\n])一(?=是)", "—", text)


def bold_figures(text: str) -> str:
    """Figures from the bold ones of formulas, as posters write them for show."""
    return text.translate({0x30 + figure: 0x1D7CE + figure for figure in range(10)})


def shown_ends(text: str) -> str:
    """The ends of lines as an editor shows them."""
    return text.replace("\n", "↵")


def glyph_names(text: str) -> str:
    """The names that a font has for its characters."""
    return re.sub("[一-龥]", lambda one: f"/uni{ord(one.group()):04X}", text)


def tags_in_codes(text: str) -> str:
    """Tags whose signs alone a program wrote by their numbers."""
    return "".join(f"\\u003cp\\u003e{line}\\u003c/p\\u003e" for line in text.split("\n"))


def _pair(rare: list[str], number: int) -> str:
    return "" if number % 5 == 3 else rare[37 * number % len(rare)] + rare[53 * number % len(rare)]


def _every(step: int, pattern: str, change: Callable[[re.Match[str]], str], text: str) -> str:
    """Every ``step``-th match changed."""
    count = iter(range(1, len(text) + 2))
    return re.sub(pattern, lambda found: change(found) if next(count) % step == 0 else found.group(), text)


def _in_long_lines(change: Callable[[str], str], text: str) -> str:
    return "\n".join(change(line) if len(line) >= 40 else line for line in text.split("\n"))


SIMULATORS = {
    damage.__name__: damage
    for damage in (
        toolmap, gloss, commas, fold, blanks, wrap, zero_width, tags, masks, latin, windows, lost_blanks, all_lost, utf8_as_gbk,
        big5_as_latin, gbk_as_utf8, lost_years, lost_date_units, scattered, jammers, rare_pairs, site_names, synonyms,
        advert_line, empty_tags, site_frame, farm_tail, news_list, glued_clock, repeated_paragraph, twice, cut_off,
        share_numbers, pictures, as_windows_shows, read_twice, radicals, strewn, codes, spaced_out, strewn_wide,
        blanks_behind, gloss_with_figures, fresh_pairs, gloss_anywhere, percent, line_ends, wrap_columns, title_pieces,
        other_masks, emphasis, gloss_bare, gloss_slashed, gloss_bopomofo, bare_codes, headless_codes, endless_codes, page_breaks,
        turned, shuffled, look_alikes, advert_lines, few_wide, base64_lines, hz_pairs, codes_parted, halves, one_a_line, barred,
        hidden_words, gloss_in_front, gloss_quoted, sentences_twice, traditional_lines, running_heads, subtitles, random_letters,
        private_words, strokes_for_ones, bold_figures, shown_ends, glyph_names, tags_in_codes,
    )
}  # fmt: skip


def damage_page(page: str, names: Iterable[str]) -> str:
    """The page after these damages, in order. Raises KeyError for a damage that nobody simulates."""
    for name in names:
        page = SIMULATORS[name](page)
    return page
