"""A PostgreSQL server of the tests' own, in a folder of its own, reached through a socket there."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

PLACES = ["/usr/bin", *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))]
OWNER = "postgres"  # a server refuses to run as root; Debian's package brings this user along


def binaries() -> Path | None:
    """Where `initdb` and `pg_ctl` are, None if PostgreSQL is not installed."""
    found = shutil.which("initdb", path=os.pathsep.join([os.environ["PATH"], *PLACES]))
    return Path(found).resolve().parent if found else None


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """The URL of the database of a server that runs as long as this."""
    user = OWNER if os.geteuid() == 0 else None
    folder = Path(mkdtemp(prefix="gradebook-"))

    def run(program: str, *options: str) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
        subprocess.run([programs / program, *options], check=True, user=user, cwd=folder, **quiet)

    try:
        if user:
            shutil.chown(folder, user)
        run("initdb", "--pgdata=data", "--username=course", "--auth=trust", "--no-sync")
        run("pg_ctl", "--pgdata=data", "--wait", f"--options=-k {folder} -h '' -F", "--log=log", "start")
        try:
            yield f"postgresql+psycopg://course@/postgres?host={folder}"
        finally:
            run("pg_ctl", "--pgdata=data", "--wait", "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder)
