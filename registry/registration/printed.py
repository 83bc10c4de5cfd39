"""The promise as it is printed for signing by hand: its text, what she states, places to sign."""

from datetime import date
from typing import Final

from registry.dated_text import DatedText
from registry.registration.claim import Claim
from registry.registration.entry import PLACE_NAMES
from registry.registration.scope import CATEGORY_NAMES
from registry.workers.identity import mask

LINE: Final = "____________"
DAY: Final = "______年____月____日"


def printed_commitment(
    text: DatedText, claim: Claim, place: str, officer: str, printed_on: date
) -> str:
    """The page she reads and signs, as plain text; her number is masked, so that it may lie open.

    place: name of the place she registers by. officer: who types for her.
    """
    return "\n".join(
        (
            text.text.rstrip(),
            "",
            "三、填报信息",
            f"姓名：{claim.name}",
            f"身份证号：{mask(claim.identity.number)}",
            f"登记地（{PLACE_NAMES[claim.place_kind]}）：{place}",
            f"类别：{CATEGORY_NAMES[claim.category]}",
            f"从事工作内容：{claim.work_content}",
            f"就业时间：{claim.start_date}",
            "",
            "以上内容由工作人员代为录入，本人已核对。",
            "",
            f"承诺人（本人签字）：{LINE}　　日期：{DAY}",
            "",
            f"代为录入的工作人员：{officer}　　签字：{LINE}",
            f"打印日期：{printed_on}　　文本 {text.version}，校验值 {text.hash[:16]}",
            "",
        )
    )
