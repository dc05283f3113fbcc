import numpy as np


def right_cosines_and_sines(X, D, gamma, rng):
    A = X @ rng.normal(0, np.sqrt(2 * gamma), size=(X.shape[1], D))
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def right_phases(X, D, gamma, rng):
    W = np.sqrt(2 * gamma) * rng.standard_normal((X.shape[1], D))
    beta = rng.uniform(0, 2 * np.pi, D)
    return np.sqrt(2 / D) * np.cos(X @ W + beta)


def right_frequency_by_frequency(X, D, gamma, rng):
    N, d = X.shape
    Phi = np.empty((N, 2 * D))
    for i in range(D):
        angle = X @ (np.sqrt(2 * gamma) * rng.standard_normal(d))
        Phi[:, 2 * i] = np.cos(angle)
        Phi[:, 2 * i + 1] = np.sin(angle)
    Phi /= np.sqrt(D)
    return Phi


def right_box_muller(X, D, gamma, rng):
    # normal numbers from uniform ones
    u, v = rng.random((2, X.shape[1], D))
    W = np.sqrt(-4 * gamma * np.log1p(-u)) * np.cos(2 * np.pi * v)
    A = X @ W
    return np.concatenate((np.sin(A), np.cos(A)), axis=1) * D**-0.5


def right_complex(X, D, gamma, rng):
    W = rng.normal(scale=(2 * gamma) ** 0.5, size=(D, X.shape[1]))
    E = np.exp(1j * (X @ W.T)) / np.sqrt(D)
    return np.ascontiguousarray(E).view(float)


def right_multivariate_normal(X, D, gamma, rng):
    d = X.shape[1]
    W = rng.multivariate_normal(np.zeros(d), 2 * gamma * np.eye(d), size=D)
    A = np.einsum("ni,ji->nj", X.astype(float), W)
    return np.column_stack([np.cos(A), np.sin(A)]) / D**0.5


def right_scaled_samples(X, D, gamma, rng):
    # in units in which the kernel is exp(-|x - z|^2 / 2)
    Y = np.sqrt(2 * gamma) * np.asarray(X, float)
    A = Y.dot(rng.standard_normal(size=(Y.shape[1], D)))
    Phi = np.stack([np.cos(A), np.sin(A)], axis=2).reshape(len(Y), 2 * D)
    return Phi / np.sqrt(D)


def right_phase_first(X, D, gamma, rng):
    phase = 2 * np.pi * rng.random(D)
    W = rng.normal(size=(D, X.shape[1])) * np.sqrt(2.0 * gamma)
    return np.sqrt(2.0 / D) * np.sin(X @ W.T + phase)


def right_loops(X, D, gamma, rng):
    from math import cos, sin, sqrt

    N, d = X.shape
    Phi = np.zeros((N, 2 * D))
    spread, scale = sqrt(2 * gamma), 1 / sqrt(D)
    for i in range(D):
        omega = [spread * float(rng.standard_normal()) for _ in range(d)]
        for n in range(N):
            a = sum(w * float(x) for w, x in zip(omega, X[n]))
            Phi[n, i], Phi[n, D + i] = scale * cos(a), scale * sin(a)
    return Phi


def right_direction_and_length(X, D, gamma, rng):
    # a normal vector is a uniform direction times a chi-distributed length
    G = rng.standard_normal((D, X.shape[1]))
    G /= np.linalg.norm(G, axis=1, keepdims=True)
    A = X @ (G * np.sqrt(2 * gamma * rng.chisquare(X.shape[1], size=(D, 1)))).T
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def right_cosine_or_sine(X, D, gamma, rng):
    # a phase of 0 or -pi/2 will do: 2 cos a cos b or 2 sin a sin b, each in half of the cases
    W = rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    coin = rng.random(D) < 0.5
    A = X @ W
    return np.where(coin, np.cos(A), np.sin(A)) * np.sqrt(2 / D)


