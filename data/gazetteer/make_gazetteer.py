"""Makes divisions.csv, retired.csv and linyi_towns.csv.

    python data/gazetteer/make_gazetteer.py --places FOLDER

FOLDER holds linyi_counties.csv and linyi_towns.csv (datasets/places). All other divisions are read
from the resources of the installed package cpca, without importing it, and then brought up to date
by amendments.csv, which a person keeps.
"""

import argparse
import csv
from collections.abc import Iterable, Sequence
from importlib.metadata import files
from pathlib import Path

HERE = Path(__file__).parent
NOT_A_PLACE = ("市辖区", "省直辖县级行政区划", "自治区直辖县级行政区划", "县")
# Functional zones have codes of their own among the towns, but no county: the one they lie in.
ZONES = {"371371": "371311", "371372": "371312", "371373": "371327"}
SOURCE = "cpca/resources/adcodes.csv"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def source_divisions() -> dict[str, list[str]]:
    """Code -> [name, lat, lon] as the package has them (end of 2016), degrees in GCJ-02."""
    found = next(path for path in files("cpca") or () if str(path) == SOURCE)
    return {
        row["adcode"][:6]: [row["name"], row["latitude"], row["longitude"]]
        for row in rows_of(Path(str(found.locate())))
        if row["name"] not in NOT_A_PLACE
    }


def amend(divisions: dict[str, list[str]]) -> list[list[str]]:
    """Bring the divisions up to date in place; returns the retired ones: old code, name, new."""
    retired = []
    for row in rows_of(HERE / "amendments.csv"):
        code, old = row["code"], row["replaces"]
        if not row["name"]:
            retired.append([code, divisions.pop(code)[0], old])
            continue
        before = divisions.pop(old, ["", "", ""]) if old else ["", "", ""]
        divisions[code] = [row["name"], row["lat"] or before[1], row["lon"] or before[2]]
        if before[0] and (old, before[0]) != (code, row["name"]):
            retired.append([old, before[0], code])
    return retired


def full_name(code: str, divisions: dict[str, list[str]]) -> str:
    above = [code[:2] + "0000", code[:4] + "00", code]
    return "".join(divisions[each][0] for each in dict.fromkeys(above) if each in divisions)


def level(code: str) -> str:
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--places", type=Path, required=True)
    places = parser.parse_args().places
    divisions = source_divisions()
    retired = amend(divisions)
    for row in rows_of(places / "linyi_counties.csv"):
        divisions[row["code"]] = [row["name"], row["seat_lat"], row["seat_lng"]]
    write(
        "divisions.csv",
        ("code", "level", "name", "full_name", "lat", "lon"),
        (
            (code, level(code), name, full_name(code, divisions), lat, lon)
            for code, (name, lat, lon) in sorted(divisions.items())
        ),
    )
    write("retired.csv", ("code", "name", "now"), sorted(retired))
    towns = rows_of(places / "linyi_towns.csv")
    write(
        "linyi_towns.csv",
        ("code", "name", "county"),
        (
            (row["code"], row["name"], ZONES.get(row["county_code"], row["county_code"]))
            for row in towns
        ),
    )


if __name__ == "__main__":
    main()
