"""Whether a site of this machine is up, for whoever looks after it:
`python -m heard.web.serving.is_up PORT [TRIES]`.

Loads nothing of the program: it is asked every minute.
"""

import http.client
import sys
import time

_PATIENCE_SECONDS = 5
_BETWEEN_SECONDS = 10


def is_up(port: int) -> bool:
    """Whether the site on this port of this machine says that it is up."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_SECONDS)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def main(port: int, tries: int) -> int:
    """Ask so many times, ten seconds apart, until it is up; the exit code."""
    for left in reversed(range(tries)):
        if is_up(port):
            return 0
        if left:
            time.sleep(_BETWEEN_SECONDS)
    sys.stderr.write(f"Nothing on port {port} says that it is up.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 1))
