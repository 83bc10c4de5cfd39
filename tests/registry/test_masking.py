"""What of a contact stands in public."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.jobs.masking import masked_contact, masked_text


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("13800000000", "138******00"),
        ("0539-0000354", "053*-*****54"),
        ("138 0000 0000", "138 **** **00"),
        ("张女士", "张**"),
        ("", ""),
        ("1", "1"),
    ],
)
def test_of_a_contact_the_middle_is_hidden(contact: str, shown: str) -> None:
    assert masked_contact(contact) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话13800000000，急招", "电话138******00，急招"),
        ("打 0539-0000354 问", "打 053*-*****54 问"),
        ("微信号：abc_12345", "微信号：abc_***45"),
        ("加VX weixin0000 详聊", "加VX wei*****00 详聊"),
        ("身份证371399198003140041带来", "身份证371*************41带来"),
        ("工资4000-6000元，8:00-17:30", "工资4000-6000元，8:00-17:30"),
        ("编号 20261122001 号楼", "编号 20261122001 号楼"),
    ],
)
def test_numbers_by_which_people_are_reached_are_hidden_in_texts(text: str, shown: str) -> None:
    assert masked_text(text) == shown


@given(st.text(alphabet="138069 -微信号:：abc电话", max_size=60))
def test_hiding_hides_once_and_moves_nothing(text: str) -> None:
    shown = masked_text(text)
    assert len(shown) == len(text)
    assert masked_text(shown) == shown
