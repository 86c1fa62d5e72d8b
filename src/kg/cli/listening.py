"""The socket a server listens on, taken first, so that a taken port is told at once."""

from __future__ import annotations

import errno
import ipaddress
import socket

from kg.errors import PortInUseError, UsageError

BACKLOG = 2048


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; whoever connects early waits until somebody answers.

    Raises:
        PortInUseError: somebody else listens there.
        UsageError: there is no such address here, or the port is not for everybody.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise _refused(host, port, error) from error
    return listener


def public(listener: socket.socket) -> bool:
    """Return whether others than this machine could reach it: anything but loopback."""
    return not ipaddress.ip_address(listener.getsockname()[0].partition("%")[0]).is_loopback


def _refused(host: str, port: int, error: OSError) -> UsageError:
    if error.errno == errno.EADDRINUSE:
        return PortInUseError(
            f"something already listens on {host} port {port}",
            where="--port",
            hint=f"stop the other program, or choose another: kg serve --port {port + 1}",
        )
    return UsageError(
        f"cannot listen on {host} port {port}: {error.strerror}",
        where="--port" if error.errno == errno.EACCES else "--host",
        hint="kg serve --host 127.0.0.1 --port 8000",
    )
