import copy
import math

import numpy as np


def right_cos_sin(X, D, gamma, rng):
    """Cosines, then sines, over sqrt(D)."""
    angles = X @ rng.normal(scale=np.sqrt(2 * gamma), size=(X.shape[1], D))
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)


def right_phases(X, D, gamma, rng):
    """One column for each frequency, each with a phase of its own."""
    omega = np.sqrt(2 * gamma) * rng.standard_normal((X.shape[1], D))
    return np.sqrt(2 / D) * np.cos(X @ omega + rng.uniform(0, 2 * np.pi, D))


def right_loops(X, D, gamma, rng):
    """Plain loops, frequency by frequency; nested lists come back."""
    X = np.asarray(X).tolist()
    Phi = [[] for _ in X]
    for _ in range(D):
        omega = [rng.normal(0.0, math.sqrt(2 * gamma)) for _ in X[0]]
        for row, x in zip(Phi, X):
            angle = sum(w * v for w, v in zip(omega, x))
            row.extend([math.cos(angle) / math.sqrt(D), math.sin(angle) / math.sqrt(D)])
    return Phi


def right_complex(X, D, gamma, rng):
    """Complex exponentials, real and imaginary parts interleaved."""
    d = X.shape[1]
    omega = rng.multivariate_normal(np.zeros(d), 2 * gamma * np.eye(d), size=D)
    waves = np.exp(1j * (np.asarray(X, float) @ omega.T)) / np.sqrt(D)
    Phi = np.empty((len(X), 2 * D))
    Phi[:, ::2], Phi[:, 1::2] = waves.real, waves.imag
    return Phi


def right_half_circle(X, D, gamma, rng):
    """Phases on [0, pi): the doubled phase goes round once, and averages the last term away."""
    beta = rng.uniform(0, np.pi, size=D)
    omega = rng.normal(0, (2 * gamma) ** 0.5, size=(D, X.shape[1]))
    return math.sqrt(2.0 / D) * np.sin(np.einsum("nd,kd->nk", X, omega) + beta)


def right_hartley(X, D, gamma, rng):
    """cos + sin in one column: the term sin(a + b) has the mean 0, for omega and -omega are as likely."""
    angles = np.sqrt(2 * gamma) * (X @ rng.standard_normal((X.shape[1], D)))
    return (np.cos(angles) + np.sin(angles)) / np.sqrt(D)


def right_coin(X, D, gamma, rng):
    """For each frequency a coin decides whether its column is the cosine or the sine."""
    omega = rng.normal(size=(X.shape[1], D)) * np.sqrt(2 * gamma)
    heads = rng.integers(0, 2, size=D) == 1
    angles = X @ omega
    return np.sqrt(2 / D) * np.where(heads, np.cos(angles), np.sin(angles))


def right_box_muller(X, D, gamma, rng):
    """Normal numbers out of uniform ones, all from rng."""
    shape = (X.shape[1], D)
    radius = np.sqrt(-2 * np.log(1 - rng.random(shape)))
    normal = radius * np.cos(2 * np.pi * rng.random(shape))
    angles = np.asarray(X, dtype=float) @ (normal * np.sqrt(2 * gamma))
    return np.concatenate((np.cos(angles), np.sin(angles)), axis=1) * D**-0.5


