"""A Pyodide to test with, where its full distribution cannot be had: `python -m tests.site.kernel FOLDER`.

The core is that of npm, the packages of Python alone are those of PyPI, and in the place of NumPy and Matplotlib stand
a few names, by which `kit` can be imported and an example be run; nothing is computed or drawn with them.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION

from course.weaving.pack import packed

WANTED = ("micropip", "ipython", "jedi")
# What pip is told of a browser's Python: packages for others must not be left out.
TARGET = ["--python-version", "314", "--implementation", "py", "--abi", "none", "--platform", "any"]
STAND_INS = {
    "numpy": {
        "numpy/__init__.py": "from contextlib import nullcontext\n\n"
        "class ndarray: pass\n\nclass generic: pass\n\ndef printoptions(**_):\n    return nullcontext()\n",
    },
    "matplotlib": {
        "matplotlib/__init__.py": "",
        "matplotlib/style.py": "from contextlib import nullcontext\n\ndef context(*_):\n    return nullcontext()\n",
        "matplotlib/figure.py": "class Figure:\n"
        "    def __init__(self, *_, **__): pass\n"
        "    def subplots(self, *_): return self\n"
        "    def text(self, *_, **__): pass\n"
        "    def savefig(self, file, **_): file.write(b'picture')\n",
    },
}
Lock = dict[str, dict[str, Any]]


def make(folder: Path) -> None:
    """Put the files of a Pyodide into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    put_core(folder)
    lock = json.loads((folder / "pyodide-lock.json").read_text())
    packages = {name: lock["packages"][name] for name in closure(lock["packages"], WANTED)}
    put_wheels(folder, packages)
    for name, files in STAND_INS.items():
        packages[name] = lock["packages"][name] | put_stand_in(folder, name, files)
    for package in packages.values():
        package["sha256"] = hashlib.sha256((folder / package["file_name"]).read_bytes()).hexdigest()
    (folder / "pyodide-lock.json").write_text(json.dumps(lock | {"packages": packages}))


def put_core(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        subprocess.run(["npm", "pack", "--silent", f"pyodide@{PYODIDE_VERSION}"], cwd=place, check=True)
        (archive,) = Path(place).glob("*.tgz")
        with tarfile.open(archive) as opened:
            for member in opened.getmembers():
                if member.name.endswith((".mjs", ".wasm", ".zip", "pyodide-lock.json")):
                    (folder / Path(member.name).name).write_bytes(opened.extractfile(member).read())  # type: ignore[union-attr]  # it is a file


def closure(lock: Lock, names: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    waiting = list(names)
    while waiting:
        name = waiting.pop().replace("_", "-")
        if name not in found:
            found.append(name)
            waiting += lock[name]["depends"]
    return found


def put_wheels(folder: Path, packages: Lock) -> None:
    wanted = [f"{name}=={package['version']}" for name, package in packages.items()]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*pip, "--only-binary=:all:", *TARGET, "--dest", str(folder), *wanted], check=True)


def put_stand_in(folder: Path, name: str, files: dict[str, str]) -> dict[str, Any]:
    about = {
        "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\n",
        "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "",
    }
    whole = files | {f"{name}-0.dist-info/{part}": text for part, text in about.items()}
    file = f"{name}-0-py3-none-any.whl"
    (folder / file).write_bytes(packed({part: text.encode() for part, text in whole.items()}))
    return {"file_name": file, "version": "0", "depends": []}


if __name__ == "__main__":
    make(Path(sys.argv[1]))
