"""The model answers of unit 04 against scikit-learn, random walks, enumeration and their theorems."""

from copy import deepcopy
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.decomposition import PCA

from solutions.learning_modes import (
    catch_kmeans,
    kmeans_step,
    label_propagation,
    linear_ae_grad,
    pca,
    reconstruction_score,
    threshold_at_fpr,
)
from tests.solutions.calls import mapped, message
from tests.solutions.oracles.differences import differences

sizes = st.integers(1, 5)
seeds = st.integers(0, 2**32)
# Multiples of 1/4: squared distances of a few of them are exact, and ties are frequent.
dyadic = st.integers(-8, 8).map(lambda m: m / 4)


@st.composite
def arrays(draw, *shape, elements=dyadic):
    return draw(hnp.arrays(float, shape, elements=elements))


@st.composite
def samples_and_centres(draw):
    N, K, d = draw(st.integers(1, 8)), draw(st.integers(1, 4)), draw(st.integers(1, 3))
    return draw(arrays(N, d)), draw(arrays(K, d))


def rotation(d, seed):
    return np.linalg.qr(np.random.default_rng(seed).normal(size=(d, d)))[0]


# --- kmeans_step


def objective(X, C, labels):
    return sum(((x - C[label]) ** 2).sum() for x, label in zip(X, labels, strict=True))


@given(samples_and_centres())
def test_kmeans_step_labels_samples_by_the_nearest_of_the_given_centres(case):
    X, C = case
    _, labels = kmeans_step(X, C)
    for x, label in zip(X, labels, strict=True):
        distances = [((x - c) ** 2).sum() for c in C]
        assert distances[label] == min(distances)


@given(samples_and_centres())
def test_kmeans_step_moves_each_centre_to_its_mean_and_leaves_empty_ones(case):
    X, C = case
    moved, labels = kmeans_step(X, C)
    for j, centre in enumerate(moved):
        members = [x for x, label in zip(X, labels, strict=True) if label == j]
        np.testing.assert_allclose(centre, sum(members) / len(members) if members else C[j], atol=1e-14)


@given(samples_and_centres())
def test_kmeans_step_never_raises_the_objective(case):
    X, C = case
    moved, labels = kmeans_step(X, C)
    _, later = kmeans_step(X, moved)
    assert objective(X, moved, later) <= objective(X, moved, labels) <= objective(X, C, labels) + 1e-12


@given(st.lists(arrays(1, 2), min_size=1, max_size=5, unique_by=lambda x: tuple(x[0])), seeds)
def test_kmeans_steps_end_at_a_fixed_point_no_single_half_step_improves(points, seed):
    X = np.concatenate(points)
    C = X[np.random.default_rng(seed).integers(len(X), size=2)]
    for _ in range(40):
        C, labels = kmeans_step(X, C)
    again, same = kmeans_step(X, C)
    assert np.array_equal(again, C) and np.array_equal(same, labels)
    assert all(objective(X, C, labels) <= objective(X, C, other) for other in product(range(2), repeat=len(X)))


@given(samples_and_centres())
def test_a_kmeans_step_that_moves_a_centre_lowers_the_objective_by_what_it_moved(case):
    X, C = case
    moved, labels = kmeans_step(X, C)
    later = kmeans_step(X, moved)[1]
    shift = (np.bincount(labels, minlength=len(C)) * ((moved - C) ** 2).sum(axis=1)).sum()
    assert objective(X, moved, later) <= objective(X, C, labels) - shift + 1e-12


def test_kmeans_step_by_hand_with_an_empty_cluster():
    C, labels = kmeans_step([[0.0], [1.0], [5.0], [9.0]], [[1.0], [100.0], [6.0]])
    assert labels.tolist() == [0, 0, 2, 2]
    assert C.tolist() == [[0.5], [100.0], [7.0]]


def test_kmeans_step_of_samples_that_coincide():
    C, labels = kmeans_step([[2.0, 3.0]] * 4, [[0.0, 0.0], [9.0, 9.0]])
    assert labels.tolist() == [0] * 4 and C.tolist() == [[2, 3], [9, 9]]


