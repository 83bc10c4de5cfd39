"""A feed's bytes: a plain or gzipped file, read in pieces, with faults said in plain words."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, cast

from registry.errors import LinggangError

GZIP_MAGIC: Final = b"\x1f\x8b"
# First bytes of files that people send by mistake, and what to do with them.
FOREIGN: Final = ((b"%PDF", "这是 PDF 文件：请向来源索取 CSV 或 NDJSON 文件。"),)


class FeedUnreadable(LinggangError):
    """A fault of the whole file, or of all that follows a point in it."""

    def __init__(self, code: str, reason: str) -> None:
        self.code = code
        super().__init__(reason)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file's content as bytes, gunzipped where it is gzip. FeedUnreadable on any fault."""
    try:
        with path.open("rb") as file:
            start = file.read(8)
            file.seek(0)
            _refuse_foreign(path, start)
            if start[:2] == GZIP_MAGIC:
                with gzip.open(file) as unzipped:
                    yield cast("IO[bytes]", unzipped)
            else:
                yield file
    except FileNotFoundError as error:
        raise FeedUnreadable(
            "not_found", f"没有 {path} 这个文件：请检查路径，相对路径从当前目录算起。"
        ) from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise FeedUnreadable(
            "broken_gzip", f"{path.name} 的压缩内容残缺或损坏：请重新下载，或向来源重新索取。"
        ) from error
    except OSError as error:
        raise FeedUnreadable(
            "unreadable", f"{path} 读不了（{error.strerror or error}）：请检查它是文件而且有权限。"
        ) from error


def _refuse_foreign(path: Path, start: bytes) -> None:
    if not start:
        raise FeedUnreadable("empty", f"{path.name} 是空文件（0 字节）：请向来源重新索取。")
    if path.suffix.lower() == ".gz" and start[:2] != GZIP_MAGIC:
        raise FeedUnreadable(
            "not_gzip", f"{path.name} 名为 .gz，内容却不是 gzip：请改名，或向来源重新索取。"
        )
    for magic, reason in FOREIGN:
        if start.startswith(magic):
            raise FeedUnreadable("unsupported_format", f"{path.name}：{reason}")