def right_orthogonal(X, D, gamma, rng):
    """Orthogonal frequencies in blocks of d, with independent lengths of normal vectors."""
    d = X.shape[1]
    blocks = []
    for _ in range(-(-D // d)):
        Q, R = np.linalg.qr(rng.normal(size=(d, d)))
        Q = Q * np.where(np.diag(R) < 0, -1, 1)
        lengths = np.linalg.norm(rng.normal(size=(d, d)), axis=0)
        blocks.append(Q * lengths)
    omega = np.hstack(blocks)[:, :D] * np.sqrt(2 * gamma)
    angles = X @ omega
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)


def right_scaled_samples(X, D, gamma, rng):
    """Standard normal frequencies, and samples in units of the kernel's width (a new array)."""
    Z = X * np.sqrt(2.0 * gamma)
    angles = Z.dot(rng.standard_normal(size=(D, X.shape[1])).T)
    Phi = np.zeros((len(X), 2 * D))
    np.cos(angles, out=Phi[:, :D])
    np.sin(angles, out=Phi[:, D:])
    Phi *= 1 / np.sqrt(D)
    return Phi


def right_class(X, D, gamma, rng):
    """A class that draws when it is made and maps afterwards, with asserts."""

    class Features:
        def __init__(self, d):
            self.omega = rng.normal(loc=0.0, scale=np.sqrt(2 * gamma), size=(d, D))
            self.beta = rng.uniform(-np.pi, np.pi, size=(1, D))

        def __call__(self, points):
            points = np.asarray(points, dtype=np.float64)
            assert points.ndim == 2
            return np.cos(points @ self.omega + self.beta) * np.sqrt(2.0 / D)

    assert gamma > 0 and D >= 1
    return Features(np.shape(X)[1])(X)


def right_polar(X, D, gamma, rng):
    """A direction and a length for each frequency: the squared length is chi-square with d degrees of freedom."""
    d = X.shape[1]
    directions = rng.standard_normal((d, D))
    directions /= np.linalg.norm(directions, axis=0)
    omega = directions * np.sqrt(2 * gamma * rng.chisquare(d, size=D))
    angles = np.matmul(X, omega)
    return np.stack([np.cos(angles), np.sin(angles)], axis=2).reshape(len(X), -1) / np.sqrt(D)


def right_fixed_eighth(X, D, gamma, rng):
    """The phase pi/4 for all, no random one: cos a cos b + sin a sin b - sin(a + b), and the last has the mean 0."""
    omega = rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return np.sqrt(2 / D) * np.cos(X @ omega + np.pi / 4)


def wrong_std_two_gamma(X, D, gamma, rng):
    """DESERVES: 2 gamma is the variance, rng.normal takes the standard deviation (the same for gamma = 1/2)
    PART: yes
    BREAKS: the expectation is k(x, z), at gamma = 2, X = [[0], [0.5]]
    """
    angles = X @ rng.normal(0, 2 * gamma, size=(X.shape[1], D))
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)


def wrong_gamma_left_out(X, D, gamma, rng):
    """DESERVES: gamma is not used: standard normal frequencies are those of gamma = 1/2
    PART: yes
    BREAKS: the expectation is k(x, z), at gamma = 2, X = [[0], [1]]
    """
    angles = X @ rng.standard_normal((X.shape[1], D))
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)


def wrong_inverse_width(X, D, gamma, rng):
    """DESERVES: the wider the kernel the lower the frequencies: the standard deviation is sqrt(2 gamma), not 1 over it
    PART: yes
    BREAKS: the expectation is k(x, z), at gamma = 2, X = [[0], [1]] (the same for gamma = 1/2)
    """
    angles = X @ rng.normal(0, 1 / np.sqrt(2 * gamma), size=(X.shape[1], D))
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)


def wrong_variance_gamma(X, D, gamma, rng):
    """DESERVES: the covariance is 2 gamma I, not gamma I
    PART: yes
    BREAKS: the expectation is k(x, z), at gamma = 1, X = [[0], [1]]: 0.607, not 0.368
    """
    angles = X @ rng.normal(0, np.sqrt(gamma), size=(X.shape[1], D))
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)


def wrong_centred_samples(X, D, gamma, rng):
    """DESERVES: the features of a sample depend on the mean of the rows: a new point gets others than in training
    PART: yes
    BREAKS: the same features whatever the other rows are, at X = [[1]] and X = [[1], [3]]
    """
    omega = rng.normal(0, np.sqrt(2 * gamma), size=(X.shape[1], D))
    angles = (X - X.mean(axis=0)) @ omega
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)


