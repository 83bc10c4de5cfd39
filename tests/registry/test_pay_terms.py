"""A pay term says one thing, and says it in Chinese."""

import pytest

from registry.jobs.pay_terms import KIND_LABELS, PayTerm, PayTermKind, TermUnit, pay_rule

CNY, PERCENT = TermUnit.CNY, TermUnit.PERCENT
PRICE = PayTerm(PayTermKind.UNIT_PRICE, "", 4, 8, CNY, "单")
SHARE = PayTerm(PayTermKind.COMMISSION, "提成", 30, 30, PERCENT)
BONUS = PayTerm(PayTermKind.INCENTIVE, "全勤奖", 200, 200, CNY)
MEALS = PayTerm(PayTermKind.INCENTIVE, "餐补")
NO_CUT = PayTerm(PayTermKind.PLATFORM_CUT, denied=True)


@pytest.mark.parametrize(
    ("term", "line"),
    [
        pytest.param(PRICE, "4–8元/单", id="a price needs no name"),
        pytest.param(
            PayTerm(PayTermKind.UNIT_PRICE, "", 5, 5, CNY), "单价5元", id="but where nothing counts"
        ),
        pytest.param(SHARE, "提成30%", id="a share"),
        pytest.param(
            PayTerm(PayTermKind.BASE, "底薪", 3000, None, CNY), "底薪3000元起", id="open upwards"
        ),
        pytest.param(
            PayTerm(PayTermKind.COMMISSION, "提成", None, 70, PERCENT), "提成最高70%", id="at most"
        ),
        pytest.param(
            PayTerm(PayTermKind.INCENTIVE, "餐补", 7.5, 7.5, CNY, "天"), "餐补7.5元/天", id="a day"
        ),
        pytest.param(MEALS, "餐补", id="no figure"),
        pytest.param(NO_CUT, "不抽成", id="denied"),
        pytest.param(
            PayTerm(PayTermKind.DEDUCTION, "超时", denied=True),
            "超时不扣罚",
            id="denied for one cause",
        ),
    ],
)
def test_a_term_in_words(term: PayTerm, line: str) -> None:
    assert str(term) == line


@pytest.mark.parametrize("kind", PayTermKind)
def test_every_kind_has_a_label_and_can_be_denied(kind: PayTermKind) -> None:
    assert str(PayTerm(kind)) == KIND_LABELS[kind]
    assert str(PayTerm(kind, denied=True)).startswith(("无", "不"))


@pytest.mark.parametrize(
    ("low", "high", "unit"),
    [
        pytest.param(8, 4, CNY, id="turned round"),
        pytest.param(0, 4, CNY, id="nothing at least"),
        pytest.param(4, 8, None, id="a figure of nothing"),
        pytest.param(None, None, CNY, id="a unit of no figure"),
    ],
)
def test_an_impossible_term_is_refused(
    low: float | None, high: float | None, unit: TermUnit | None
) -> None:
    with pytest.raises(ValueError, match=r"amount|figure"):
        PayTerm(PayTermKind.INCENTIVE, "全勤奖", low, high, unit)


def test_a_rule_tells_figures_and_denials_before_bare_names() -> None:
    assert pay_rule((MEALS, PRICE, NO_CUT, SHARE, BONUS)) == (
        "4–8元/单；不抽成；提成30%；全勤奖200元；餐补"
    )


def test_a_rule_tells_nothing_twice_and_stops_at_six() -> None:
    names = [PayTerm(PayTermKind.COMMISSION, f"{number}号提成") for number in range(9)]
    assert pay_rule([BONUS, BONUS]) == "全勤奖200元"
    assert pay_rule(names) == "0号提成；1号提成；2号提成；3号提成；4号提成；5号提成等"


def test_rewards_without_a_figure_are_no_rule_but_go_along_with_one() -> None:
    assert pay_rule(()) == pay_rule((MEALS,)) == ""
    assert pay_rule((MEALS, SHARE)) == "提成30%；餐补"
