"""Makes occupations.csv: the facts of the 2022 classification, without its definitions.

    python data/occupations/make_occupations.py --occupations FILE

FILE is occupations_2022.jsonl (datasets/occupations). CORRECTIONS mends what the extraction from
the official PDF broke.
"""

import argparse
import csv
import json
import re
from pathlib import Path

HERE = Path(__file__).parent
MAJOR = {
    "1": "党的机关、国家机关、群众团体和社会组织、企事业单位负责人",
    "2": "专业技术人员",
    "3": "办事人员和有关人员",
    "4": "社会生产服务和生活服务人员",
    "5": "农、林、牧、渔业生产及辅助人员",
    "6": "生产制造及有关人员",
    "7": "军队人员",
    "8": "不便分类的其他从业人员",
}
# Names that were cut short, or ran into the definition below them, in the extraction.
CORRECTIONS = {
    "2-02-01-02": "地球物理地球化学与遥感勘查工程技术人员",
    "2-07-01": "监察人员",
    "2-07-09": "宗教教职人员",
    "6-02-06": "酒、饮料及精制茶制造人员",
}
# The marks of green (L) and digital (S) occupations, which the extraction left on some names.
MARKS = re.compile(r"[LS](/[LS])?$")


def name(code: str, text: str) -> str:
    return CORRECTIONS.get(code, MARKS.sub("", text))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--occupations", type=Path, required=True)
    lines = parser.parse_args().occupations.read_text(encoding="utf-8").splitlines()
    with (HERE / "occupations.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("code", "name", "work_types", "minor", "middle", "major", "catalogue"))
        for row in sorted(map(json.loads, lines), key=lambda row: str(row["occupation_code"])):
            code = row["occupation_code"]
            writer.writerow(
                (
                    code,
                    name(code, row["occupation_name"]),
                    "|".join(row["included_work_types"]),
                    name(code[:7], row["minor_category_name"]),
                    name(code[:4], row["middle_category_name"]),
                    MAJOR[code[0]],
                    row["catalog_version"],
                )
            )


if __name__ == "__main__":
    main()
