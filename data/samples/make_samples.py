"""Write the made samples: `python data/samples/make_samples.py [--out FOLDER] [--seed NUMBER]`."""

import argparse
import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bad_rows import bad_rows
from postings import CSV_HEADER, all_postings
from tables import HERE, load_tables
from workers import all_workers

SEED = 371399


def write_samples(out: Path, seed: int) -> dict[str, int]:
    """Write every file of the samples into the folder `out`; rows by file name."""
    tables = load_tables()
    native, flat = all_postings(seed, tables)
    lists = {
        "platforms.jsonl": native,
        "bad_rows.jsonl": bad_rows(seed, tables),
        "workers.jsonl": all_workers(seed, tables),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, rows in lists.items():
        (out / name).write_bytes(_lines(rows))
    for market, rows in flat.items():
        encoding = tables.words["markets"][market][2]
        (out / f"{market}.csv").write_bytes(_csv(rows).encode(encoding))
    return {name: len(rows) for name, rows in (lists | flat).items()}


def _lines(rows: Iterable[dict[str, Any]]) -> bytes:
    dumped = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return ("\n".join(dumped) + "\n").encode()


def _csv(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, CSV_HEADER, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    for name, rows in write_samples(arguments.out, arguments.seed).items():
        print(f"{name}: {rows}")


if __name__ == "__main__":
    main()
