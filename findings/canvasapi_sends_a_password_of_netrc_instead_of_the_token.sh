#!/usr/bin/env bash
# canvasapi 3.6.0 on requests 2.34.2, every request.
#
# What one would expect: `Canvas(address, token)` says who one is by the token, whatever else is on the machine.
# What happens: canvasapi puts the token into the header of each request, and requests puts what ~/.netrc has for the host
# in its place. An entry `default`, which many wrote for one proxy or FTP server, is for every host: Canvas answers 401, the
# token being good, and gets a password that it should never have seen.
#
# Output seen:
#   without ~/.netrc: Bearer 11299~secret
#   with a default there: Basic YWRhOnBhc3N3b3Jk, which is ada:password
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check canvasapi==3.6.0 requests==2.34.2
HOME="$place" NO_PROXY=127.0.0.1 "$place/env/bin/python" -W ignore - <<'END'
import base64
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from canvasapi import Canvas

seen = []


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        seen.append(self.headers["Authorization"])
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"id": 1}')

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
address = f"http://127.0.0.1:{server.server_port}"
Canvas(address, "11299~secret").get_course(1)
netrc = Path.home() / ".netrc"
netrc.write_text("default login ada password password\n")
netrc.chmod(0o600)
Canvas(address, "11299~secret").get_course(1)
print("without ~/.netrc:", seen[0])
print(f"with a default there: {seen[1]}, which is {base64.b64decode(seen[1].split()[1]).decode()}")
assert seen[0] == "Bearer 11299~secret" and seen[1].startswith("Basic ")
END
