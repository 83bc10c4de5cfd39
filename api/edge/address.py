"""From which address a request comes: the peer's, or what a trusted proxy says of it."""

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.types import Scope

from api.edge.messages import header
from api.edge.networks import Networks


def address_of(scope: Scope, trusted: Networks) -> str:
    """The nearest address that is no trusted proxy's; an IPv6 one by its network of 64 bits.

    X-Forwarded-For is believed from right to left as long as who wrote it is trusted.
    """
    peer = scope["client"][0] if scope.get("client") else ""
    named = [each.strip() for each in header(scope, b"x-forwarded-for").split(",")]
    while named and _is_in(peer, trusted):
        if not _is_address(named[-1]):
            break
        peer = named.pop()
    return _group(peer)


def _is_in(text: str, networks: Networks) -> bool:
    return _is_address(text) and any(ip_address(text) in each for each in networks)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _group(text: str) -> str:
    if not _is_address(text):
        return text
    found = ip_address(text)
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ip_network((found, 64), strict=False))
