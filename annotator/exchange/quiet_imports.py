"""Lets libraries be loaded that would try out the network as soon as they are."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def told_of_no_ipv6() -> Iterator[None]:
    """Inside the block, there is no IPv6.

    What fetches pages for others opens a socket when it is imported, to see whether there is. Nothing of ours
    ever fetches a page.
    """
    has_ipv6, socket.has_ipv6 = socket.has_ipv6, False
    try:
        yield
    finally:
        socket.has_ipv6 = has_ipv6
