"""What the cells compute with."""

from pathlib import Path

import numpy as np

DIGITS = Path(__file__).resolve().parents[3] / "course" / "data" / "digits.npz"


def normal(n: int, d: int = 64) -> np.ndarray:
    """Samples (n, d) without any structure."""
    return np.random.default_rng(0).normal(size=(n, d))


def digits() -> tuple[np.ndarray, np.ndarray]:
    """The 1797 digits of the course: X (N, 64) in [0, 1], y (N,)."""
    with np.load(DIGITS) as data:
        return data["X"] / data["X"].max(), data["y"].astype(np.int64)


def odd_digits(n: int) -> tuple[np.ndarray, np.ndarray, float]:
    """The first n digits, labels of odd against even ones, and scikit-learn's default gamma."""
    X, y = digits()
    return X[:n], np.where(y[:n] % 2, 1, -1), float(1 / (64 * X.var()))


def waves(n: int) -> tuple[np.ndarray, np.ndarray, float]:
    """Samples (n, 20), labels with a curved boundary and some noise, and gamma = 1/d."""
    X = normal(n, 20)
    score = np.sin(2 * X[:, 0]) + X[:, 1] * X[:, 2] + 0.5 * X[:, 3]
    return X, np.where(score + 0.3 * np.random.default_rng(1).normal(size=n) > 0, 1, -1), 1 / 20
