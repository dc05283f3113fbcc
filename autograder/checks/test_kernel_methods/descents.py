"""Linear models and kernels with known eigenvalues, and how their outputs are judged, for `tangent_descent`."""

import numpy as np

from autograder import expect
from autograder.checks.test_kernel_methods.inputs import away_from_zero, greatest, mirror, near, table

CALL = "tangent_descent(Theta, Theta_test, f, f_test, y, steps, lr)"
EIGENVALUES = (8.0, 5.0, 2.5, 1.5, 1.0)  # with lr = 0.2 the first part changes its sign in each step


def model(d):
    """A linear model with more parameters than samples: (J, J_test, f, f_test, y, steps, lr), M not N nor 1."""
    N = d.integer(2, 4)
    M = N + d.choice((1, -1) if N > 2 else (1,))
    J, J_test = away_from_zero(d, (N, N + 2)), away_from_zero(d, (M, N + 2))
    J_test[0] = J[0] + 0.7
    return J, J_test, *starts(d, N, M), d.integer(2, 6), 0.9 / np.sum(J**2)


def starts(d, N, M):
    """Outputs and targets that are well apart: f, f_test and y."""
    f = away_from_zero(d, N)
    return f, away_from_zero(d, M), f - 2.3 + away_from_zero(d, N) / 2


def as_many_of_both(d):
    """The same with M = N, so that Theta_test has no symmetry to speak of."""
    N = d.integer(2, 4)
    J, J_test = away_from_zero(d, (N, N + 1)), away_from_zero(d, (N, N + 1))
    J_test[0] += 2.9
    return J, J_test, *starts(d, N, N), d.integer(2, 6), 0.9 / np.sum(J**2)


def spectrum(d):
    """Theta with known eigenvalues, some of them 0: (Theta, Q, s, f, c, steps), y = f - Q c. The last gradient is 0."""
    N = d.integer(2, 4)
    s = np.append(EIGENVALUES[:N], 0)
    s[N - d.integer(0, N - 1) :] = 0
    Q = np.eye(N + 1)
    Q[:N, :N] = mirror(d, N)
    Theta = (Q * s) @ Q.T
    return (Theta + Theta.T) / 2, Q, s, away_from_zero(d, N + 1), away_from_zero(d, N + 1), d.integer(1, 20)


def invertible(d):
    """A Theta without small eigenvalues, and new points: (Theta, Theta_test, f, f_test, y)."""
    N = d.integer(2, 4)
    Q = mirror(d, N)
    root = (Q * np.sqrt(EIGENVALUES[-N:])) @ Q.T
    Theta = root @ root.T
    Theta_test, (f, f_test, y) = away_from_zero(d, (N + 1, N)) @ root, starts(d, N, N + 1)
    f_test[0] = 0.001 - Theta_test[0] @ np.linalg.solve(Theta, y - f)  # so that little is left at the first new point
    return (Theta + Theta.T) / 2, Theta_test, f, f_test, y


def two_parts(got, N, M):
    """f (N,) and f_test (M,), finite."""
    f, f_test = expect.values(got, 2, CALL)
    return table(f, (N,), f"f of {CALL}"), table(f_test, (M,), f"f_test of {CALL}")


def right_parts(got, f, f_test, *given):
    """Both outputs are right to 1e-9 of the largest number."""
    after, there = two_parts(got, len(f), len(f_test))
    size = greatest(f, f_test, *given)
    near(after, f, f"f of {CALL}", size)
    near(there, f_test, f"f_test of {CALL}", size)
