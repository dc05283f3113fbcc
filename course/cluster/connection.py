"""The connection to a scheduler of dask.distributed, by the coordinator; nothing else here imports dask."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, Any

from autograder.names import shown
from course import CourseError
from course.cluster import ClusterLost, worker

if TYPE_CHECKING:
    from distributed import Client

CONNECT = 10.0  # seconds in which a scheduler answers
LEAVE = 5.0  # seconds that workers have to end what is not wanted any more
# Batches are to be large, and are released when they are marked: no word of dask's about that is wanted.
QUIETLY = {"distributed.admin.large-graph-warning-threshold": "4GB"}

SAID_HERE = ("distributed.client", "distributed.core", "tornado.application")  # what is lost; they add tracebacks


class Connection:
    """A scheduler, its workers, and calls of functions on a worker."""

    def __init__(self, address: str, client: Client) -> None:
        self.address, self._client = address, client

    async def threads(self) -> dict[str, int]:
        """The workers there are, and how many threads each has; ClusterLost."""
        with contextlib.suppress(OSError, TimeoutError):
            if self._up:
                async with asyncio.timeout(CONNECT):
                    found: dict[str, int] = await self._client.nthreads()
                return found
        raise self._lost()

    async def call(self, address: str, function: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
        """What a function returns on that worker, or raises there; ClusterLost. It never ends if the worker dies."""
        key = f"{function.__name__}-{uuid.uuid4().hex}"
        there = {"workers": [address], "allow_other_workers": False}
        future = self._client.submit(function, *arguments, key=key, pure=False, **there)
        try:
            return await future
        except Exception:
            if not self._up:
                raise self._lost() from None
            raise
        finally:
            future.release()

    async def end(self, run: str, addresses: list[str]) -> None:
        """End what these workers do for a run, without waiting for those that do not answer."""
        if self._up and addresses:
            calls = [self._client.run(worker.end, run, each, workers=[each], on_error="ignore") for each in addresses]
            _, late = await asyncio.wait([asyncio.ensure_future(call) for call in calls], timeout=LEAVE)
            for each in late:
                each.cancel()

    @property
    def _up(self) -> bool:
        return bool(self._client.status == "running")

    def _lost(self) -> ClusterLost:
        return ClusterLost(f"the scheduler at {self.address} is lost")


@contextlib.asynccontextmanager
async def connected(address: str) -> AsyncIterator[Connection]:
    """A connection; CourseError if dask is not installed, or no scheduler answers."""
    try:
        import dask
        from distributed import Client
    except ImportError:
        advice = "run `pip install -e '.[cluster]'` in the environment of `course`"
        raise CourseError(f"`course grade --scheduler` takes the extra `cluster`, dask.distributed: {advice}") from None
    for name in SAID_HERE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with dask.config.set(QUIETLY):
        client = Client(address, asynchronous=True, set_as_default=False, timeout=CONNECT, name="course-grade")
        try:
            await _answering(client, address)
            yield Connection(address, client)
        finally:
            await client.close()


def drop(task: asyncio.Task[Any]) -> None:
    """Have a call end of which nobody wants to know any more."""
    task.cancel()
    task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # else asyncio complains


async def _answering(client: Client, address: str) -> None:
    """Wait for a client's scheduler, for a while: dask waits for ever where a port takes calls and says nothing."""
    try:
        async with asyncio.timeout(CONNECT + LEAVE):
            await client
    except (OSError, TimeoutError, ValueError, TypeError) as error:  # TypeError: an address of TLS, and no certificates
        reason = str(error) or "what is there does not speak as one"
        raise CourseError(f"no scheduler of dask at {shown(address)}: {reason}") from None
