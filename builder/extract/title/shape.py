"""What reads as a title: its length, its subject, the name of an act at its end; and a title found."""

from __future__ import annotations

import re
from typing import NamedTuple

from builder.model import Evidence, Status

LONGEST, SHORTEST = 100, 7  #: characters of a title
MOST_LINES = 3  #: of one title
#: what the archive is about
SUBJECT = re.compile(
    r"疫|防控|防疫|新冠|肺炎|核酸|隔离|通知|通告|公告|措施|政策|规定|会议|封控|管控|病例|健康码|返乡|口罩"
)
#: the name of an act, behind which a title ends
COMPLETE = re.compile(
    r"(?:通知|通告|公告|布告|告诉|命令|令|决定|意见|办法|方案|细则|规定|预案|须知|提示|提醒|倡议书|公开信|一封信|告知|告知书|居民书|市民书|措施|批复|复函|声明)"
    r"(?:[（(][^（）()]{1,16}[）)])?[!！]?$"
)
#: a page that holds several acts: 某市近期通告汇总; the title of one of them is not that of the page
COLLECTS = re.compile(r"(?:通知|通告|公告|政策|规定|措施)(?:汇总|汇编|合集|集纳|一览)(?:[（(][^（）()]{1,12}[）)])?$")
#: 通知 in the words of a program that puts synonyms for a text's own
SPUN = re.compile(r"^关于.{4,80}的告诉$|[部组室府会局]关于.{4,80}的告诉$")
MEETS = re.compile(r"会议|召开|部署|主持")
SAYS = re.compile(r"关于|[，：！、“]|成立|设立|组建|召开|发布|走访|调研|致|通报|约谈|提醒")
_BUSY = re.compile(r"恢复|暂停|停[课业产运]|开放|公布|批示|讲话|检测|安排|调整|解除|优化|新增|封城|[？?]")
TELLS = (SUBJECT, COMPLETE, MEETS, SAYS, _BUSY)  #: what titles of the archive speak of; names of sites do not
#: a site that sells
BRANDED = re.compile(r"(?i:app|官网|官方网站|入口|娱乐|棋牌|彩票)")
#: a sentence, or a line that goes on
CLOSED = re.compile(r"[。；;，,：:、]$|[。；]")


class Found(NamedTuple):
    """A title found: its words, whether they are stated, the rule that saw them, and where they stand."""

    value: str
    status: Status
    rule: str
    because: str | None
    spans: tuple[tuple[int, int], ...]  #: of page; none for a title of the metadata
    told: tuple[Evidence, ...] = ()  #: its words in the metadata
