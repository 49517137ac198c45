"""The site's own address, as people and workflows give it."""

from __future__ import annotations

import pytest

from catalogue.addresses import WrongAddress, site_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://www.example.org", "https://www.example.org/"),
        (" https://www.example.org/a/b// ", "https://www.example.org/a/b/"),
        ("HTTPS://WWW.Example.Org:8443/A", "https://www.example.org:8443/A/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ("http://[::1]:8000", "http://[::1]:8000/"),
        ("https://iechyd-heddlü.example/ŵ", "https://xn--iechyd-heddl-olb.example/%C5%B5/"),
        ("https://example.org/a b", "https://example.org/a%20b/"),
    ],
)
def test_an_address_is_taken_as_it_is_meant(typed: str, address: str) -> None:
    assert site_address(typed, "SITE_URL") == address


@pytest.mark.parametrize(
    "typed",
    [
        "None", "www.example.org", "example.org/", "/path/only/", "javascript:alert(1)", "mailto:a@b.example",
        "file:///srv/site/", "ftp://example.org/", "https://", "https:///path", "https://exa mple.org/",
        "https://[bad", "https://example.org:port/", "https://example.org:99999/", "https://me:word@example.org/",
        "https://example.org/?page=1", "https://example.org/#top", "https://a..b/", "//example.org/", "0", "yes",
        'https://example.org"><script>/', "https://1.2.3.999/", "https://1.2.3.4.5/", "https://xn--a/",
    ],
)  # fmt: skip
def test_anything_else_is_one_sentence(typed: str) -> None:
    with pytest.raises(WrongAddress) as said:
        site_address(typed, "SITE_URL")
    assert str(said.value) == (
        f"SITE_URL holds “{typed}”, which is not a whole address such as https://www.example.org/."
    )
