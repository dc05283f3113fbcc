from pathlib import Path

import pytest

from autograder.sandbox import Child, Limits, Sandbox


def ask(child: Child, expression: str) -> object:
    """The value of an expression in the child."""
    child.run(f"import os, sys, resource, signal, numpy as np\ndef ask(): return {expression}", "question")
    return child.call("ask", seconds=20).value


@pytest.mark.parametrize(
    "name",
    ["solutions", "solutions.classification", "autograder", "autograder.checks", "course", "tests", "pytest"],
)
def test_nothing_of_ours_can_be_imported(child: Child, name: str) -> None:
    expression = f"__import__('importlib.util').util.find_spec({name.partition('.')[0]!r})"
    assert ask(child, expression) is None
    child.run(f"try:\n    import {name}\nexcept ModuleNotFoundError:\n    found = False", "try")
    assert ask(child, "found") is False


def test_the_zygote_has_never_loaded_anything_of_ours(child: Child) -> None:
    modules = ask(child, "sorted(sys.modules)")
    assert isinstance(modules, list)
    assert {"numpy", "matplotlib", "msgpack", "inside.worker"} <= set(modules)
    ours = {"solutions", "autograder", "course", "pytest", "packaging.requirements", "site"}
    assert not ours & {part for name in modules for part in (name, name.partition(".")[0])}


def test_site_packages_are_not_on_the_path(child: Child) -> None:
    path = ask(child, "sys.path")
    assert isinstance(path, list)
    assert not [entry for entry in path if "site-packages" in entry or "dist-packages" in entry]


def test_numpy_computes_as_on_this_side(child: Child) -> None:
    import numpy as np

    A = np.random.default_rng(0).normal(size=(20, 20))
    child.run("import numpy as np\ndef f(A): return np.linalg.svd(A), np.fft.fft(A), A @ A.T", "cell")
    (U, s, Vt), F, G = child.call("f", [A]).value
    np.testing.assert_allclose((U * s) @ Vt, A, atol=1e-12)
    np.testing.assert_array_equal(F, np.fft.fft(A))
    np.testing.assert_array_equal(G, A @ A.T)


def test_matplotlib_draws(child: Child) -> None:
    child.run(
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('drawn $x^2$')\nplt.savefig('figure.png')",
        "figure",
    )
    size = ask(child, "os.path.getsize('figure.png')")
    assert isinstance(size, int)
    assert size > 1000


def test_each_process_has_its_own_random_numbers(sandbox: Sandbox) -> None:
    draws = set()
    for _ in range(4):
        with sandbox.start({}) as child:
            draws.add(ask(child, "(float(np.random.random()), __import__('random').random())"))
    assert len({first for first, _ in draws}) == len({second for _, second in draws}) == 4


def test_a_process_has_four_descriptors(child: Child) -> None:
    tried = "\n".join(["try:", "        os.fstat(number)", "    except OSError:", "        return False"])
    child.run(f"import os\ndef is_open(number):\n    {tried}\n    return True", "cell")
    assert [number for number in range(64) if child.call("is_open", [number]).value] == [0, 1, 2, 3]


def test_a_process_leads_its_own_session(child: Child) -> None:
    assert ask(child, "os.getsid(0) == os.getpgid(0) == os.getpid()") is True


def test_a_process_gains_no_privileges(child: Child) -> None:
    asked = 39  # PR_GET_NO_NEW_PRIVS
    assert ask(child, f"__import__('ctypes').CDLL(None).prctl({asked}, 0, 0, 0, 0)") == 1


def test_the_limits_are_those_of_the_kernel(sandbox: Sandbox) -> None:
    limits = Limits(memory_bytes=1 << 30, cpu_seconds=7, file_bytes=12345, open_files=33)
    with sandbox.start({}, limits) as child:
        assert ask(child, "resource.getrlimit(resource.RLIMIT_CPU)") == (7, 8)
        assert ask(child, "resource.getrlimit(resource.RLIMIT_FSIZE)") == (12345, 12345)
        assert ask(child, "resource.getrlimit(resource.RLIMIT_NOFILE)") == (33, 33)
        assert ask(child, "resource.getrlimit(resource.RLIMIT_CORE)") == (0, 0)
        soft, hard = ask(child, "resource.getrlimit(resource.RLIMIT_AS)")  # type: ignore[misc] # a tuple came
        assert soft == hard > 1 << 30


def test_signals_are_the_defaults(child: Child) -> None:
    assert ask(child, "signal.getsignal(signal.SIGTERM) == signal.getsignal(signal.SIGCHLD) == 0") is True


def test_a_process_works_in_its_own_empty_directory(sandbox: Sandbox) -> None:
    with sandbox.start({}) as one, sandbox.start({}) as other:
        assert ask(one, "os.listdir()") == ask(other, "os.listdir()") == []
        one.run("open('mine', 'w').close()", "cell")
        assert ask(one, "os.listdir()") == ["mine"]
        assert ask(other, "os.listdir()") == []
        place = ask(one, "os.getcwd()")
        assert ask(one, "[os.environ[n] for n in ('HOME', 'TMPDIR', 'MPLCONFIGDIR')]") == [place] * 3
        assert ask(one, "sys.path[0]") == place


@pytest.mark.usefixtures("quick")
def test_our_environment_stays_with_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hidden")
    monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
    with Sandbox() as sandbox, sandbox.start({}) as child:
        assert ask(child, "'hidden' in str(dict(os.environ))") is False
        assert ask(child, "__import__('importlib.util').util.find_spec('solutions')") is None


def test_sets_of_strings_have_one_order_in_every_run() -> None:
    orders = []
    for _ in range(2):
        with Sandbox() as sandbox, sandbox.start({}) as child:
            orders.append(ask(child, "list(set('abcdefghij'))"))
    assert orders[0] == orders[1]
