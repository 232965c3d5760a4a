"""The content security policy lets the app's own inline scripts run, and no other."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from components.headers import policy, safety

PAGE = b"<html><script>start()</script><script src='a.js'></script></html>"


def test_an_inline_script_of_a_page_is_allowed_by_its_hash() -> None:
    value = b64encode(sha256(b"start()").digest()).decode()
    assert f"'sha256-{value}'" in policy([PAGE]).decode()


def test_a_script_that_stands_in_two_pages_is_named_once() -> None:
    assert policy([PAGE, PAGE]) == policy([PAGE])


def test_pages_without_inline_scripts_allow_none() -> None:
    assert b"sha256" not in policy([b"<html></html>"])


def test_pages_carry_the_policy_and_small_answers_do_not() -> None:
    assert b"content-security-policy" in safety(b"text/html; charset=utf-8")
    assert b"content-security-policy" not in safety(b"application/json")
