"""Python loads this at its start wherever this folder is on the path: it notes every name asked for and every address connected to or listened on."""

import json
import os
import sys

_NOTED = {"socket.getaddrinfo", "socket.connect", "socket.bind", "socket.sendto"}
_LOG = os.environ["YANJING_TEST_SOCKETS"]


def _note(event, arguments):
    if event not in _NOTED:
        return
    address = arguments if event == "socket.getaddrinfo" else arguments[1]
    if isinstance(address, tuple) and address[0] is not None:  # else it is a socket file, or a question about this machine
        host = address[0].decode() if isinstance(address[0], bytes) else address[0]
        with open(_LOG, "a", encoding="utf-8") as log:  # noqa: PTH123 - as little as possible is loaded here
            log.write(json.dumps([event, host]) + "\n")


sys.addaudithook(_note)
