"""`practice.py`, which stands beside the folder of this package in a release."""

import importlib.util
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).parents[1]
FILE = "practice.py"


class AbsentError(Exception):
    """There is no `practice.py`; says what to do."""


def unit() -> ModuleType:
    """The unit's checks for practice, and its table of exercises and proofs; read afresh each time."""
    path = FOLDER / FILE
    spec = importlib.util.spec_from_file_location("kit_practice", path)
    if not path.is_file() or spec is None or spec.loader is None:
        raise AbsentError(f"{FILE} must stand beside the folder kit, in {FOLDER}: put it back from the download")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