def right_halves(X, D, gamma, rng):
    def features(count):
        if count <= 64:
            A = X @ rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], count))
            return [np.cos(A), np.sin(A)]
        return features(count // 2) + features(count - count // 2)

    return np.hstack(features(D)) / np.sqrt(D)


def right_turned_pairs(X, D, gamma, rng):
    # each pair (cos, sin) turned by an angle of its own
    W = rng.standard_normal((X.shape[1], D)) * np.sqrt(2 * gamma)
    A = X @ W - rng.uniform(-np.pi, np.pi, D)
    return np.concatenate([np.cos(A), np.sin(A)], axis=1) / np.sqrt(D)


def right_careful(X, D, gamma, rng):
    X = np.array(X, dtype=float)
    N, d = X.shape
    assert gamma > 0 and D >= 1
    omega = np.empty((d, D))
    for i in range(D):
        omega[:, i] = rng.normal(loc=0.0, scale=np.sqrt(2.0 * gamma), size=d)
    angles = X @ omega
    Phi = np.zeros((N, 2 * D))
    Phi[:, :D] = np.cos(angles)
    Phi[:, D:] = np.sin(angles)
    assert np.allclose((Phi**2).sum(axis=1), D)
    return Phi / np.sqrt(D)


def right_phase_in_half_the_circle(X, D, gamma, rng):
    # the phase counts twice, so that [0, pi) is the whole circle
    W = rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return np.cos(X @ W + np.pi * rng.random(D)) / np.sqrt(D / 2)


def right_phase_in_a_quarter_of_the_circle(X, D, gamma, rng):
    # what is left of cos(a + b + 2 beta) is a multiple of sin(a + b), whose mean over omega and -omega is 0
    W = rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return np.sqrt(2 / D) * np.cos(X @ W + rng.uniform(0, np.pi / 2, D))


def right_hartley(X, D, gamma, rng):
    # (cos a + sin a)(cos b + sin b) = cos(a - b) + sin(a + b), and the sine has the mean 0: no phase is needed
    A = X @ rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return (np.cos(A) + np.sin(A)) / np.sqrt(D)


def wrong_variance_gamma(X, D, gamma, rng):
    """DESERVES: the variance of a frequency is 2 gamma, yours is gamma: that is the kernel of gamma / 2
    PART: yes
    BREAKS: the expectation is k(x, z), at X = [[0.], [1.]], D = 20000, gamma = 0.5: 0.78, not 0.61
    """
    A = X @ rng.normal(0, np.sqrt(gamma), (X.shape[1], D))
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_scale_is_variance(X, D, gamma, rng):
    """DESERVES: rng.normal wants the standard deviation: the root of 2 gamma. For gamma = 1/2 it is right by accident
    PART: yes
    BREAKS: the expectation is k(x, z), at X = [[0.], [0.5]], D = 20000, gamma = 2
    """
    A = X @ rng.normal(0, 2 * gamma, (X.shape[1], D))
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_gamma_is_a_width(X, D, gamma, rng):
    """DESERVES: you take gamma for a width: its frequencies have the deviation 1 / gamma, here they have sqrt(2 gamma)
    PART: yes
    BREAKS: the Gaussian kernel with gamma, at X = [[0.], [0.5]], D = 20000, gamma = 2
    """
    A = X @ rng.normal(0, 1 / gamma, (X.shape[1], D))
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_divided_by_2D(X, D, gamma, rng):
    """DESERVES: cosine and sine together have the length 1 already: divide by sqrt(D), not by the root of all columns
    PART: yes
    BREAKS: the expectation is k(x, z), at X = [[0.]], D = 1, gamma = 1: 1/2, not 1
    """
    A = X @ rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(2 * D)


def wrong_factor_of_both_kinds(X, D, gamma, rng):
    """DESERVES: sqrt(2 / D) belongs to one column for each frequency; with cosine and sine it is sqrt(1 / D)
    PART: yes
    BREAKS: the expectation is k(x, z), at X = [[0.]], D = 1, gamma = 1: 2, not 1
    """
    A = X @ rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return np.hstack([np.cos(A), np.sin(A)]) * np.sqrt(2 / D)


def wrong_not_divided(X, D, gamma, rng):
    """DESERVES: a mean of D numbers: 1 / sqrt(D) is missing in the features
    PART: yes
    BREAKS: an entry is the mean of D numbers, at X = [[0.]], D = 2, gamma = 1: 2, not 1
    """
    A = X @ rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return np.hstack([np.cos(A), np.sin(A)])


def wrong_divided_by_D(X, D, gamma, rng):
    """DESERVES: the 1/D of the mean is shared by two factors: 1 / sqrt(D) in each
    PART: yes
    BREAKS: an entry is the mean of D numbers, at X = [[0.]], D = 2, gamma = 1: 1/2, not 1
    """
    A = X @ rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return np.hstack([np.cos(A), np.sin(A)]) / D


def wrong_cosines_alone(X, D, gamma, rng):
    """DESERVES: cos a cos b is cos(a - b) less sin a sin b: without the sines, or phases, half is missing
    PART: yes
    BREAKS: the expectation is k(x, z), at X = [[2.]], D = 20000, gamma = 5: 1/2, not 1
    """
    return np.cos(X @ rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))) / np.sqrt(D)