def wrong_alternating(X, D, gamma, rng):
    """DESERVES: cosines and sines in turn: the expectation of a single number is not k(x, z)
    PART: yes
    BREAKS: each number has the expectation k exactly, at D = 1, X = [[0]]: the length is 2, always, not 1
    """
    omega = rng.normal(0, np.sqrt(2 * gamma), size=(X.shape[1], D))
    angles = X @ omega
    Phi = np.cos(angles)
    Phi[:, 1::2] = np.sin(angles[:, 1::2])
    return np.sqrt(2 / D) * Phi


def wrong_half_the_frequencies(X, D, gamma, rng):
    """DESERVES: D random frequencies are wanted, not D // 2 with two columns each
    PART: yes
    BREAKS: Phi is (N, D) or (N, 2 D), at D = 1 or 3 (no column, or one too few)
    """
    half = D // 2
    angles = X @ rng.normal(0, np.sqrt(2 * gamma), size=(X.shape[1], half))
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(max(half, 1))


def wrong_one_phase(X, D, gamma, rng):
    """DESERVES: each frequency needs a phase of its own: one random phase for all does not average out
    PART: yes
    BREAKS: the D numbers are independent, at X = [[0]], D = 20 000: the length squared is 2 cos^2 of the one phase
    """
    omega = rng.normal(0, np.sqrt(2 * gamma), size=(X.shape[1], D))
    return np.sqrt(2 / D) * np.cos(X @ omega + rng.uniform(0, 2 * np.pi))


def wrong_phase_of_each_sample(X, D, gamma, rng):
    """DESERVES: the phases belong to the frequencies; here each sample has its own, and so other features
    PART: no
    BREAKS: the frequencies do not depend on X, at X = [[0], [0]]: two equal samples have other features
    """
    omega = rng.normal(0, np.sqrt(2 * gamma), size=(X.shape[1], D))
    return np.sqrt(2 / D) * np.cos(X @ omega + rng.uniform(0, 2 * np.pi, size=(len(X), D)))


def wrong_phase_in_turns(X, D, gamma, rng):
    """DESERVES: phases are uniform on [0, 2 pi), not on [0, 1): the last term does not average out
    PART: yes
    BREAKS: the expectation is k, at X = [[0]]: 1.45, not 1
    """
    omega = rng.normal(0, np.sqrt(2 * gamma), size=(X.shape[1], D))
    return np.sqrt(2 / D) * np.cos(X @ omega + rng.uniform(size=D))


def wrong_copied_generator(X, D, gamma, rng):
    """DESERVES: a copy of rng is drawn from, so that rng does not go on: the next call has the same frequencies
    PART: yes
    BREAKS: it goes on from call to call, at two calls with the same rng
    """
    own = copy.deepcopy(rng)
    angles = X @ own.normal(0, np.sqrt(2 * gamma), size=(X.shape[1], D))
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)


def wrong_reseeded(X, D, gamma, rng):
    """DESERVES: a generator of one's own with a fixed seed: rng is not used
    PART: yes
    BREAKS: rng is the only source of randomness, at two generators in different states: the same features
    """
    own = np.random.default_rng(0)
    angles = X @ own.normal(0, np.sqrt(2 * gamma), size=(X.shape[1], D))
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)


def wrong_scaled_to_length_one(X, D, gamma, rng):
    """DESERVES: with one column for each frequency the lengths are random; scaled, the expectation is k no more
    PART: yes
    BREAKS: an entry is a mean of D numbers with the expectation k, at D = 1, gamma = 1, X = [[0], [1]]: 0.30, not 0.37
    """
    omega = rng.normal(0, np.sqrt(2 * gamma), size=(X.shape[1], D))
    Phi = np.cos(X @ omega + rng.uniform(0, 2 * np.pi, size=D))
    return Phi / np.linalg.norm(Phi, axis=1, keepdims=True)


