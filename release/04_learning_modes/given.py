"""Functions of earlier units that this one gives you: its notebook imports them. Read them if you like.

Data: fraud, moons.
"""

import numpy as np

FRAUD_LOADINGS = np.array([[1.0, 0.8, 0.6, 0.0, 0.4, -0.6], [0.0, 0.5, -0.6, 1.0, 0.8, 0.6]])
FRAUD_NOISE = 0.3


def fraud(N: int, rng: np.random.Generator, rate: float = 0.02) -> tuple[np.ndarray, np.ndarray]:
    """Transactions X (N, 6), and y (N,), which is 1 for a fraud, with the probability rate, else 0.

    Honest ones are h A + 0.3 e, with two hidden factors h, A = FRAUD_LOADINGS (2, 6) and noise e (6,), all
    independent and ~ N(0, 1). In a fraud each feature has the same law as in an honest one, but the features are
    independent: not one of them gives it away, only that they do not fit together.
    """
    y = (rng.random(N) < rate).astype(np.int64)
    honest = rng.normal(size=(N, 2)) @ FRAUD_LOADINGS + FRAUD_NOISE * rng.normal(size=(N, 6))
    spread = np.sqrt((FRAUD_LOADINGS**2).sum(axis=0) + FRAUD_NOISE**2)
    return np.where(y[:, None] == 1, spread * rng.normal(size=(N, 6)), honest), y


def moons(N: int, rng: np.random.Generator, noise: float = 0.1) -> tuple[np.ndarray, np.ndarray]:
    """Two half circles of radius 1 that reach into one another, X (N, 2), and y (N,), balanced.

    Angle a ~ U(0, pi). Class 0 is (cos a, sin a), the upper moon, class 1 (1 - cos a, 1/2 - sin a), the lower
    one; both plus N(0, noise^2) in each coordinate.
    """
    y = _balanced(N, 2, rng)
    a = rng.uniform(0, np.pi, N)
    upper, lower = np.column_stack([np.cos(a), np.sin(a)]), np.column_stack([1 - np.cos(a), 0.5 - np.sin(a)])
    return _blurred(np.where(y[:, None] == 0, upper, lower), noise, rng), y


def _balanced(N: int, K: int, rng: np.random.Generator) -> np.ndarray:
    return rng.permutation(np.arange(N) % K)


def _blurred(X: np.ndarray, noise: float, rng: np.random.Generator) -> np.ndarray:
    """X with noise in each coordinate."""
    return X + noise * rng.normal(size=X.shape)
