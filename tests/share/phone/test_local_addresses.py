"""Which of this computer's addresses a phone is told."""

from ipaddress import IPv4Address

import pytest

from slideshow.share.phone.local_addresses import addresses, rank_addresses
from slideshow.share.phone.offer import place_of


def test_addresses_of_home_networks_come_first_and_loopback_never() -> None:
    found = ["127.0.0.1", "169.254.7.7", "203.0.113.9", "172.17.0.1", "10.8.0.2", "192.168.1.20", "10.8.0.2"]
    assert [str(one) for one in rank_addresses(map(IPv4Address, found))] == [
        "192.168.1.20",
        "10.8.0.2",
        "172.17.0.1",
        "203.0.113.9",
    ]


def test_in_one_range_the_systems_own_way_out_is_first() -> None:
    found = ["192.168.178.23", "192.168.56.1"]
    assert [str(one) for one in rank_addresses(map(IPv4Address, found))] == found


def test_the_addresses_of_this_computer_are_such() -> None:
    assert all(not IPv4Address(one).is_loopback for one in addresses())


def test_only_the_address_that_is_called_is_listened_at_and_the_others_are_told() -> None:
    place = place_of(None, ["192.168.1.20", "10.8.0.2"])
    assert (place.host, place.address, place.others) == ("192.168.1.20", "192.168.1.20", ("10.8.0.2",))
    assert place.warning == ""


def test_without_a_network_there_is_a_warning() -> None:
    place = place_of(None, [])
    assert place.address == "127.0.0.1"
    assert "Wi-Fi" in place.warning


@pytest.mark.parametrize(
    ("host", "words"), [("127.0.0.1", "Only this computer"), ("8.8.8.8", "home network"), ("10.0.0.1", "")]
)
def test_an_address_that_was_asked_for_is_used_and_its_catch_is_told(host: str, words: str) -> None:
    place = place_of(host, ["192.168.1.20"])
    assert (place.host, place.address, place.others) == (host, host, ("192.168.1.20",))
    assert words in place.warning
    assert bool(words) == bool(place.warning)


def test_everywhere_is_called_at_the_best_address() -> None:
    place = place_of("0.0.0.0", ["192.168.1.20"])
    assert (place.host, place.address) == ("0.0.0.0", "192.168.1.20")
