"""Ten made postings before and after the rewrite: writes docs/examples/rewrites.md.

Run from the checkout: python docs/examples/make_rewrites.py
"""

from pathlib import Path
from typing import Final

from api.feeds.lint import clean_text, lint_posting
from api.reference import Reference, load_reference
from registry.jobs.lint import Action
from registry.jobs.posting import Posting

PAGE: Final = Path(__file__).with_name("rewrites.md")
# Title, occupation, description: all invented.
POSTINGS: Final = (
    ("招男小工1名,年龄55岁以下,月薪3500", "", "工地搬砖、和灰，管午饭。"),
    ("饭店女服务员2名", "4-03-02-05", "要求：女，18-35岁，手脚麻利。\n早9点到晚9点，管饭。"),
    ("小区保安", "4-07-05-01", "要求：\n1、年龄18-50周岁；\n2、性别：男；\n3、能上夜班。\n包住。"),
    ("食品厂包装工", "", "站班打包。入职交押金200元，干满三个月退。服装费80元自理。计件，月结。"),
    ("仓库分拣（男）", "", "晚6点到早2点，150元/天，日结。外地的勿扰，已婚优先，能吃苦。"),
    ("家政钟点工", "", "只招女的，45岁以下，限本地户口，会做家常菜，28元/小时。"),
    ("超市理货员", "", "要求(20-40岁)，不要少数民族，无乙肝，排班制，月休4天。"),
    ("电商打包 要年轻点的", "", "95后优先，两年内不打算怀孕，白班8:30-17:30，18元/小时。"),
    ("女浴室搓澡", "", "限女性，55岁以下，按件提成，周结。"),
    ("在家兼职打字", "", "刷单返佣，一单5元，需先垫付货款，日结。"),
)  # fmt: skip
LABELS: Final = {Action.BLOCK: "拦下", Action.HOLD: "待核", Action.WARN: "提醒"}
HEAD: Final = """# Ten postings before and after

Made by `docs/examples/make_rewrites.py` from invented postings; a test says whether this page is up
to date. 拦下 (block): unlawful; 待核 (hold): kept back until looked at; 提醒 (warn): said, but
published. What is only warned of stays in the text.
"""


def page(reference: Reference) -> str:
    """The whole page."""
    parts = [_part(number, *row, reference) for number, row in enumerate(POSTINGS, 1)]
    return HEAD + "".join(parts)


def _part(number: int, title: str, occupation: str, text: str, reference: Reference) -> str:
    posting = Posting("example", str(number), title, text, occupation=occupation or None)
    found = lint_posting(posting, reference)
    rows = "".join(
        f"| {LABELS[each.action]} | `{each.mark}` | {each.quote} | {each.clause} |\n"
        for each in found
    )
    clean = clean_text(posting, reference)
    after = _quoted(clean.title, clean.description) if clean else "不给出改写：删字不能使它合法。\n"
    head = "| | code | quote | clause |\n|---|---|---|---|\n"
    before = _quoted(title, text)
    return f"\n## {number}\n\n原文\n\n{before}\n{head}{rows}\n改写\n\n{after}"


def _quoted(title: str, text: str) -> str:
    lines = [f"**{title}**", *text.splitlines()]
    return "".join(f"> {line}  \n" for line in lines)


if __name__ == "__main__":
    data = Path(__file__).resolve().parents[2] / "data"
    PAGE.write_text(page(load_reference(data)), encoding="utf-8")