# --- catch_kmeans


def test_catch_kmeans_needs_one_input():
    ((X, C),) = catch_kmeans()
    moved, labels = kmeans_step(X, C)
    assert labels.tolist() == [1, 1, 1, 0]
    np.testing.assert_allclose(moved, [[0, 1], [2, 7 / 3], [50, 50]], rtol=1e-15)


def test_no_sample_of_catch_kmeans_is_between_two_centres():
    for X, C in catch_kmeans():
        squares = np.sort([[((x - c) ** 2).sum() for c in C] for x in X], axis=1)
        assert (squares[:, 1] - squares[:, 0]).min() >= 1


# --- pca


@st.composite
def tables(draw, least=2):
    """Samples of different variances in general directions, far from 0, and a number of components."""
    N, d = draw(st.integers(least, 8)), draw(sizes)
    rng = np.random.default_rng(draw(seeds))
    X = rng.normal(size=(N, d)) * 2.0 ** -np.arange(d) @ rotation(d, draw(seeds)) + 10
    return X, draw(st.integers(1, min(N, d)))


@given(tables())
def test_pca_agrees_with_scikit_learn_up_to_signs(case):
    X, k = case
    mean, V, var = pca(X, k)
    oracle = PCA(k, svd_solver="full").fit(X)
    np.testing.assert_allclose(mean, oracle.mean_, rtol=1e-12)
    np.testing.assert_allclose(var, oracle.explained_variance_ * (len(X) - 1) / len(X), rtol=1e-9, atol=1e-12)
    rank = min(k, np.count_nonzero(var > 1e-9 * var[0]))
    signs = np.sign((V * oracle.components_.T).sum(axis=0))
    np.testing.assert_allclose((V * signs)[:, :rank], oracle.components_.T[:, :rank], atol=1e-6)


@given(tables())
def test_pca_directions_are_orthonormal_and_var_the_falling_variances_along_them(case):
    X, k = case
    mean, V, var = pca(X, k)
    assert V.shape == (X.shape[1], k)
    np.testing.assert_allclose(V.T @ V, np.eye(k), atol=1e-12)
    scores = (X - mean) @ V
    np.testing.assert_allclose(scores.T @ scores / len(X), np.diag(var), atol=1e-12)
    assert (np.diff(var) <= 0).all()


@given(tables())
def test_reconstruction_by_pca_loses_the_tail_of_the_spectrum(case):
    X, k = case
    mean, V, _ = pca(X, k)
    spectrum = np.sort(np.linalg.eigvalsh(np.atleast_2d(np.cov(X.T, bias=True))))[::-1]
    np.testing.assert_allclose(reconstruction_score(X, mean, V).mean(), spectrum[k:].sum(), atol=1e-12)


@given(tables(), seeds)
def test_no_other_subspace_loses_less_than_that_of_pca(case, seed):
    X, k = case
    mean, V, _ = pca(X, k)
    other = rotation(X.shape[1], seed)[:, :k]
    best = reconstruction_score(X, mean, V).sum()
    assert best <= reconstruction_score(X, mean, other).sum() + 1e-12
    assert best <= reconstruction_score(X, mean + other[:, 0], V).sum() + 1e-12


def test_pca_finds_variances_that_the_covariance_matrix_would_round_away():
    # 1 + 1e-18 is 1 in double precision.
    X = np.array([[1, 1e-9], [1, -1e-9], [-1, 1e-9], [-1, -1e-9]]) @ np.array([[0.6, 0.8], [-0.8, 0.6]])
    assert pca(X, 2)[2] == pytest.approx([1, 1e-18], rel=1e-6)


@pytest.mark.parametrize("X", [np.full((5, 3), 0.1), np.array([[1.0, 2.0, 3.0]])], ids=["constant", "one sample"])
def test_pca_of_no_variance_is_a_mean_and_some_direction(X):
    mean, V, var = pca(X, 1)
    np.testing.assert_allclose(mean, X[0], rtol=1e-15)
    assert abs(V.T @ V - 1) < 1e-12 and var[0] < 1e-30


