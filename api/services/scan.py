"""The scan of a signed promise: known by its SHA-256, which is all that is kept of it here."""

from hashlib import sha256
from pathlib import Path
from typing import Final

from registry.errors import InvalidField

# How the files that scanners write begin: PDF, JPEG, PNG, TIFF of either byte order.
SCANS: Final = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*")


def hash_scan(path: Path) -> str:
    """SHA-256 of a scan, 64 hexadecimal digits; InvalidField where the file is no scan."""
    content = path.read_bytes()
    if not content.startswith(SCANS):
        raise InvalidField(
            "scan", "no_scan", "扫描件应为 PDF、JPEG、PNG 或 TIFF 文件，请重新扫描。"
        )
    return sha256(content).hexdigest()
