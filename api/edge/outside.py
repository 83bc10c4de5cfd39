"""By which address the service is reached from outside: what stands before links that go out."""

import re
from typing import Final
from urllib.parse import urlsplit

# ASCII: a telephone ends a link at the first sign that is none. A name in Chinese is written xn--.
HOST: Final = re.compile(r"[0-9a-z](?:[0-9a-z.-]*[0-9a-z])?|\[[0-9a-f:.]+\]", re.IGNORECASE)


def outside_of(text: str) -> str:
    """The address without a slash at its end, "" for none.

    ValueError where it has no scheme or host, or has more than these and a port: a path, a query.
    """
    text = text.strip()
    if not text:
        return ""
    parts = urlsplit(text)
    host = parts.netloc.removesuffix(f":{parts.port}") if parts.port else parts.netloc
    if parts.scheme not in ("http", "https") or not HOST.fullmatch(host):
        raise ValueError("no scheme or no host")
    if parts.path not in ("", "/") or "?" in text or "#" in text:
        raise ValueError("more than scheme, host and port")
    return f"{parts.scheme}://{parts.netloc}"


def listening_at(host: str, port: int) -> str:
    """The address of a server on this machine, as browsers write it."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
