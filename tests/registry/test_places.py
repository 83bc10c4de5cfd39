"""Places: town and address in one line."""

import pytest

from registry.places import Place


@pytest.mark.parametrize(
    ("town", "address", "line"),
    [
        pytest.param("褚墩镇", "褚墩镇政府西工业园", "褚墩镇政府西工业园", id="named twice"),
        pytest.param("褚墩镇", "政府西工业园", "褚墩镇政府西工业园", id="named once"),
        pytest.param(None, "通达路9号", "通达路9号", id="no town"),
        pytest.param("褚墩镇", "", "褚墩镇", id="no address"),
        pytest.param(None, "", "", id="neither"),
    ],
)
def test_a_town_stands_once_before_its_address(town: str | None, address: str, line: str) -> None:
    assert Place(town=town, address=address).street == line
