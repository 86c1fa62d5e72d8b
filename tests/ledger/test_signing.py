from __future__ import annotations

import pytest

from kg.errors import LedgerError
from kg.ledger.signing import PublicKey, Signer, new_secret

# The example in the documentation of golang.org/x/mod/sumdb/note, where the format comes from.
KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2p"
    "ZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
)


def test_the_published_example_of_a_signed_note_is_taken() -> None:
    key = PublicKey.parse(KEY)
    assert str(key) == KEY
    assert key.signed(TEXT, LINE)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (TEXT.replace("answer", "Answer"), LINE),
        (TEXT, LINE.replace("Peter", "Pete")),
        (TEXT, LINE.replace("ZJk", "ZJK")),
        (TEXT, LINE[:-5]),
        (TEXT, LINE.replace("— ", "- ")),
        (TEXT, "— PeterNeumann not base64"),
        (TEXT, LINE + "\n"),
        (TEXT, ""),
    ],
)
def test_another_text_name_or_signature_is_not_signed(text: str, line: str) -> None:
    assert not PublicKey.parse(KEY).signed(text, line)


def test_what_one_key_signs_another_did_not() -> None:
    one, other = Signer("log", new_secret()), Signer("log", new_secret())
    assert one.public.signed(TEXT, one.line(TEXT))
    assert not other.public.signed(TEXT, one.line(TEXT))


@pytest.mark.parametrize(
    "text",
    ["", "name", KEY[:-4], KEY.replace("c74f", "c74e"), KEY.replace("Peter", "P"), KEY + " "],
)
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(LedgerError, match="is not a public key"):
        PublicKey.parse(text)


def test_a_private_key_does_not_print_itself() -> None:
    signer = Signer("log", bytes(32))
    assert "\\x00" not in repr(signer)
