"""Networks that a setting names, such as those of trusted proxies."""

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network

Networks = tuple[IPv4Network | IPv6Network, ...]


@lru_cache(maxsize=8)
def networks_of(text: str) -> Networks:
    """The networks of a setting, with commas between; ValueError where one is none."""
    return tuple(ip_network(each.strip()) for each in text.split(",") if each.strip())
