"""What a PDF that Typst wrote says, page by page, read by its fonts' own tables (ToUnicode)."""

import re
import zlib
from collections.abc import Iterator
from typing import Final

OBJECT: Final = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
FONT: Final = re.compile(rb"/(f\d+) (\d+) 0 R")
GLYPH: Final = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n")
# In a plain string brackets stand as they are where each is closed again, not deep in ours.
ANY: Final = rb"\\.|[^\\()]"
INNER: Final = rb"\((?:" + ANY + rb"|\((?:" + ANY + rb")*\))*\)"
DRAWN: Final = re.compile(
    rb"/(?P<font>f\d+) [\d.]+ Tf|(?<!<)<(?P<hex>[0-9A-Fa-f]+)>|\((?P<plain>(?:"
    + ANY + rb"|" + INNER + rb")*)\)",
    re.DOTALL,
)  # fmt: skip
# Strings that are about a text and not drawn.
NO_TEXT: Final = (b"/Lang", b"/ActualText")
ESCAPED: Final = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
SHORT: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
Table = dict[int, str]


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, in the order in which it is drawn."""
    objects = dict(OBJECT.findall(pdf))
    pages = [body for body in objects.values() if body.startswith(b"<</Type/Page/")]
    return [_page(objects, body) for body in pages]


def _page(objects: dict[bytes, bytes], page: bytes) -> str:
    resources = objects[_named(rb"Resources", page)]
    tables = {
        name.decode(): _table(_stream(objects[_named(rb"ToUnicode", objects[number])]))
        for name, number in FONT.findall(resources)
    }
    said, table = "", Table()
    for font, text in _drawn(_stream(objects[_named(rb"Contents", page)])):
        table = tables.get(font, table)
        said += _words(text, table)
    return said


def _drawn(stream: bytes) -> Iterator[tuple[str, bytes]]:
    """Fonts as they are set, and the glyphs of each text between square brackets."""
    for found in DRAWN.finditer(stream):
        if stream.endswith(NO_TEXT, 0, found.start()):
            continue
        if found["font"]:
            yield found["font"].decode(), b""
        elif found["hex"]:
            yield "", bytes.fromhex(found["hex"].decode())
        else:
            yield "", ESCAPED.sub(_unescaped, found["plain"])


def _named(name: bytes, body: bytes) -> bytes:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found, name
    return found[1]


def _stream(body: bytes) -> bytes:
    found = STREAM.search(body)
    assert found
    return zlib.decompress(found[1])


def _table(text: bytes) -> Table:
    return {
        int(glyph, 16): bytes.fromhex(letters.decode()).decode("utf-16-be")
        for glyph, letters in GLYPH.findall(text)
    }


def _words(text: bytes, table: Table) -> str:
    return "".join(table[int.from_bytes(text[n : n + 2])] for n in range(0, len(text), 2))


def _unescaped(found: re.Match[bytes]) -> bytes:
    one = found[1]
    return bytes([int(one, 8)]) if one[:1] in b"01234567" else SHORT.get(one, one)
