"""Lists of pages that go on: where the next page is."""

from fastapi import Response


def next_of(response: Response) -> str:
    """The address of the next page as the list's Link header has it; "" where there is none."""
    return response.headers.get("Link", "").partition("<")[2].partition(">")[0]
