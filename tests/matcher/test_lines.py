"""Lines: one offer once, no employer too often, the same facts the same list."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from matcher.columns import Columns
from matcher.lines import MOST_OF_ONE_EMPLOYER, Line, lines_of
from matcher.offers import offers_of
from registry.jobs.posting import Posting
from tests.builders import board, posting

NAMES = st.integers(0, 4)


def lined(scores: NDArray[np.float64], postings: list[Posting]) -> list[Line]:
    rows = board(postings)
    return list(lines_of(scores, offers_of(rows), rows["employer"]).each())


def test_the_same_offer_stands_once_with_the_others_kept() -> None:
    twice = [posting(str(n), title="急招！保洁员", employer="甲") for n in range(3)]
    lines = lined(np.array([0.1, 0.3, 0.2]), twice)
    assert [(line.place, line.alike) for line in lines] == [(1, (2, 0))]


def test_one_employer_does_not_fill_a_list_but_is_not_lost_either() -> None:
    many = [posting(str(n), title=f"岗位{n}", employer="甲") for n in range(5)]
    other = posting("9", title="别家", employer="乙")
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.1])
    places = [line.place for line in lined(scores, [*many, other])]
    assert places == [0, 1, 5, 2, 3, 4]
    assert MOST_OF_ONE_EMPLOYER == 2


def test_ties_fall_by_row_so_that_a_list_does_not_change_by_itself() -> None:
    four = [posting(str(n)) for n in range(4)]
    assert [line.place for line in lined(np.full(4, 0.5), four)] == [0, 1, 2, 3]


def test_two_households_without_a_name_are_two_employers() -> None:
    homes = [
        posting(str(number), title="做午饭", employer="业主直招", description=f"第{number}家")
        for number in range(4)
    ]
    assert len(set(board(homes)["likeness"].tolist())) == 4
    assert [line.place for line in lined(np.full(4, 0.5), homes)] == [0, 1, 2, 3]


def test_a_line_counts_all_that_are_alike() -> None:
    twice = [posting(str(n), title=f"岗位{n % 2}", employer="甲") for n in range(6)]
    scores = np.linspace(1, 0.5, 6)
    assert lined(scores, twice)[0].postings == (0, 2, 4)


@given(st.lists(st.tuples(st.integers(0, 5), NAMES, NAMES), max_size=40))
def test_lines_are_those_that_a_person_would_draw_up_by_hand(
    facts: list[tuple[int, int, int]],
) -> None:
    scores, offers, employers = (np.array([each[n] for each in facts], dtype=int) for n in range(3))
    found = list(lines_of(scores.astype(float), offers, employers).each())
    assert found == by_hand(facts)


def by_hand(facts: list[tuple[int, int, int]]) -> list[Line]:
    kept: list[Line] = []
    aside: list[Line] = []
    order = sorted(range(len(facts)), key=lambda place: (-facts[place][0], place))
    for offer in dict.fromkeys(facts[place][1] for place in order):
        head, *alike = (place for place in order if facts[place][1] == offer)
        line = Line(head, tuple(alike))
        employer = facts[head][2]
        of_it = [one for one in kept + aside if facts[one.place][2] == employer]
        crowded = employer != 0 and len(of_it) >= MOST_OF_ONE_EMPLOYER
        (aside if crowded else kept).append(line)
    return kept + aside


@given(st.lists(st.tuples(NAMES, NAMES), max_size=12))
def test_an_offer_is_all_that_hangs_together_by_likeness_or_cluster(
    keys: list[tuple[int, int]],
) -> None:
    rows = board([posting(str(number)) for number in range(len(keys))])
    rows["likeness"], rows["cluster"] = np.array(keys, dtype=int).reshape(-1, 2).T
    groups = [{place} for place in range(len(keys))]
    for one, (likeness, cluster) in enumerate(keys):
        for other, theirs in enumerate(keys[:one]):
            if (likeness and likeness == theirs[0]) or (cluster and cluster == theirs[1]):
                mine = next(group for group in groups if one in group)
                its = next(group for group in groups if other in group)
                if mine is not its:
                    mine |= its
                    groups.remove(its)
    expected = [min(next(group for group in groups if one in group)) for one in range(len(keys))]
    assert offers_of(rows).tolist() == expected


def test_columns_of_chosen_rows_are_those_of_the_rows() -> None:
    rows = board([posting(str(number)) for number in range(5)])
    columns = Columns.of(rows)
    for chosen in (np.array([3, 1]), rows["profile"] >= 0, slice(1, 4)):
        some = columns[chosen]
        assert len(some) == len(rows[chosen])
        for name in rows.dtype.names or ():
            np.testing.assert_array_equal(some[name], rows[chosen][name])
            np.testing.assert_array_equal(some[slice(1)][name], rows[chosen][:1][name])
