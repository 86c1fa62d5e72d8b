"""Frames survive being cut anywhere, and what is no frame is noticed."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.pool.frames import BrokenFrameError, Decoder, Kind, frame, json_frame, receive


def test_a_frame_is_kind_length_and_body() -> None:
    assert frame(Kind.CHUNK, b"abc") == b"\x03\x00\x00\x00\x03abc"


def test_a_json_frame_holds_utf8() -> None:
    assert json_frame(Kind.END, {"a": "ş"}) == b"\x04\x00\x00\x00\x0a" + '{"a":"ş"}'.encode()


@settings(max_examples=40)
@given(st.lists(st.binary(max_size=20), max_size=5), st.lists(st.integers(1, 9), min_size=1))
def test_frames_are_found_however_the_bytes_are_cut(bodies: list[bytes], cuts: list[int]) -> None:
    data = b"".join(frame(Kind.CHUNK, body) for body in bodies)
    decoder, found = Decoder(), []
    while data:
        for cut in cuts:
            found += decoder.feed(data[:cut])
            data = data[cut:]
    assert found == [(Kind.CHUNK, body) for body in bodies]


@pytest.mark.parametrize("head", [b"\x00\x00\x00\x00\x00", b"\x03\x04\x00\x00\x01"])
def test_an_unknown_kind_and_an_absurd_length_are_no_frames(head: bytes) -> None:
    with pytest.raises(BrokenFrameError):
        list(Decoder().feed(head))


@pytest.mark.parametrize("sent", [b"", b"\x03\x00", b"\x03\x00\x00\x00\x02a"])
def test_a_connection_that_ends_early_gives_no_frame(sent: bytes) -> None:
    ours, theirs = socket.socketpair()
    with ours:
        theirs.sendall(sent)
        theirs.close()
        assert receive(ours) is None


def test_a_whole_frame_is_received() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(frame(Kind.JOB, b"ab"))
        assert receive(ours) == (Kind.JOB, b"ab")
