#!/usr/bin/env bash
# canvasapi 3.6.0, `PaginatedList`: every list, such as course.get_users() or assignment.get_submissions().
#
# What one would expect: host names do not tell capitals from small letters, so that https://Canvas.Example.org is as good
# an address as any: the first request shows that it works.
# What happens: requests asks for the host in small letters, and the server's link to the next page has it so. canvasapi looks
# for the address as it was typed in that link, does not find it, and ends in an AttributeError - at the second page, so that
# a class of 100 is read, and one of 101 is not. An address with `:443`, which requests leaves out, ends the same way.
#
# Output seen:
#   http://localhost: 2 users
#   http://LocalHost: AttributeError: 'NoneType' object has no attribute 'group', after 2 requests that were answered
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check canvasapi==3.6.0
HOME="$place" NO_PROXY=localhost "$place/env/bin/python" -W ignore - <<'END'
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from canvasapi import Canvas

answered = []


class Handler(BaseHTTPRequestHandler):
    """Two pages of one user each; the first says where the second is, at the host that was asked for."""

    def do_GET(self):
        answered.append(self.path)
        self.send_response(200)
        if "search_users" in self.path and "page=2" not in self.path:
            link = f"http://{self.headers['Host']}{self.path}&page=2"
            self.send_header("Link", f'<{link}>; rel="next"')
        self.end_headers()
        self.wfile.write(b'[{"id": 1}]' if "search_users" in self.path else b'{"id": 1}')

    def log_message(self, *_):
        pass


server = HTTPServer(("localhost", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()


def read(host):
    answered.clear()
    try:
        return f"{len(list(Canvas(f'http://{host}:{server.server_port}', 'token').get_course(1).get_users()))} users"
    except AttributeError as error:
        return f"AttributeError: {error}, after {len(answered)} requests that were answered"


found = {host: read(host) for host in ("localhost", "LocalHost")}
for host, what in found.items():
    print(f"http://{host}: {what}")
assert found["localhost"] == "2 users" and found["LocalHost"].startswith("AttributeError")
END
