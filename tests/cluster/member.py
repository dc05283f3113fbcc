"""`python -m tests.cluster.member scheduler | worker ADDRESS THREADS`: one process of a cluster on 127.0.0.1.

It prints its address once it is up. Neither has a page for people to look at, nor a nanny that starts it again.
"""

import asyncio
import sys

from distributed import Scheduler, Worker

HERE = {"host": "127.0.0.1", "dashboard": False, "dashboard_address": "127.0.0.1:0"}


async def main() -> None:
    """Be one until killed."""
    kind, *where = sys.argv[1:]
    member = Scheduler(**HERE) if kind == "scheduler" else Worker(where[0], nthreads=int(where[1]), **HERE)
    async with member:
        print(member.address, flush=True)
        await member.finished()


if __name__ == "__main__":
    asyncio.run(main())
