"""This computer → its addresses in the home network, the one that a phone most likely reaches first.

Nothing is sent to find them: connecting a UDP socket only asks the system which way it would go.
"""

import contextlib
import ipaddress
import socket
import sys
from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address

# What home routers give out, the commonest first; then what virtual machines and companies have.
_HOME = tuple(map(ipaddress.IPv4Network, ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12")))
# Places that nobody is at: a public one for the default way out, one in each private network.
_DESTINATIONS = ("198.51.100.1", "192.168.255.254", "10.255.255.254", "172.31.255.254")
_DISCARD_PORT = 9
_SIOCGIFADDR = 0x8915


def addresses() -> list[str]:
    """The addresses that others may reach this computer at, best first; empty without a network."""
    return [str(one) for one in rank_addresses(_found())]


def rank_addresses(found: Iterable[IPv4Address]) -> list[IPv4Address]:
    """Addresses of home networks first, in the order of the ranges that homes use; each once.

    Within a range the order is kept: the system's own way out comes first. Loopback is left out, and so is
    what a network card makes up when nobody gives it an address.
    """
    usable = [one for one in dict.fromkeys(found) if not (one.is_loopback or one.is_link_local)]
    usable = [one for one in usable if not (one.is_unspecified or one.is_multicast)]
    return sorted(usable, key=_rank)


def is_at_home(address: str) -> bool:
    """Whether an address is of a private network: one that the internet does not lead to."""
    try:
        one = ipaddress.ip_address(address)
    except ValueError:
        return False
    return one.is_private


def _rank(address: IPv4Address) -> int:
    return next((place for place, net in enumerate(_HOME) if address in net), len(_HOME))


def _found() -> Iterator[IPv4Address]:
    for destination in _DESTINATIONS:
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.connect((destination, _DISCARD_PORT))
            yield IPv4Address(one.getsockname()[0])
    yield from _of_cards()
    # Windows tells them all by the computer's own name; elsewhere this is often loopback.
    with contextlib.suppress(OSError):
        for *_, place in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            yield IPv4Address(place[0])


def _of_cards() -> Iterator[IPv4Address]:
    """What Linux says of each network card."""
    if sys.platform != "linux":
        return
    import fcntl
    import struct

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        for _, name in socket.if_nameindex():
            question = struct.pack("256s", name.encode("utf-8", "surrogateescape")[:15])
            with contextlib.suppress(OSError):
                answer = fcntl.ioctl(one.fileno(), _SIOCGIFADDR, question)
                yield IPv4Address(answer[20:24])
