"""The marked view: words linked both ways with the card and with the measures, statements by measure, removed words folded."""

import msgspec
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from builder.model import BodyField, Caution, Evidence, Field, PlaceField
from builder.text.edits import Edit, Pass
from builder.write.marked import even_share, marked_view
from builder.write.raw import raw_view
from tests.write.samples import notice_of, rules, saying


def marked_of(notice):
    """The view as a browser reads it: end tags may be left out."""
    return BeautifulSoup(marked_view(notice, rules()), "lxml")


def test_words_lead_to_the_value_they_carry():
    """Marked, and behind them the name of the field, which leads to its row of the card; in every clause that holds some of them,
    though they have one address."""
    both = Evidence(1, 4, "乙\n丙", 1, 4)
    view = marked_of(notice_of("甲乙", "丙丁", kind=Field("notice", "stated", (both,))))
    assert [mark.text for mark in view.select("p[id] mark")] == ["乙", "丙"]
    assert [mark.text for mark in view.select("#e1")] == ["乙"]
    back = view.select_one("p[id] a")
    assert (back["href"], back.text) == ("../#f-kind", "文种")


def test_words_that_carry_two_values_name_both():
    """Behind them, in the order of the card."""
    said = Evidence(0, 3, "太原市", 0, 3)
    changes = {"city": PlaceField("太原市", "stated", (said,)), "issuing_body": BodyField("太原市", "stated", (said,))}
    view = marked_of(notice_of("太原市指挥部", **changes))
    assert {link["href"] for link in view.select("#c0 a")} == {"../#f-city", "../#f-issuing_body"}
    assert len(view.select("#c0 mark")) == 1


def test_what_has_no_card_names_no_rows_of_it():
    """What is no policy is marked, and leads nowhere that is not there."""
    said = Evidence(0, 1, "甲", 0, 1)
    view = marked_of(notice_of("甲乙", is_policy=Field(False, "inferred", (said,), because="About something else.")))
    assert view.select_one("p[id] mark").text == "甲"
    assert not view.select("a[href*='#f-'], section")


def test_a_statement_leads_to_its_words_and_back():
    """Under its measure, by its first words; the words lead back by the measure's number."""
    view = marked_of(saying("contact-tracing", "开展流调", "追踪密接者，一小时内逐级报告至辖区疾控中心"))
    measure = view.select_one("section > details")
    assert measure.summary.text == "流调溯源与风险排查"
    links = [(link["href"], link.text) for link in measure.select("dl a")]
    assert links[0] == ("../../../measures/contact-tracing/", "Contact tracing and risk-person screening")
    assert links[1:] == [("#s1", "开展流调"), ("#s2", "追踪密接者，一…至辖区疾控中心")]
    assert view.find(id="s2").text == "追踪密接者，一小时内逐级报告至辖区疾控中心"
    back = view.find(id="s2").find_next_sibling("a")
    assert (back["href"], back.text) == (f"#{measure.dl['id']}", "1")


def test_how_a_statement_is_put_is_said_where_it_is_no_plain_order():
    """The note below the list says that an order goes without saying. What is only named stands back."""
    plain = saying("contact-tracing", "开展流调")
    urged = msgspec.structs.replace(plain.measures[0], modality="recommended", stage="tighten")
    named = msgspec.structs.replace(plain.measures[0], modality="mention")
    for statement, lines, back in (
        (urged, ["倡导 · 收紧", "开展流调"], False),
        (plain.measures[0], ["开展流调"], False),
        (named, ["提及", "开展流调"], True),
    ):
        view = marked_of(msgspec.structs.replace(plain, measures=(statement,)))
        assert [tag.text.strip() for tag in view.select("section :is(dt, dd)")][1:] == lines
        assert bool(view.select("section .is-mention")) == back


def test_statements_that_are_put_the_same_way_stand_together():
    """How they are put is said once, above them; plain orders come first."""
    plain = saying("contact-tracing", "开展流调", "排查密接", "追踪去向")
    first, urged, last = plain.measures
    urged, last = (msgspec.structs.replace(item, modality="recommended") for item in (urged, last))
    view = marked_of(msgspec.structs.replace(plain, measures=(urged, first, last)))
    assert view.select_one("section dl").text.split("\n")[1:] == ["开展流调", "倡导", "排查密接", "追踪去向", ""]