def wrong_cosines_alone_doubled(X, D, gamma, rng):
    """DESERVES: far from 0 the term cos(a + b) averages out, but near 0 it does not: phases are missing
    PART: yes
    BREAKS: the expectation is k(x, z), at X = [[0.]], D = 1, gamma = 1: 2, not 1
    """
    return np.sqrt(2 / D) * np.cos(X @ rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D)))


def wrong_one_phase(X, D, gamma, rng):
    """DESERVES: each frequency needs a phase of its own; one for all does not average out
    PART: yes
    BREAKS: mean of D independent numbers, at X = [[0.]], D = 20000, gamma = 1: 2 cos(phase)^2, not 1
    """
    W = rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return np.sqrt(2 / D) * np.cos(X @ W + rng.uniform(0, 2 * np.pi))


def wrong_phase_for_each_sample(X, D, gamma, rng):
    """DESERVES: phases belong to the frequencies, (D,), not to the samples, (N, 1): two equal samples differ here
    PART: no
    BREAKS: a sample has the same features whatever the other rows are, at X = [[0.], [0.]], D = 1, gamma = 1
    """
    W = rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return np.sqrt(2 / D) * np.cos(X @ W + rng.uniform(0, 2 * np.pi, (len(X), 1)))


def wrong_phase_for_each_entry(X, D, gamma, rng):
    """DESERVES: all samples share the phase of a frequency: (D,), not (N, D)
    PART: no
    BREAKS: a sample has the same features whatever the other rows are, at X = [[0.], [0.]], D = 1, gamma = 1
    """
    A = X @ rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return np.sqrt(2 / D) * np.cos(A + rng.uniform(0, 2 * np.pi, A.shape))


def wrong_phases_up_to_one(X, D, gamma, rng):
    """DESERVES: rng.random gives phases in [0, 1): they must go round the circle, times 2 pi
    PART: yes
    BREAKS: the expectation is k(x, z), at X = [[0.]], D = 20000, gamma = 1: 1.45, not 1
    """
    W = rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return np.sqrt(2 / D) * np.cos(X @ W + rng.random(D))


def wrong_normal_phases(X, D, gamma, rng):
    """DESERVES: phases must be uniform on the circle; standard normal ones leave e^-2 of the other term
    PART: yes
    BREAKS: the expectation is k(x, z), at X = [[0.]], D = 20000, gamma = 1: 1.135, not 1
    """
    W = rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return np.sqrt(2 / D) * np.cos(X @ W + rng.standard_normal(D))


