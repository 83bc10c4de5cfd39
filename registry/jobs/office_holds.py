"""What the bureau holds a posting back for besides its own wording: in general words, by code."""

from typing import Final

from registry.jobs.posting import Posting
from registry.verdict import Finding

HELD_BY_OFFICER: Final = "held_by_officer"
COMPLAINTS_PENDING: Final = "complaints_pending"
EMPLOYER_BARRED: Final = "employer_barred"
EMPLOYER_UNVERIFIED: Final = "employer_unverified"
# Of one posting, for an officer to lift; the others go with its employer.
OF_A_POSTING: Final = frozenset({HELD_BY_OFFICER, COMPLAINTS_PENDING})
OFFICE_HOLDS: Final = {
    finding.code: finding
    for finding in (
        Finding(
            HELD_BY_OFFICER,
            False,
            "工作人员暂停了发布，理由见办理记录：请按理由改正，或联系就业服务机构。",
            "人社部发〔2022〕38号（R7.7）",
        ),
        Finding(
            COMPLAINTS_PENDING,
            False,
            "多人投诉涉嫌欺诈，先暂停发布，由工作人员核实后恢复或下架：请联系就业服务机构说明。",
            "人社部发〔2022〕38号（R7.7）；就业促进法 41",
        ),
        Finding(
            EMPLOYER_BARRED,
            False,
            "该单位因投诉属实被停止发布岗位：可以提出异议，期满自动恢复。",
            "人社部发〔2022〕38号（R7.7）；人力资源市场暂行条例 26",
        ),
        Finding(
            EMPLOYER_UNVERIFIED,
            False,
            "该单位未在期限内核验身份和证照：请联系就业服务机构办理核验。",
            "人力资源市场暂行条例 26；网络招聘五部门通知（R7.5）",
        ),
    )
}


def content_holds(posting: Posting) -> tuple[str, ...]:
    """The holds of a posting's own wording and pay, without those of the bureau."""
    return tuple(code for code in posting.holds if code not in OFFICE_HOLDS)
