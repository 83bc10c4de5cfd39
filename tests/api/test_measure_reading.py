"""The benchmark of the readers, on a few rows."""

import json
from pathlib import Path

from api.services.measure_reading import READERS, longest_row, measure_reading
from api.settings import find_data_dir
from indexing.reading.spans import TEXT_LIMIT

POSTING = {"id": "1", "title": "搬运工", "platform": "a", "description": "时薪20元，8:00-17:00"}


def test_every_reader_is_timed_and_rows_of_workers_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "few.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in (POSTING, {"id": "w", "free": []})))
    figures = measure_reading({"few": [path]}, find_data_dir())
    assert figures["few"]["postings"] == 1
    assert figures["few"]["us_a_posting"].keys() == READERS.keys()
    assert figures["few"]["all_readers_a_second"] > 0
    assert figures["longest_text_ms"].keys() == {"all_readers", "read_posting"}


def test_the_longest_text_is_as_long_as_a_text_may_be() -> None:
    assert len(longest_row()["description"]) == TEXT_LIMIT