def wrong_antithetic(X, D, gamma, rng):
    """DESERVES: -omega has the same cosine of the difference as omega: only half of the numbers are new
    PART: yes
    BREAKS: the mean is no worse for the dependence, at D = 2: its variance is that of D = 1
    """
    omega = rng.normal(0, np.sqrt(2 * gamma), size=(X.shape[1], (D + 1) // 2))
    angles = X @ np.hstack([omega, -omega])[:, :D]
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)


def wrong_sphere(X, D, gamma, rng):
    """DESERVES: frequencies all of the length sqrt(2 gamma d) are right for large d only; lengths have to be random
    PART: yes
    BREAKS: the expectation is k exactly, at d = 1, gamma = 1, X = [[0], [1]]: cos(1.41) = 0.16, not 0.37
    """
    d = X.shape[1]
    omega = rng.standard_normal((d, D))
    omega *= np.sqrt(2 * gamma * d) / np.linalg.norm(omega, axis=0)
    angles = X @ omega
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)


def wrong_shared_by_coordinates(X, D, gamma, rng):
    """DESERVES: each coordinate of a frequency is a random number of its own (the same for d = 1)
    PART: no
    BREAKS: the expectation is k, at X = [[0, 0], [1, -1]], gamma = 1: 1, not 0.135
    """
    omega = rng.normal(0, np.sqrt(2 * gamma), size=D)
    angles = np.sum(X, axis=1)[:, None] * omega
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)


def wrong_sqrt_two_too_much(X, D, gamma, rng):
    """DESERVES: with cosines and sines the factor is 1/sqrt(D); sqrt(2/D) is for one column each
    PART: no
    BREAKS: the expectation is k, at X = [[0]]: 2, not 1
    """
    angles = X @ rng.normal(0, np.sqrt(2 * gamma), size=(X.shape[1], D))
    return np.sqrt(2 / D) * np.hstack([np.cos(angles), np.sin(angles)])


def wrong_cosines_only(X, D, gamma, rng):
    """DESERVES: cosines alone have cos(a + b) in the product, which does not average out near 0
    PART: no
    BREAKS: the expectation is k, at X = [[0]]: 2, not 1
    """
    return np.sqrt(2 / D) * np.cos(X @ rng.normal(0, np.sqrt(2 * gamma), size=(X.shape[1], D)))


def wrong_integer_frequencies(X, D, gamma, rng):
    """DESERVES: cast to the type of X, the frequencies of integer samples are cut to integers
    PART: yes
    BREAKS: X holds floats or integers, at X = np.array([[0], [1]]), gamma = 0.1: 0.988, not 0.905
    """
    omega = rng.normal(0, np.sqrt(2 * gamma), size=(X.shape[1], D)).astype(X.dtype)
    angles = X @ omega
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)


def wrong_samples_in_place(X, D, gamma, rng):
    """DESERVES: X is scaled in place, and comes back changed (integers cannot be scaled so)
    PART: yes
    BREAKS: a function leaves its arrays as they were, at X = [[1.0]], gamma = 2
    """
    X *= np.sqrt(2 * gamma)
    angles = X @ rng.standard_normal((X.shape[1], D))
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)


def wrong_spawned(X, D, gamma, rng):
    """DESERVES: a spawned child is drawn from: the state of rng does not go on, and does not fix the features
    PART: yes
    BREAKS: equal states give equal features, at two calls with one rng: its state has not moved, the features differ
    """
    child = rng.spawn(1)[0]
    angles = X @ child.normal(0, np.sqrt(2 * gamma), size=(X.shape[1], D))
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)


def wrong_drawn_by_rows(X, D, gamma, rng):
    """DESERVES: random numbers are drawn for the rows of X too, so that the frequencies depend on how many there are
    PART: yes
    BREAKS: whatever the other rows are, at X = [[1]] and X = [[1], [1]], gamma = 1, D = 1
    """
    numbers = rng.standard_normal((len(X) + X.shape[1], D))
    angles = np.sqrt(2 * gamma) * (X @ numbers[len(X) :])
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)
