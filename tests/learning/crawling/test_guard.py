"""Which addresses are closed, decided without asking the network."""

import pytest

from madoguchi.learning.crawling.guard import Guard, numeric_host

PUBLIC = ("8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808")
PRIVATE = (
    *("10.1.2.3", "172.16.0.1", "192.168.1.1", "127.0.0.1", "127.9.9.9", "::1", "fd12::1"),
    *("100.64.1.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1"),
)
NEVER = (
    *("0.0.0.0", "0.1.2.3", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "224.0.0.1"),
    *("240.0.0.1", "255.255.255.255", "169.254.169.254", "::ffff:169.254.169.254"),
    *("64:ff9b::a9fe:a9fe", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "::", "::127.0.0.1"),
    *("2002:7f00:1::1", "2002:808:808::1", "2001:0:4136:e378::1", "2001:db8::1", "64:ff9b:1::1"),
    *("100::1", "5f00::1", "3fff::1", "fd00:ec2::254", "100.100.100.200", "168.63.129.16"),
    *("192.0.0.192", "::ffff:0:127.0.0.1", "not an address", ""),
)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet_is_open(address: str) -> None:
    assert not Guard().refuses(address)


@pytest.mark.parametrize("address", PRIVATE + NEVER)
def test_everything_else_is_closed(address: str) -> None:
    assert Guard().refuses(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_true_opens_what_people_run(address: str) -> None:
    assert not Guard(allow_private=True).refuses(address)


@pytest.mark.parametrize("address", NEVER)
def test_true_opens_neither_secrets_nor_tunnels(address: str) -> None:
    assert Guard(allow_private=True).refuses(address)


def test_a_network_opens_just_itself() -> None:
    guard = Guard(["10.1.0.0/16", "192.168.1.5", "fd12::/16"])
    assert not any(map(guard.refuses, ("10.1.2.3", "192.168.1.5", "fd12::9", "::ffff:10.1.0.1")))
    assert all(map(guard.refuses, ("10.2.0.1", "192.168.1.6", "127.0.0.1", "fd13::9")))


def test_a_network_of_secrets_opens_when_it_is_named() -> None:
    assert not Guard(["169.254.169.254"]).refuses("169.254.169.254")


def test_a_name_opens_what_it_leads_to_but_no_secrets() -> None:
    guard = Guard(["Intra.example"])
    assert not guard.refuses("10.1.2.3", "intra.example.")
    assert guard.refuses("10.1.2.3", "other.example")
    assert guard.refuses("10.1.2.3")
    assert guard.refuses("169.254.169.254", "intra.example")


@pytest.mark.parametrize(
    ("host", "means"),
    [
        ("2130706433", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("0177.0.0.01", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("0xA9FEA9FE", "169.254.169.254"),
        ("10.0.258", "10.0.1.2"),
        ("256.1.1.1", None),
        ("4294967296", None),
        ("1.2.3.4.5", None),
        ("a.1", None),
        ("example.com", None),
    ],
)
def test_hosts_made_of_numbers_are_understood(host: str, means: str | None) -> None:
    assert numeric_host(host) == means


@pytest.mark.parametrize(
    ("named", "host", "own"),
    [
        (["wiki.test"], "Wiki.test.", True),
        (["wiki.test"], "other.test", False),
        (["127.0.0.1"], "127.0.0.1", True),
        (["10.0.0.0/8"], "10.1.2.3", True),
        (["fd00::/8"], "[fd00::1]", True),
        (["10.0.0.0/8"], "192.168.0.1", False),
        (True, "192.168.0.1", True),
        (True, "localhost", True),
        (True, "example.test", False),
        (False, "127.0.0.1", False),
    ],
)
def test_machines_that_the_settings_name_are_our_own(
    named: bool | list[str], host: str, own: bool
) -> None:
    assert Guard(named).is_own(host) is own
