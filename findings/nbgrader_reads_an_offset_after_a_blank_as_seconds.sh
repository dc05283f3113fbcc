#!/usr/bin/env bash
# nbgrader 0.9.6, `nbgrader.utils.parse_utc`, by which it reads timestamp.txt, due dates and extensions.
#
# What one would expect: "12:00:00 +0100" is noon an hour east of UTC, as it is without the blank; a zone that is not
# known is refused.
# What happens: after a blank the offset is taken for a number of seconds, 100 here, so that the moment is 58 minutes and
# 20 seconds off; and a zone by an abbreviation that the system does not have, such as CEST, is silently UTC. Either
# moves a submission across a deadline.
#
# Output seen:
#   2026-11-01 12:00:00+01:00 is 2026-11-01 11:00:00
#   2026-11-01 12:00:00 +0100 is 2026-11-01 11:58:20
#   2026-11-01 12:00:00 CEST is 2026-11-01 12:00:00
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check nbgrader==0.9.6
"$place/env/bin/python" -W ignore - <<'END'
from nbgrader.utils import parse_utc

SEEN = {"+01:00": "11:00:00", " +0100": "11:58:20", " CEST": "12:00:00"}
for zone, seen in SEEN.items():
    moment = f"2026-11-01 12:00:00{zone}"
    print(moment, "is", parse_utc(moment))
    assert str(parse_utc(moment)) == f"2026-11-01 {seen}"
END
