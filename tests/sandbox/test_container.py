"""The container file for graders, read: no engine runs here, so its steps are compared with what is tested."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from course.cli import main

ROOT = Path(__file__).resolve().parents[2]
LINES = [line for line in (ROOT / "Containerfile").read_text().splitlines() if line and not line.startswith("#")]
STEPS = [tuple(line.split(maxsplit=1)) for line in LINES]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def of(instruction: str) -> list[str]:
    return [words for name, words in STEPS if name == instruction]


def test_every_instruction_is_known_and_the_base_comes_first() -> None:
    assert STEPS[0][0] == "FROM"
    assert {name for name, _ in STEPS} == {"FROM", "WORKDIR", "COPY", "RUN", "ENTRYPOINT", "CMD"}


def test_the_base_has_the_oldest_python_that_is_supported() -> None:
    (base,) = of("FROM")
    found = re.fullmatch(r"python:(\d+\.\d+)-slim", base)
    assert found
    assert PROJECT["requires-python"] == f">={found[1]}"


@pytest.mark.parametrize("copied", of("COPY"))
def test_what_is_copied_exists_and_lands_where_it_came_from(copied: str) -> None:
    *sources, target = copied.split()
    for source in sources:
        assert (ROOT / source).exists()
        assert target in (source, "./")


def test_everything_that_grading_reads_is_copied() -> None:
    copied = {source for words in of("COPY") for source in words.split()[:-1]}
    assert {"autograder", "course", "solutions", "release", "course.toml", "requirements.lock"} <= copied
    assert {PROJECT["readme"], "LICENSE"} <= copied  # which the build of the package reads


def test_it_is_installed_as_the_makefile_does() -> None:
    steps = of("RUN")
    makefile = (ROOT / "Makefile").read_text()
    for options, step in zip(("--require-hashes -r requirements.lock", "--no-deps --no-build-isolation --editable ."),
                             steps, strict=True):
        assert options in step
        assert options in makefile


def test_what_it_runs_is_a_command_of_ours_with_options_that_exist() -> None:
    (entry,), (command,) = (map(json.loads, of(name)) for name in ("ENTRYPOINT", "CMD"))
    assert entry[0] in PROJECT["scripts"]
    assert command[0] == "grade"
    assert "--results" in CliRunner().invoke(main, ["grade", "--help"]).output
    assert "--results" in command


def test_what_leads_to_level_4_is_said_as_the_grader_says_it() -> None:
    from autograder.sandbox.isolation import ADVICE

    text = (ROOT / "Containerfile").read_text()
    advice = " ".join(ADVICE.values())
    for option in re.findall(r"(?:seccomp|apparmor|systempaths)=unconfined|unmask=ALL", text):
        assert option in advice