def test_pca_of_fewer_samples_than_features():
    _, V, var = pca([[0.0, 0, 0], [2.0, 0, 0]], 2)
    np.testing.assert_allclose(var, [1, 0], atol=1e-15)
    np.testing.assert_allclose(V.T @ V, np.eye(2), atol=1e-12)


# --- reconstruction_score


@st.composite
def subspaces(draw):
    """Samples (N, d), a point (d,), and k orthonormal directions (d, k)."""
    N, d = draw(sizes), draw(sizes)
    k = draw(st.integers(1, d))
    return draw(arrays(N, d)), draw(arrays(d)), rotation(d, draw(seeds))[:, :k]


@given(subspaces())
def test_reconstruction_score_is_the_squared_distance_by_least_squares(case):
    X, mean, V = case
    wanted = [((x - mean - V @ np.linalg.lstsq(V, x - mean, rcond=None)[0]) ** 2).sum() for x in X]
    np.testing.assert_allclose(reconstruction_score(X, mean, V), wanted, atol=1e-12)


@given(subspaces(), st.integers(-4, 4), seeds)
def test_reconstruction_score_grows_with_the_square_and_does_not_see_rotations(case, t, seed):
    X, mean, V = case
    Q = rotation(len(mean), seed)
    score = reconstruction_score(X, mean, V)
    np.testing.assert_allclose(reconstruction_score(mean + t * (X - mean), mean, V), t**2 * score, atol=1e-11)
    np.testing.assert_allclose(reconstruction_score(X @ Q, mean @ Q, Q.T @ V), score, atol=1e-11)


@given(subspaces())
def test_reconstruction_score_is_zero_in_the_subspace(case):
    X, mean, V = case
    inside = mean + X @ V @ V.T
    np.testing.assert_allclose(reconstruction_score(inside, mean, V), 0, atol=1e-25)


def test_reconstruction_score_by_hand():
    assert reconstruction_score([[1, 2, 3], [4, 5, 6]], [0, 1, 1], [[1], [0], [0]]).tolist() == [5, 41]


# --- linear_ae_grad


@st.composite
def linear_autoencoders(draw):
    N, d, k = draw(sizes), draw(sizes), draw(sizes)
    rng = np.random.default_rng(draw(seeds))
    return rng.normal(size=(N, d)), rng.normal(size=(d, k)), rng.normal(size=(k, d))


