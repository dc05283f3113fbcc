"""What the first cell of a released notebook is made of: it brings the files that the notebook needs beside it.

The cell has these functions as they stand here (see `alone`), so each imports what it needs itself, and only
when it is needed: where the files are, the cell just looks. It runs on every Python that a student may have, the
one in a browser too, which has no threads and no sockets.

Files are known by their names below the notebook's folder, a release by the digest of its files; `kit/release.txt`
says of which unit and release the files there are.
"""


class MissingFilesError(Exception):
    """Says what to do. Jupyter shows the message alone, without the lines that led to it."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def are_there(unit: str, release: str, names: list[str]) -> bool:
    """Whether the unit's files are there; a line says if they are of another release."""
    from os.path import exists

    if not all(map(exists, ["kit/release.txt", *names])):
        return False
    with open("kit/release.txt", encoding="utf-8", errors="replace") as file:
        found = file.read().split()
    if found[:1] == [unit] and found[1:] != [release]:
        print(
            f"The files beside this notebook are of release {' '.join(found[1:])[:8]}, the notebook of {release[:8]}. "
            "If they do not fit, move it into a folder of its own and run it from the top there."
        )
    return found[:1] == [unit]


def digest_of(files: dict[str, bytes]) -> str:
    """What tells the files of one release from those of any other."""
    from hashlib import sha256

    digest = sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def files_in(archive: bytes, unit: str, names: list[str]) -> dict[str, bytes]:
    """The files of these names in a unit's zip archive; nothing if it is no archive or lacks one of them."""
    from io import BytesIO
    from zipfile import ZipFile

    try:
        with ZipFile(BytesIO(archive)) as opened:
            return {name: opened.read(f"{unit}/{name}") for name in names}
    except Exception:  # each kind of damage raises its own
        return {}


def fetched(address: str, unit: str, release: str, names: list[str]) -> dict[str, bytes]:
    """The files, from the unit's archive beside the notebook, if somebody put it there, or at the address."""
    from os.path import exists

    archive = f"{unit}.zip"
    place = archive if exists(archive) else f"{address}/{archive}"
    advice = f"Download {address}/{archive}, put it beside this notebook as it is, and run this cell again"
    try:
        if place == archive:
            with open(place, "rb") as file:
                content = file.read()
        else:
            from urllib.request import urlopen  # in a browser's Python this may be as far as it gets

            with urlopen(place, timeout=30) as answer:
                content = answer.read()
    except Exception as error:  # no network, no such page, no answer in time, no right to read
        raise MissingFilesError(
            f"This notebook needs files beside it, and {place} cannot be read ({type(error).__name__}: {error}).\n"
            f"{advice}."
        ) from None
    files = files_in(content, unit, names)
    if digest_of(files) != release:
        raise MissingFilesError(
            f"{place} is not what this notebook was released with: it is damaged, or of another release.\n"
            f"{advice}; or ask your teacher for the folder {unit} of release {release[:8]}."
        )
    return files


def unpacked(unit: str, packed: dict[str, str]) -> dict[str, bytes]:
    """The files, from the texts that this cell carries."""
    try:
        from base64 import b85decode
        from bz2 import decompress
    except ImportError as error:  # Python can be built without bz2
        raise MissingFilesError(
            f"This notebook needs files beside it, and this Python cannot unpack them ({error}).\n"
            f"Run it with another Python, or ask your teacher for the folder {unit}."
        ) from None
    return {name: decompress(b85decode(text)) for name, text in packed.items()}


def write_files(unit: str, release: str, files: dict[str, bytes]) -> None:
    """Put the files beside the notebook, each whole or not at all; none if other files have their names."""
    import os
    from importlib import invalidate_caches
    from tempfile import TemporaryDirectory

    def differs(name: str) -> bool:
        with open(name, "rb") as file:
            return file.read() != files[name]

    try:
        others = [name for name in files if os.path.exists(name) and differs(name)]
        if others:
            raise MissingFilesError(
                f"This notebook needs files of its own in place of {', '.join(others)} here; nothing was written.\n"
                "Move the notebook into a folder of its own and run it from the top there."
            )
        # The mark is moved last: it says that all the others are there.
        wanted = files | {"kit/release.txt": f"{unit} {release}\n".encode()}
        with TemporaryDirectory(prefix=".files-", dir=".") as folder:
            for number, content in enumerate(wanted.values()):
                with open(os.path.join(folder, str(number)), "wb") as file:
                    file.write(content)
            for number, name in enumerate(wanted):
                os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
                os.replace(os.path.join(folder, str(number)), name)
    except OSError as error:
        raise MissingFilesError(
            f"The files that this notebook needs cannot be written here ({error.strerror}).\n"
            "Copy the notebook into a folder where you may write, and run it from the top there."
        ) from None
    invalidate_caches()
    print(f"now beside this notebook: {', '.join(sorted({name.partition('/')[0] for name in files}))}")
