"""Data: random samples of known laws, so that one can tell what was learned from what there was to learn.

Each generator takes the number of samples N >= 1 and rng, the only source of randomness, and returns samples and
their labels, int64. "Balanced" classes 0..K-1 have equal sizes, up to one sample, in random order; their
points are independent. sigma is the logistic sigmoid, U(a, b) the uniform and N(m, v) the normal law of variance v.
"""

from pathlib import Path

import numpy as np

from solutions import calls, require
from solutions.regression import sigmoid

# Admission: logit = w.(x - centre), x = (test score in points, grade average)
ADMISSION_CENTRE = np.array([60.0, 3.0])
ADMISSION_SCALE = np.array([12.0, 0.5])
ADMISSION_W = np.array([0.25, 5.0])

# Fraud: how much two hidden factors, spending and travelling, show in each of six measured features
FRAUD_LOADINGS = np.array([[1.0, 0.8, 0.6, 0.0, 0.4, -0.6], [0.0, 0.5, -0.6, 1.0, 0.8, 0.6]])
FRAUD_NOISE = 0.3


@calls.python_scalars
def exam(N: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Studying for an exam: (hours, points, passed), each (N,).

    hours ~ U(0, 10), points = 25 + 6 hours + 5 e with e of the standard logistic law, not cut off at 0 or
    100; passed = 1 iff points >= 50. Then P(passed = 1 | hours) is `exam_probability`, and the regression line of
    points on hours is 25 + 6 hours.
    """
    _require_draw(N, rng)
    hours = rng.uniform(0, 10, N)
    points = 25 + 6 * hours + rng.logistic(0, 5, N)
    return hours, points, (points >= 50).astype(np.int64)


def exam_probability(hours: np.ndarray) -> np.ndarray:
    """P(passed = 1 | hours) = sigma((25 + 6 hours - 50)/5) = sigma(1.2 hours - 5), of the shape of hours."""
    require.numbers(hours, "hours")
    return sigmoid(1.2 * np.asarray(hours, float) - 5)


@calls.python_scalars
def admission(N: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Applications X (N, 2), a test score ~ N(60, 12^2) and a grade average ~ N(3, 0.5^2), and their fate y (N,).

    The two are independent, and y = 1, admitted, has the probability `admission_probability`. The best
    classifier says 1 where that exceeds 1/2, and is right with the mean of max(p, 1 - p).
    """
    _require_draw(N, rng)
    X = ADMISSION_CENTRE + ADMISSION_SCALE * rng.normal(size=(N, 2))
    return X, (rng.random(N) < admission_probability(X)).astype(np.int64)


def admission_probability(X: np.ndarray) -> np.ndarray:
    """P(y = 1 | x) = sigma(0.25 (test score - 60) + 5 (grade average - 3)), (N,), of the applications X (N, 2)."""
    require.samples(X, d=2)
    return sigmoid((np.asarray(X, float) - ADMISSION_CENTRE) @ ADMISSION_W)


@calls.python_scalars
def fraud(N: int, rng: np.random.Generator, rate: float = 0.02) -> tuple[np.ndarray, np.ndarray]:
    """Transactions X (N, 6), and y (N,), which is 1 for a fraud, with the probability rate, else 0.

    Honest ones are h A + 0.3 e, with two hidden factors h, A = FRAUD_LOADINGS (2, 6) and noise e (6,), all
    independent and ~ N(0, 1). In a fraud each feature has the same law as in an honest one, but the features are
    independent: not one of them gives it away, only that they do not fit together.
    """
    _require_draw(N, rng)
    require.scalar(rate, "rate", least=0, hint="the probability of a fraud")
    if rate > 1:
        raise ValueError(f"rate must be <= 1, got {rate:g}; the probability of a fraud")
    y = (rng.random(N) < rate).astype(np.int64)
    honest = rng.normal(size=(N, 2)) @ FRAUD_LOADINGS + FRAUD_NOISE * rng.normal(size=(N, 6))
    spread = np.sqrt((FRAUD_LOADINGS**2).sum(axis=0) + FRAUD_NOISE**2)
    return np.where(y[:, None] == 1, spread * rng.normal(size=(N, 6)), honest), y


@calls.python_scalars
def gaussians(
    N: int, means: np.ndarray, rng: np.random.Generator, spread: float = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    """Balanced classes, class k ~ N(means[k], spread^2 I) in R^d; means (K, d), X (N, d), y (N,).

    For K = 2 the best classifier errs with the probability sf(||means[0] - means[1]|| / (2 spread)), sf the
    upper tail of N(0, 1).
    """
    _require_draw(N, rng)
    require.samples(means, "means")
    _require_spread(spread, "spread")
    means = np.asarray(means, float)
    y = _balanced(N, len(means), rng)
    return means[y] + spread * rng.normal(size=(N, means.shape[1])), y


@calls.python_scalars
def moons(N: int, rng: np.random.Generator, noise: float = 0.1) -> tuple[np.ndarray, np.ndarray]:
    """Two half circles of radius 1 that reach into one another, X (N, 2), and y (N,), balanced.

    Angle a ~ U(0, pi). Class 0 is (cos a, sin a), the upper moon, class 1 (1 - cos a, 1/2 - sin a), the lower
    one; both plus N(0, noise^2) in each coordinate.
    """
    _require_draw(N, rng)
    y = _balanced(N, 2, rng)
    a = rng.uniform(0, np.pi, N)
    upper, lower = np.column_stack([np.cos(a), np.sin(a)]), np.column_stack([1 - np.cos(a), 0.5 - np.sin(a)])
    return _blurred(np.where(y[:, None] == 0, upper, lower), noise, rng), y


@calls.python_scalars
def circles(N: int, rng: np.random.Generator, noise: float = 0.1) -> tuple[np.ndarray, np.ndarray]:
    """Two circles around 0, of radius 1 for class 0 and 1/2 for class 1, X (N, 2), and y (N,), balanced.

    The angle is ~ U(0, 2 pi); plus N(0, noise^2) in each coordinate.
    """
    _require_draw(N, rng)
    y = _balanced(N, 2, rng)
    return _blurred(_polar(1 - y / 2, rng.uniform(0, 2 * np.pi, N)), noise, rng), y


@calls.python_scalars
def spirals(
    N: int, rng: np.random.Generator, K: int = 2, turns: float = 1.0, noise: float = 0.02
) -> tuple[np.ndarray, np.ndarray]:
    """K >= 2 spiral arms around 0, X (N, 2), and y (N,), balanced.

    The radius is r ~ U(0.1, 1), the angle of class k is 2 pi (turns r + k/K); plus N(0, noise^2) in each
    coordinate. Neighbouring arms are 1/(K turns) apart along a ray.
    """
    _require_draw(N, rng)
    require.integer(K, "K", 2, "the number of arms")
    require.scalar(turns, "turns", above=0, hint="how often an arm winds around 0")
    y = _balanced(N, K, rng)
    r = rng.uniform(0.1, 1, N)
    return _blurred(_polar(r, 2 * np.pi * (turns * r + y / K)), noise, rng), y


@calls.python_scalars
def bar_images(N: int, rng: np.random.Generator, size: int = 8, noise: float = 0.1) -> tuple[np.ndarray, np.ndarray]:
    """Images X (N, 1, size, size) of one bar, and y (N,), balanced: 0 for horizontal, 1 for vertical.

    The bar is a whole row or column of ones, each of them equally likely, on zeros; plus N(0, noise^2) in each
    pixel. The mean image is the same for both classes: no linear classifier is right about all 2 size bars; the best
    are wrong about one.
    """
    _require_draw(N, rng)
    require.integer(size, "size", 2, "the number of rows and of columns")
    y = _balanced(N, 2, rng)
    bars = np.eye(size)[rng.integers(size, size=N)]
    rows = np.repeat(bars[:, :, None], size, axis=2)
    X = np.where(y[:, None, None] == 0, rows, rows.transpose(0, 2, 1))
    return _blurred(X[:, None], noise, rng), y


def digits(path: str | Path) -> tuple[np.ndarray, np.ndarray]:
    """Handwritten digits X (N, 64), grey from 0 (paper) to 1 (ink), and y (N,), from a file digits.npz.

    The file has the arrays X, 8 rows of 8 grey values 0 to 16 for each digit, and y, as `course/data` has it.
    """
    with np.load(path) as file:
        return file["X"] / 16, file["y"].astype(np.int64)


@calls.python_scalars
def split(N: int, n_test: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Indices (train, test) of N samples, shuffled: N - n_test for training, n_test for testing, none in both.

    ValueError unless 1 <= n_test < N.
    """
    _require_draw(N, rng)
    require.integer(n_test, "n_test", 1, "the number of samples for testing")
    if n_test >= N:
        raise ValueError(f"n_test must be < N = {N}, got {n_test}; leave some for training")
    order = rng.permutation(N)
    return order[n_test:], order[:n_test]


def _balanced(N: int, K: int, rng: np.random.Generator) -> np.ndarray:
    return rng.permutation(np.arange(N) % K)


def _polar(r: np.ndarray, angle: np.ndarray) -> np.ndarray:
    return r[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])


def _blurred(X: np.ndarray, noise: float, rng: np.random.Generator) -> np.ndarray:
    """X with noise in each coordinate."""
    _require_spread(noise, "noise")
    return X + noise * rng.normal(size=X.shape)


def _require_draw(N: int, rng: np.random.Generator) -> None:
    require.integer(N, "N", 1, "the number of samples")
    require.rng(rng)


def _require_spread(value: float, name: str) -> None:
    require.scalar(value, name, least=0, hint="a standard deviation")