@given(linear_autoencoders())
def test_linear_ae_grad_agrees_with_differences_on_every_entry(case):
    X, W1, W2 = case
    loss, dW1, dW2 = linear_ae_grad(X, W1, W2)
    assert loss == pytest.approx(sum(((x @ W1 @ W2 - x) ** 2).sum() for x in X) / len(X), rel=1e-12)
    np.testing.assert_allclose(dW1, differences(lambda W: linear_ae_grad(X, W, W2)[0], W1), rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(dW2, differences(lambda W: linear_ae_grad(X, W1, W)[0], W2), rtol=1e-6, atol=1e-7)


@given(tables(), seeds)
def test_no_linear_autoencoder_beats_pca_which_is_a_critical_point(case, seed):
    X, k = case
    mean, V, _ = pca(X, k)
    X = X - mean
    best = reconstruction_score(X, 0 * mean, V).mean()
    mix = rotation(k, seed) * (1 + np.arange(k))
    loss, dW1, dW2 = linear_ae_grad(X, V @ mix, np.linalg.solve(mix, V.T))
    assert loss == pytest.approx(best, abs=1e-10)
    assert abs(dW1).max() < 1e-8 and abs(dW2).max() < 1e-8
    other = np.random.default_rng(seed).normal(size=V.shape)
    assert linear_ae_grad(X, other, np.linalg.pinv(other))[0] >= best - 1e-12


def test_linear_ae_grad_uses_the_samples_as_they_are():
    loss, dW1, dW2 = linear_ae_grad([[1.0], [3.0]], [[0.0]], [[1.0]])
    assert (type(loss), loss) == (float, 5)
    assert (dW1.tolist(), dW2.tolist()) == ([[-10]], [[0]])


# --- label_propagation


@st.composite
def labelled_graphs(draw):
    """Weights (N, N) of a connected graph, with loops and missing edges, labels (N,) and a mask (N,)."""
    N = draw(st.integers(2, 7))
    upper = np.triu(draw(arrays(N, N, elements=st.sampled_from([0.0, 0.0, 0.25, 1.0, 3.0]))))
    upper += np.diag(np.ones(N - 1), 1)  # a path through all nodes
    order = draw(st.permutations(range(N)))
    W = (upper + upper.T)[np.ix_(order, order)]
    known = draw(st.lists(st.booleans(), min_size=N, max_size=N).filter(any))
    return W, draw(arrays(N)), np.array(known)


@given(labelled_graphs())
def test_labels_are_clamped_and_harmonic_elsewhere_whatever_y_is_there(case):
    W, y, mask = case
    f = label_propagation(W, np.where(mask, y, np.nan), mask)
    assert np.array_equal(f[mask], y[mask])
    means = W @ f / W.sum(axis=1)
    np.testing.assert_allclose(f[~mask], means[~mask], atol=1e-11)


@given(labelled_graphs())
def test_propagated_labels_stay_between_the_least_and_the_largest(case):
    W, y, mask = case
    f = label_propagation(W, y, mask)
    assert f.min() >= y[mask].min() - 1e-11 and f.max() <= y[mask].max() + 1e-11


@given(labelled_graphs())
def test_propagated_label_is_the_expected_label_where_a_random_walk_ends(case):
    W, y, mask = case
    walk = W / W.sum(axis=1, keepdims=True)
    walk[mask] = np.eye(len(W))[mask]
    ends = np.linalg.matrix_power(walk, 2**20)
    np.testing.assert_allclose(label_propagation(W, y, mask), ends @ y, atol=1e-6)


@given(labelled_graphs(), arrays(7))
def test_no_other_extension_of_the_labels_has_less_energy(case, change):
    W, y, mask = case

    def energy(f):
        return (W * (f[:, None] - f) ** 2).sum()

    f = label_propagation(W, y, mask)
    assert energy(f) <= energy(f + np.where(mask, 0, change[: len(f)])) + 1e-10


def test_labels_on_a_path_fall_in_a_straight_line():
    W = np.diag(np.ones(4), 1) + np.diag(np.ones(4), -1)
    f = label_propagation(W, [8, 0, 0, 0, 0], [True, False, False, False, True])
    np.testing.assert_allclose(f, [8, 6, 4, 2, 0], atol=1e-12)


def test_known_labels_everywhere_are_returned():
    assert label_propagation(np.zeros((2, 2)), [3, -1], [True, True]).tolist() == [3, -1]


@pytest.mark.parametrize("loop", [0, 1])
def test_labels_reach_an_outlier_by_weights_that_are_all_small(loop):
    W = np.array([[loop, 1, 3e-30], [1, loop, 1e-30], [3e-30, 1e-30, loop]])
    assert label_propagation(W, [4, 0, 0], [True, True, False]) == pytest.approx([4, 0, 3])


# --- threshold_at_fpr


@st.composite
def alarms(draw):
    """Scores with ties, labels of which one at least is 0, and a dyadic rate."""
    y = draw(st.lists(st.integers(0, 1), min_size=1, max_size=12).filter(lambda y: 0 in y))
    scores = draw(arrays(len(y), elements=st.integers(-4, 4).map(float)))
    return scores, np.array(y), draw(st.integers(0, 15)) / 16


@given(alarms())
def test_threshold_keeps_the_rate_of_false_alarms_and_one_step_down_would_not(case):
    scores, y, q = case
    t = threshold_at_fpr(scores, y, q)
    negatives = scores[y == 0]
    assert np.mean(negatives > t) <= q
    assert np.mean(negatives > np.nextafter(t, -np.inf)) > q


@given(alarms())
def test_threshold_does_not_see_the_frauds(case):
    scores, y, q = case
    wanted = threshold_at_fpr(scores, y, q)
    assert threshold_at_fpr(np.where(y == 1, 1e9, scores), y, q) == wanted
    assert threshold_at_fpr(scores[y == 0], y[y == 0], q) == wanted


@pytest.mark.parametrize("n", [3, 10, 49, 100])
def test_a_rate_of_m_in_n_allows_m_false_alarms(n):
    scores = np.arange(n)
    assert [threshold_at_fpr(scores, 0 * scores, m / n) for m in range(n)] == list(range(n - 1, -1, -1))


def test_threshold_by_hand():
    t = threshold_at_fpr([1, 5, 3, 2, 4, 9], [0, 0, 0, 0, 1, 1], 0.25)
    assert (type(t), t) == (float, 3)


# --- what goes in and what comes out

X = np.array([[3.0, 1.0], [0.0, -5.0], [2.0, 2.0]])
PATH = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 2.0], [0.0, 2.0, 2.0]])
CALLS = [
    (kmeans_step, X, np.array([[0.0, 0.0], [3.0, 3.0], [100.0, 100.0]])),
    (pca, X, 2),
    (reconstruction_score, X, np.array([1.0, 2.0]), np.array([[0.0], [1.0]])),
    (linear_ae_grad, X, np.array([[1.0], [2.0]]), np.array([[3.0, -1.0]])),
    (label_propagation, PATH, np.array([3.0, 0.0, 1.0]), [True, False, True]),
    (threshold_at_fpr, np.array([3.0, 1.0, 2.0]), np.array([0.0, 1.0, 0.0]), 0.5),
]
every_call = pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0].__name__)