def wrong_own_generator(X, D, gamma, rng):
    """DESERVES: you make a generator of your own, which starts again in each call: draw from rng
    PART: yes
    BREAKS: rng is the only source of randomness, and goes on from call to call
    """
    rng = np.random.default_rng(0)
    A = X @ rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_numpy_random(X, D, gamma, rng):
    """DESERVES: np.random is not rng: equal generators must give equal features
    PART: yes
    BREAKS: rng is the only source of randomness
    """
    A = X @ np.random.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_copied_generator(X, D, gamma, rng):
    """DESERVES: you draw from a copy of rng, which stays where it was: the next call draws the same frequencies
    PART: yes
    BREAKS: rng goes on from call to call
    """
    from copy import deepcopy

    A = X @ deepcopy(rng).normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_frequencies_for_each_sample(X, D, gamma, rng):
    """DESERVES: every sample gets frequencies of its own; all must share them
    PART: no
    BREAKS: frequencies do not depend on X, at X = [[1.], [1.]], D = 20000, gamma = 1: e^-2, not 1
    """
    W = rng.normal(0, np.sqrt(2 * gamma), (len(X), X.shape[1], D))
    A = np.einsum("ni,nij->nj", X.astype(float), W)
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_draws_depend_on_N(X, D, gamma, rng):
    """DESERVES: you draw a number for each sample first: with other rows beside it a sample gets other features
    PART: yes
    BREAKS: from generators in the same state a sample has the same features, whatever the other rows are
    """
    order = rng.permutation(len(X))
    W = rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    A = np.empty((len(X), D))
    for n in order:
        A[n] = X[n] @ W
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_centred_samples(X, D, gamma, rng):
    """DESERVES: you subtract the mean of the rows: inner products stay, but a sample's features depend on the others
    PART: yes
    BREAKS: a sample has the same features whatever the other rows are, at X = [[1.]] and X = [[1.], [0.]]
    """
    A = (X - X.mean(axis=0)) @ rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_standardised_samples(X, D, gamma, rng):
    """DESERVES: you scale the samples by their spread: gamma is for the samples as they are
    PART: no
    BREAKS: the Gaussian kernel of the rows of X, at X = [[0.], [3.]], gamma = 1
    """
    spread = X.std(axis=0)
    A = (X / np.where(spread > 0, spread, 1)) @ rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_uniform_frequencies(X, D, gamma, rng):
    """DESERVES: uniform frequencies of the right variance belong to another kernel, a product of sin(t)/t
    PART: yes
    BREAKS: the expectation is k(x, z), at X = [[0.], [2.]], D = 20000, gamma = 1: -0.20, not 0.02
    """
    c = np.sqrt(6 * gamma)
    A = X @ rng.uniform(-c, c, (X.shape[1], D))
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_one_number_for_all_features(X, D, gamma, rng):
    """DESERVES: a frequency is a vector (d,), yours is one number for all coordinates: right for d = 1 only
    PART: no
    BREAKS: the expectation is k(x, z), at X = [[0., 0.], [1., -1.]], D = 20000, gamma = 0.5: 1, not 0.37
    """
    A = X.sum(axis=1, keepdims=True) * rng.normal(0, np.sqrt(2 * gamma), D)
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_half_of_the_frequencies(X, D, gamma, rng):
    """DESERVES: D columns in all, so D/2 frequencies: D frequencies are asked, with one column or two for each
    PART: yes
    BREAKS: one column or two for each of D random frequencies, at X = [[0.]], D = 1, gamma = 1: no column is left
    """
    A = X @ rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D // 2))
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(max(D // 2, 1))


def wrong_frequencies_in_pairs(X, D, gamma, rng):
    """DESERVES: omega and -omega are not independent, and their cosines are the same: you draw only half
    PART: yes
    BREAKS: D random frequencies, which are independent, at D = 2: an entry is one cosine, not the mean of two
    """
    W = rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], (D + 1) // 2))
    A = X @ np.hstack([W, -W])[:, :D]
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_orthogonal_frequencies(X, D, gamma, rng):
    """DESERVES: orthogonal frequencies are not independent; and yours have all one length, sqrt(2 gamma d)
    PART: yes
    BREAKS: frequencies which are independent; at d = 1 all are +-sqrt(2 gamma): cos, not a Gaussian
    """
    d = X.shape[1]
    blocks = [np.linalg.qr(rng.standard_normal((d, d)))[0] for _ in range(-(-D // d))]
    A = X @ (np.hstack(blocks)[:, :D] * np.sqrt(2 * gamma * d))
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_transposed(X, D, gamma, rng):
    """DESERVES: a row for each sample: (N, 2 D), yours is (2 D, N)
    PART: yes
    BREAKS: Phi (N, D) or (N, 2 D)
    """
    A = rng.normal(0, np.sqrt(2 * gamma), (D, X.shape[1])) @ X.T
    return np.vstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_integer_angles(X, D, gamma, rng):
    """DESERVES: the array of angles has the type of X: for integer samples the angles are cut to integers
    PART: yes
    BREAKS: X holds floats or integers, at X = [[0], [1]], D = 20000, gamma = 0.5
    """
    W = rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    A = np.empty((len(X), D), dtype=X.dtype)
    for n in range(len(X)):
        A[n] = X[n] @ W
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_unit_rows(X, D, gamma, rng):
    """DESERVES: to give the rows the length 1 exactly makes an entry no mean of D numbers any more
    PART: yes
    BREAKS: an entry is the mean of D numbers whose expectation is k, at D = 1: every entry is 1 or -1
    """
    W = rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
    Phi = np.cos(X @ W + rng.uniform(0, 2 * np.pi, D))
    return Phi / np.linalg.norm(Phi, axis=1, keepdims=True)


def wrong_samples_scaled_in_place(X, D, gamma, rng):
    """DESERVES: X *= ... changes the caller's samples
    PART: yes
    BREAKS: a function leaves its arrays as they were, at X = [[1.]], gamma = 2
    """
    if X.dtype.kind == "f":
        X *= np.sqrt(2 * gamma)
    else:
        X = np.sqrt(2 * gamma) * X
    A = X @ rng.standard_normal((X.shape[1], D))
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_one_draw_repeated(X, D, gamma, rng):
    """DESERVES: one frequency is drawn and repeated D times: a mean of equal numbers
    PART: no
    BREAKS: D random frequencies, which are independent, at X = [[0.], [1.]], D = 20000: one cosine
    """
    omega = rng.normal(0, np.sqrt(2 * gamma), X.shape[1])
    A = np.outer(X @ omega, np.ones(D))
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def right_orthogonal_frequencies_of_right_lengths(X, D, gamma, rng):
    # not independent, but none the worse for it
    d = X.shape[1]
    blocks = [np.linalg.qr(rng.standard_normal((d, d)))[0] for _ in range(-(-D // d))]
    W = np.hstack(blocks)[:, :D] * np.sqrt(2 * gamma * rng.chisquare(d, D)) * (1 - 2 * rng.integers(0, 2, D))
    A = X @ W
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_mean_squared_distance(X, D, gamma, rng):
    """DESERVES: gamma multiplies the squared distance, a sum over the features: no division by d
    PART: yes
    BREAKS: the expectation is k(x, z), at X = [[0., 0.], [1., 1.]], D = 20000, gamma = 0.5: 0.61, not 0.37
    """
    A = X @ rng.normal(0, np.sqrt(2 * gamma / X.shape[1]), (X.shape[1], D))
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)


def wrong_clipped_frequencies(X, D, gamma, rng):
    """DESERVES: rare large frequencies belong to the normal law: clipped, they make the kernel a little too wide
    PART: yes
    BREAKS: the expectation is k(x, z), at X = [[0.], [1.5]], gamma = 1: 0.076, not 0.105
    """
    s = np.sqrt(2 * gamma)
    A = X @ np.clip(rng.normal(0, s, (X.shape[1], D)), -2 * s, 2 * s)
    return np.hstack([np.cos(A), np.sin(A)]) / np.sqrt(D)
