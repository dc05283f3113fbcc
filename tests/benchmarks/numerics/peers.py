"""Peers that may be absent."""

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

PEERS = {"sklearn": "scikit-learn", "scipy": "scipy", "torch": "torch", "jax": "jax"}


def present(module: str) -> bool:
    """Whether a peer is installed."""
    return find_spec(module) is not None


def absent() -> list[str]:
    """The peers that are not installed, as pip calls them."""
    return [name for module, name in PEERS.items() if not present(module)]


def versions() -> str:
    """NumPy and the peers that are installed, with their versions."""
    found = []
    for name in ("numpy", *PEERS.values()):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)