def parts(value):
    return list(value) if isinstance(value, tuple | list) else [value]


def same(got, wanted):
    pairs = zip(parts(got), parts(wanted), strict=True)
    return all(np.array_equal(one, other) and np.asarray(one).dtype == np.asarray(other).dtype for one, other in pairs)


@every_call
@pytest.mark.parametrize("change", [np.ndarray.tolist, np.int8, np.float32], ids=["lists", "int8", "float32"])
def test_lists_and_other_real_dtypes_give_the_float64_result(call, change):
    function, *args = call
    result = function(*args)
    assert same(function(*mapped(change, args)), result)
    assert {np.asarray(part).dtype for part in parts(result)} <= {np.dtype(float), np.dtype(np.int64)}


@every_call
def test_inputs_are_left_as_they_were_and_not_handed_out(call):
    function, *args = deepcopy(call)
    result = function(*args)
    assert same(args, call[1:])
    inputs = [arg for arg in args if isinstance(arg, np.ndarray)]
    assert not any(np.shares_memory(out, arg) for out in parts(result) for arg in inputs)


# --- errors


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        ((kmeans_step, [1.0], [[1.0]]), "X must be (N, d), got shape (1,); give each sample a row"),
        ((kmeans_step, X, [[1.0]]), "C must be (N, 2), got shape (1, 1); give each sample a row"),
        ((pca, X, 0), "k must be an integer >= 1, got 0; it is the number of components"),
        ((pca, X, 3), "k must be <= min(N, d) for X (3, 2), got 3; there are no more components"),
        (
            (reconstruction_score, X, [0, 0], [[1, 0]]),
            "V must be (2, k), got shape (1, 2); V has a direction in each column; transpose it?",
        ),
        (
            (reconstruction_score, X, [0, 0], [[1], [1]]),
            "V must have orthonormal columns, got V^T V off by 1; np.linalg.qr(V) makes some",
        ),
        ((reconstruction_score, X, [0], [[1], [0]]), "mean must be (2,), got shape (1,); one entry for each feature"),
        ((linear_ae_grad, X, [[1]], [[1]]), "W1 must be (2, k), got shape (1, 1); W1 has a row for each feature"),
        (
            (linear_ae_grad, X, [[1], [1]], [[1], [1]]),
            "W2 must be (1, 2), got shape (2, 1); W2 has a row for each column of W1, and d columns",
        ),
        ((label_propagation, [[0, 1], [2, 0]], [0, 0], [True, True]), "W must be symmetric, got a difference of 1"),
        ((label_propagation, PATH, [0, 0, 0], [0, 1, 2]), "mask must be (3,) booleans, got int64 (3,)"),
        (
            (label_propagation, np.diag([1, 1, 0]), [0, 0, 0], [True, True, False]),
            "mask must label every component of the graph, got none for that of node 2; add one",
        ),
        (
            (label_propagation, [[0, 1e-20, 0], [1e-20, 0, 1], [0, 1, 0]], [1, 0, 0], [True, False, False]),
            "mask must label every component of the graph, got none for that of node 1; add one",
        ),
        ((threshold_at_fpr, [1.0], [2], 0), "y must hold labels 0 and 1, got 2 at index 0; recode the classes"),
        ((threshold_at_fpr, [[1.0]], [0], 0), "scores must be (N,), got shape (1, 1); one score for each sample"),
        (
            (threshold_at_fpr, [1.0], [1], 0),
            "y must have a 0, got only 1; the false-positive rate is one of samples that are no fraud",
        ),
        ((threshold_at_fpr, [1.0], [0], 1), "q must be < 1, got 1; it is a rate, 0 <= q < 1"),
        ((threshold_at_fpr, [1.0], [0], -0.5), "q must be >= 0, got -0.5; it is a rate, 0 <= q < 1"),
    ],
    ids=lambda case: case[0].__name__ if isinstance(case, tuple) else "",
)
def test_errors_say_what_was_wanted_what_came_and_what_to_do(call, wanted):
    assert message(*call).startswith(wanted)


