"""JupyterLite: notebooks and a Python in the browser, as static files that ask for no package index.

What the settings below are for, each of which a site needs:

- `appUrl`, `faviconUrl`: JupyterLite looks for both in its app `lab`, which is not built.
- `packages`: the kernel loads what a cell imports, and not what `kit` imports.
- a wheel of `comm`, which Pyodide has not: the kernel would ask PyPI for it at each start, and wait for the answer.
- `ignore_sys_prefix`: extensions of this machine's JupyterLab, formgrader among them, would be taken along.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from course import CourseError
from course.site.local_kernel import kernel_files
from course.weaving import files
from course.weaving.pack import packed

PACKAGES = ("numpy", "matplotlib")
KERNEL = "@jupyterlite/pyodide-kernel-extension"
SETTINGS = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": "Course",
        "appUrl": "./tree",
        "faviconUrl": "./static/favicons/favicon.ico",
        "litePluginSettings": {
            f"{KERNEL}:kernel": {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": list(PACKAGES)}}
        },
    },
}
OVERRIDES = {"@jupyterlab/apputils-extension:themes": {"adaptive-theme": True}}  # light or dark, as the reader's system
LONG_AGO = 315532800  # 1980: the date of all files, so that two builds are alike
ERROR = re.compile(r"^\w*Error: .+", re.MULTILINE)  # among warnings and reports; a task's are not on standard error
OF_THE_INSTALL = {"INSTALLER", "RECORD", "REQUESTED", "direct_url.json"}


def work_files(contents: Mapping[str, bytes], kernel: Path | None) -> dict[str, bytes]:
    """The files of a JupyterLite with these contents, its kernel's own files from the folder `kernel`, if any."""
    local = kernel_files(kernel, PACKAGES) if kernel else {}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder).resolve()
        lite = {
            "jupyter-lite.json": json.dumps(SETTINGS).encode(),
            "overrides.json": json.dumps(OVERRIDES).encode(),
            "build.json": json.dumps({"LiteBuildConfig": _config(place)}).encode(),
            **wheel_of("comm"),
            **{f"static/pyodide/{name}": content for name, content in local.items()},
        }
        files.write({place / "lite" / name: content for name, content in lite.items()})
        files.write({place / "contents" / name: content for name, content in contents.items()})
        _build(place / "lite" / "build.json")
        built = place / "built"
        return {
            path.relative_to(built).as_posix(): path.read_bytes() for path in sorted(built.rglob("*")) if path.is_file()
        }


def _config(place: Path) -> dict[str, Any]:
    """What `jupyter lite build` is told; its paths are absolute, since it takes others to be below `lite_dir`."""
    return {
        "lite_dir": str(place / "lite"),
        "contents": [str(place / "contents")],
        "output_dir": str(place / "built"),
        "apps": ["notebooks", "tree", "edit"],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "source_date_epoch": LONG_AGO,
        "ignore_sys_prefix": ["federated_extensions"],
        "federated_extensions": [str(_kernel_extension())],
    }


def _kernel_extension() -> Path:
    """Where the extension with the kernel is installed."""
    (found,) = (
        each
        for each in distribution("jupyterlite-pyodide-kernel").files or ()
        if each.as_posix().endswith(f"labextensions/{KERNEL}/package.json")
    )
    return Path(str(found.locate())).resolve().parent


def wheel_of(name: str) -> dict[str, bytes]:
    """An installed package of Python alone as a wheel again, where JupyterLite looks for wheels."""
    found = distribution(name)
    inside = {
        each.as_posix(): each.read_binary()
        for each in found.files or ()
        if "__pycache__" not in each.parts and each.name not in OF_THE_INSTALL
    }
    record = f"{name}-{found.version}.dist-info/RECORD"
    listed = "".join(f"{each},,\n" for each in [*sorted(inside), record])
    return {f"pypi/{name}-{found.version}-py3-none-any.whl": packed({**inside, record: listed.encode()})}


def _build(config: Path) -> None:
    """Run `jupyter lite build`, with none of this user's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTERLITE_")}
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--config", str(config)]
    environment = kept | {"JUPYTER_NO_CONFIG": "1"}
    run = subprocess.run(command, cwd=config.parent, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        errors = ERROR.findall(run.stderr + run.stdout) or [f"exit code {run.returncode}"]
        raise CourseError(f"jupyter lite build fails: {errors[-1]}")
