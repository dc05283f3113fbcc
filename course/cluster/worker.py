"""What dask calls on a worker: it keeps annexes of the hall, one for each run, and passes on what goes there and back.

All of it runs in the worker's event loop and waits without holding that up; what is marked is marked in the annexe.
"""

import asyncio
import contextlib
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence

import msgspec

from course.cluster.orders import SIZE, Marked, Order, Sheet, framed

Key = tuple[str, str]  # a run, and the address of the worker, several of which may share a process

_annexes: dict[Key, "_Annexe"] = {}


class AnnexeLost(Exception):  # noqa: N818  it reads as what happened
    """The annexe died, or did not answer and was ended; the message says which."""


class _Annexe:
    """An annexe at work, as its worker sees it."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._wanted: dict[int, asyncio.Future[bytes]] = {}
        self._heard = 0.0  # when a marking came last, or the first submission of several was sent

    @classmethod
    async def opened(cls, order: bytes) -> "_Annexe":
        # -P: nothing of the folder in which the worker happens to run is imported.
        command = (sys.executable, "-P", "-m", "course.cluster.annexe")
        annexe = cls(await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE))
        await annexe._write(order)
        return annexe

    async def proof(self) -> bytes:
        """What it says of itself; from then on it tells markings."""
        try:
            proof = await self._message()
        except asyncio.IncompleteReadError:
            raise AnnexeLost(f"its grader ended ({await self._process.wait()}) before it could grade") from None
        self._reading = asyncio.create_task(self._read())
        return proof

    @property
    def open(self) -> bool:
        return not self._reading.done()

    async def mark(self, sheets: Sequence[bytes], patience: float) -> list[bytes]:
        """Have these marked; AnnexeLost if it dies, or tells no marking at all for so many seconds."""
        numbers = [msgspec.msgpack.decode(sheet, type=Sheet).number for sheet in sheets]
        loop = asyncio.get_running_loop()
        wanted = [self._wanted.setdefault(number, loop.create_future()) for number in numbers]
        writing = asyncio.create_task(self._write(*sheets))
        if len(self._wanted) == len(numbers):  # it had nothing to do
            self._heard = loop.time()
        try:
            while waiting := [each for each in wanted if not each.done()]:
                left = self._heard + patience - loop.time()
                if left <= 0:
                    self.kill()
                    raise AnnexeLost(f"its grader did not answer within {patience:g} s")
                await asyncio.wait(waiting, timeout=left)
        finally:
            writing.cancel()
            for number in numbers:
                self._wanted.pop(number, None)
        if any(each.cancelled() for each in wanted):
            raise AnnexeLost(f"its grader died ({await self._process.wait()})")
        return [each.result() for each in wanted]

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def _write(self, *messages: bytes) -> None:
        assert self._process.stdin
        with contextlib.suppress(ConnectionError):  # it has died, which reading tells
            for message in messages:
                self._process.stdin.write(framed(message))
                await self._process.stdin.drain()

    async def _read(self) -> None:
        """Hand each marking to whoever waits for it, until the annexe ends."""
        with contextlib.suppress(asyncio.IncompleteReadError):
            while True:
                message = await self._message()
                self._heard = asyncio.get_running_loop().time()
                wanted = self._wanted.get(msgspec.msgpack.decode(message, type=Marked).number)
                if wanted and not wanted.done():
                    wanted.set_result(message)
        for each in self._wanted.values():
            each.cancel()

    async def _message(self) -> bytes:
        assert self._process.stdout
        size = int.from_bytes(await self._process.stdout.readexactly(SIZE))
        return await self._process.stdout.readexactly(size)


async def prove(order: bytes, address: str) -> bytes:
    """Open an annexe for a run if there is none; what it says of itself."""
    await end(_run(order), address)
    annexe = await _Annexe.opened(order)
    try:
        proof = await annexe.proof()
    except BaseException:
        annexe.kill()
        raise
    _annexes[_run(order), address] = annexe
    return proof


async def mark(order: bytes, address: str, sheets: Sequence[bytes]) -> list[bytes]:
    """Have submissions marked by the annexe of their run; AnnexeLost."""
    annexe = _annexes.get((_run(order), address))
    if annexe is None or not annexe.open:
        raise AnnexeLost("it has no grader for this run any more")
    return await annexe.mark(sheets, msgspec.msgpack.decode(order, type=Order).patience)


async def end(run: str, address: str) -> None:
    """End the annexe of a run, if there is one."""
    annexe = _annexes.pop((run, address), None)
    if annexe:
        annexe.kill()


def _run(order: bytes) -> str:
    return msgspec.msgpack.decode(order, type=Order).run