# --- weak links


def harmonic(W, y, mask):
    """The harmonic extension in exact fractions, by Gauss's elimination."""
    u = np.flatnonzero(~mask).tolist()
    W = [[Fraction(w) for w in row] for row in W.tolist()]
    rows = [[-W[i][j] if i != j else sum(W[i]) - W[i][i] for j in u] for i in u]
    rows = [[*row, sum(W[i][j] * Fraction(y[j]) for j in np.flatnonzero(mask))] for row, i in zip(rows, u, strict=True)]
    for k in range(len(u)):
        rows[k] = [entry / rows[k][k] for entry in rows[k]]
        for i in range(len(u)):
            if i != k:
                rows[i] = [a - rows[i][k] * b for a, b in zip(rows[i], rows[k], strict=True)]
    f = np.array(y, float)
    f[u] = [float(row[-1]) for row in rows]
    return f


@pytest.mark.parametrize("seed", range(20))
def test_weights_of_very_different_sizes_lose_no_digit(seed):
    rng = np.random.default_rng(seed)
    N = 7
    W = np.triu(10.0 ** rng.integers(-9, 7, (N, N)) * (rng.random((N, N)) < 0.5), 1)
    W += np.diag(10.0 ** -rng.integers(0, 4, N - 1), 1)  # a path through all nodes
    W += W.T
    W[3, 3] = 1e9  # a loop moves no mean
    y, mask = rng.integers(1, 9, N).astype(float), np.arange(N) % 4 == 3
    np.testing.assert_allclose(label_propagation(W, y, mask), harmonic(W, y, mask), rtol=1e-13)


def test_one_label_is_that_of_all_along_a_chain_of_weaker_and_weaker_links():
    W = np.diag([1, 1e-8, 1e-16], 1)
    mask = np.arange(4) == 3
    assert label_propagation(W + W.T, [0, 0, 0, 7], mask).tolist() == [7, 7, 7, 7]


@pytest.mark.parametrize("scale", [1e-300, 1e300])
def test_the_unit_of_the_weights_does_not_matter(scale):
    W = np.array([[0, 1, 1], [1, 0, 2], [1, 2, 0]]) * scale
    np.testing.assert_allclose(label_propagation(W, [3, 0, 9], [True, False, True]), [3, 7, 9], rtol=1e-15)


def test_where_all_is_known_and_nothing_linked():
    assert label_propagation(np.zeros((2, 2)), [3, 4], [True, True]).tolist() == [3, 4]