def test_of_very_many_statements_some_are_only_marked():
    """The list says how many; their words lead to their measure like the others."""
    few, many = (saying("contact-tracing", *(f"第{number}组开展流调" for number in range(count))) for count in (5, 200))
    assert (len(marked_of(few).select("dd")), marked_of(few).find("dt", string="见正文")) == (5, None)
    view = marked_of(many)
    listed = len(view.select("dd"))
    assert 0 < listed < 200
    assert f"另 {200 - listed} 处见正文" in view.select("dt")[-1].text
    assert len(view.select("article b ~ a[href='#m1']")) == 200


@given(st.lists(st.integers(1, 40), max_size=30), st.integers(-10, 100))
def test_shares_are_even_and_fit(counts, most):
    """Each has as many as fit, one at the least; where one more each would fit too, all have all."""
    share = even_share(counts, most)
    given, more = (sum(min(count, each) for count in counts) for each in (share, share + 1))
    assert share == 1 or given <= most
    assert more > most or given == sum(counts)


def test_damage_is_marked():
    """Under a wavy line, and in words when pointed at; where the words were restored, these say what stood there."""
    caution = Caution("x/y", "Damage was seen.", (Evidence(1, 2, "乙", 1, 2),))
    damaged = marked_of(notice_of("甲乙", warnings=(caution,))).select_one("article .d")
    assert (damaged.text, damaged["title"]) == ("乙", "残缺或可疑 damaged")
    restored = (Pass("wording/x", "wording", (Edit(1, 2, "已", "乙"),)),)
    both = marked_of(notice_of("甲乙", warnings=(caution,), repairs=restored)).select_one("article .d")
    assert (both.name, both.text, both["title"]) == ("u", "乙", "原作 已")


def test_a_passage_is_folded_where_it_stood():
    """Before the clause it stood before; within a clause, behind it; at the end, at the end. The raw view has its place."""
    first, second, third = "甲甲甲甲\n", "乙乙乙乙乙乙乙乙乙乙乙乙", "丙丙丙丙丙丙丙丙丙丙丙丙"
    raw = first + second + "\n丁丁" + third + "戊" + "\n" + second
    step = Pass("x/y", "noise", tuple(Edit(at, at + 13, raw[at : at + 13], "") for at in (5,)))
    after = raw[:5] + raw[18:]
    inside = after.index(third)
    end = after.rindex("\n" + second)
    rest = Pass(
        "x/z", "noise", (Edit(inside, inside + 12, third, ""), Edit(end, end + 13, "\n" + second, ""))
    )  # fmt: skip
    notice = notice_of("甲甲甲甲", "丁丁戊", repairs=(step, rest))
    assert notice.raw() == raw
    view = marked_of(notice)
    order = [(tag.name, tag.get("id") or tag.summary.text) for tag in view.select("article > :is(details, p)")]
    assert order == [
        ("p", "c0"), ("details", "删去 1 段：x/y"), ("p", "c5"), ("details", "删去 2 段：x/z"),
    ]  # fmt: skip
    assert view.details.p.text == second
    starts = [link["href"].removeprefix("../raw/#") for link in view.select("details a")]
    raw_page = BeautifulSoup(raw_view(notice, rules()), "html.parser")
    assert all(raw_page.find(id=start) for start in starts)
    assert starts == ["r5", f"r{raw.index(third)}"]


def test_every_clause_has_the_address_that_it_has_in_the_other_states():
    """Nobody loses the place."""
    notice = notice_of("甲", "乙", "丙")
    raw = BeautifulSoup(raw_view(notice, rules()), "html.parser")
    clauses = [tag["id"] for tag in marked_of(notice).select("article > p")]
    assert clauses == ["c0", "c2", "c4"] == [tag["id"] for tag in raw.select("pre a[href]")]
