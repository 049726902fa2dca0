"""Runs `streamlit` with an ear on the network: every attempt to reach another machine is written down.

    python tests/e2e/run_streamlit.py LOG run coach_app.py [options]

LOG gets one line for each connection or name look-up that is not for this machine.
"""

import ipaddress
import os
import sys
from pathlib import Path

LOG = sys.argv.pop(1)
LOCAL_NAMES = {"localhost", "localhost.localdomain", "", None}


def is_local(host):
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def listen(event, arguments):
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a path is a socket of this machine
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    if not is_local(host):
        descriptor = os.open(LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(descriptor, f"{event} {host!r}\n".encode())
        os.close(descriptor)


if __name__ == "__main__":
    sys.addaudithook(listen)
    sys.path.insert(0, str(Path.cwd()))
    from streamlit.web.cli import main

    main()
