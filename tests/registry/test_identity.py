"""Identity numbers, and ages on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import InvalidField
from registry.workers.identity import Sex, age_on, check_digit, mask, read_identity

TODAY = date(2026, 11, 22)
STANDARD_SAMPLE = "11010519491231002X"  # the number printed in GB 11643 itself


def number(born: date, sequence: int = 1, area: str = "371399") -> str:
    first_17 = f"{area}{born:%Y%m%d}{sequence:03d}"
    return first_17 + check_digit(first_17)


def test_the_number_printed_in_the_standard_is_read() -> None:
    assert read_identity(STANDARD_SAMPLE, TODAY) == (
        STANDARD_SAMPLE,
        "110105",
        date(1949, 12, 31),
        Sex.FEMALE,
    )


@pytest.mark.parametrize(
    "text", ["11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_small_x_spaces_and_full_width_digits_are_the_same_number(text: str) -> None:
    assert read_identity(text, TODAY).number == STANDARD_SAMPLE


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("110105491231002", "id_15_digits", id="first generation"),
        pytest.param("110105194912310021", "id_check_digit", id="wrong check digit"),
        pytest.param("11010519491231002", "id_form", id="17 characters"),
        pytest.param("1101051949123100X2", "id_form", id="X not last"),
        pytest.param("", "id_form", id="empty"),
        pytest.param(number(TODAY, area="991399"), "id_area", id="no such province"),
        pytest.param("371399200002300015", "id_birth_date", id="30 February"),
        pytest.param(number(TODAY + timedelta(days=1)), "id_born_in_future", id="tomorrow"),
    ],
)
def test_a_wrong_number_is_refused_with_its_code_and_not_repeated(text: str, code: str) -> None:
    if code == "id_birth_date":
        text = text[:17] + check_digit(text[:17])
    with pytest.raises(InvalidField) as caught:
        read_identity(text, TODAY)
    assert (caught.value.field, caught.value.code) == ("id_no", code)
    assert not text or text not in str(caught.value)


def test_someone_born_today_is_read() -> None:
    assert read_identity(number(TODAY), TODAY).born == TODAY


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999))
def test_every_well_formed_number_is_read(born: date, sequence: int) -> None:
    read = read_identity(number(born, sequence), TODAY)
    assert read.born == born
    assert read.sex is (Sex.MALE if sequence % 2 else Sex.FEMALE)


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(born: date, place: int, shift: int) -> None:
    right = number(born)
    wrong = right[:place] + str((int(right[place]) + shift) % 10) + right[place + 1 :]
    with pytest.raises(InvalidField):
        read_identity(wrong, TODAY)


def test_a_masked_number_shows_its_area_only() -> None:
    assert mask("371399198003140041") == "371399************"


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        pytest.param(date(2010, 11, 23), TODAY, 15, id="the day before the birthday"),
        pytest.param(date(2010, 11, 22), TODAY, 16, id="the birthday itself"),
        pytest.param(date(2000, 2, 29), date(2041, 2, 27), 40, id="leap, a day before"),
        pytest.param(date(2000, 2, 29), date(2041, 2, 28), 41, id="leap, last of February"),
        pytest.param(date(2000, 2, 29), date(2040, 2, 28), 39, id="leap year, a day before"),
        pytest.param(date(2000, 2, 29), date(2040, 2, 29), 40, id="leap year, the day"),
        pytest.param(date(2000, 2, 29), date(2100, 2, 28), 100, id="2100 is no leap year"),
    ],
)
def test_age_in_full_years(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age
