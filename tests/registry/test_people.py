"""Names and telephone numbers of people, in the spellings that are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import InvalidField
from registry.workers.person_name import read_name
from registry.workers.phone import read_phone


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张三", "张三"),
        (" 张 三 ", "张三"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("𠮷野", "𠮷野"),
        ("\U00030edd某", "\U00030edd某"),  # extension H
        ("\U0002ebf0某", "\U0002ebf0某"),  # extension I
        ("Anna  Lee", "Anna Lee"),
        ("O'Neil-Smith", "O'Neil-Smith"),
        ("e\u0301mile", "\u00e9mile"),
    ],
)
def test_a_name_is_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert read_name(typed) == kept
    assert read_name(kept) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "name_length"),
        ("  ", "name_length"),
        ("某" * 51, "name_length"),
        ("张三1", "name_form"),
        ("张三<b>", "name_form"),
        ("·", "name_form"),
        ("张\ue123", "name_private"),
        ("张\U000f0001", "name_private"),
    ],
)
def test_what_is_no_name_says_why(typed: str, code: str) -> None:
    with pytest.raises(InvalidField) as caught:
        read_name(typed)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800000000", "13800000000"),
        ("138 0000 0000", "13800000000"),
        ("138-0000-0000", "13800000000"),
        ("+86 13800000000", "13800000000"),
        ("008613800000000", "13800000000"),
        ("１３８００００００００", "13800000000"),
        ("0539-0000000", "0539-0000000"),
        ("(0539) 000 0000", "0539-0000000"),
        ("01000000000", "010-00000000"),
    ],
)
def test_a_telephone_number_is_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert read_phone(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "12345", "23800000000", "1380000000", "0539", "无", "1" * 40]
)
def test_what_is_no_telephone_number_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(InvalidField) as caught:
        read_phone(typed)
    assert not typed or typed not in str(caught.value)


@given(st.text(max_size=60))
def test_any_text_is_a_name_or_says_why(text: str) -> None:
    try:
        name = read_name(text)
    except InvalidField:
        return
    assert read_name(name) == name
