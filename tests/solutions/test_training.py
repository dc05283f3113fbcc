"""The model answers of unit 13: what training must preserve, enumerated ends, the clear against the fast, PyTorch."""

import tracemalloc
from copy import deepcopy
from itertools import combinations, permutations, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from solutions.backpropagation import mlp_backward
from solutions.classification import cross_entropy, softmax
from solutions.gradient_descent import gradient_descent
from solutions.labels import one_hot
from solutions.networks import init, mlp_forward
from solutions.training import (
    catch_training,
    compare,
    early_stop,
    fused_softmax_ce,
    group_split,
    standardise,
    train,
    train_fast,
)
from solutions.training_by_samples import train_by_samples
from tests.solutions.calls import message

TORCH = Path(__file__).with_name("oracles") / "torch_answers.npz"
kinds = pytest.mark.parametrize("act", ["relu", "tanh", "sigmoid", "identity"])


@pytest.fixture(scope="module")
def torch():
    with np.load(TORCH) as answers:
        return dict(answers)


def problem(seed, N=7, widths=(3, 4, 3)):
    """Parameters of a network, samples, labels."""
    rng = np.random.default_rng(seed)
    params = [(W, rng.normal(size=b.shape)) for W, b in init(list(widths), "he", rng)]
    return params, rng.normal(size=(N, widths[0])), rng.integers(0, widths[-1], N)


def vector(params):
    return np.concatenate([np.ravel(A) for pair in params for A in pair])


def close(got, wanted, rtol=1e-9):
    np.testing.assert_allclose(vector(got), vector(wanted), rtol=rtol, atol=1e-11)


# --- standardise

columns = hnp.arrays(np.float64, (5, 3), elements=st.floats(-1e3, 1e3))


@given(columns)
def test_training_columns_have_mean_zero_and_variance_one_or_are_zero(X):
    X = X.round(3)
    S, (mean, std) = standardise(X)
    np.testing.assert_allclose(S.mean(axis=0), 0, atol=1e-6)
    constant = np.ptp(X, axis=0) == 0
    np.testing.assert_allclose(S.var(axis=0), np.where(constant, 0, 1), atol=1e-6)
    np.testing.assert_allclose(mean, X.mean(axis=0))
    np.testing.assert_allclose(std, X.std(axis=0))


@given(columns, columns)
def test_new_samples_are_treated_as_the_training_samples_were(X, new):
    S, stats = standardise(X)
    both, _ = standardise(np.concatenate([new, X]), stats)
    assert np.array_equal(both[5:], S)
    assert np.array_equal(both[:5], standardise(new, stats)[0])


def test_round_off_is_not_taken_for_variance():
    X = np.column_stack([np.full(1000, 0.1), np.arange(1000.0)])
    S, stats = standardise(X)
    assert (S[:, 0] == 0).all()
    assert standardise([[5.0, 0.0]], stats)[0][0, 0] == 0


def test_a_column_of_small_numbers_that_vary_is_not_constant():
    S, _ = standardise([[1e-9], [3e-9]])
    np.testing.assert_allclose(S, [[-1], [1]])


def test_what_counts_as_constant_is_relative_to_the_mean_of_large_columns():
    stats = ([0, 0, 1e6, 1e6], [1e-12, 2e-12, 1e-6, 2e-6])
    assert standardise([[1, 0, 2e6, 1e6 + 1]], stats)[0].tolist() == [[0, 0, 0, 1 / 2e-6]]
    assert standardise([[0, 1, 1e6, 1e6]], stats)[0].tolist() == [[0, 1 / 2e-12, 0, 0]]


def test_the_condition_number_of_least_squares_may_rise():
    X = np.array([[-1, 4, 4], [0, 4, 3], [1, -4, -4], [1, -4, -4], [1, -1, 0], [-1, 3, 3.0]])
    before, after = (np.linalg.cond(np.column_stack([np.ones(6), A])) for A in (X, standardise(X)[0]))
    assert before < 12.8 and after > 14.8


def test_one_sample_becomes_zero():
    assert standardise([[3, 4]])[0].tolist() == [[0, 0]]


# --- fused_softmax_ce

logits = st.tuples(st.integers(1, 4), st.integers(2, 4)).flatmap(
    lambda shape: hnp.arrays(np.float64, shape, elements=st.floats(-1e4, 1e4))
)


@given(logits, st.integers(0, 99))
def test_loss_and_gradient_are_those_of_softmax_and_cross_entropy(Z, seed):
    y = np.random.default_rng(seed).integers(0, Z.shape[1], len(Z))
    loss, dZ = fused_softmax_ce(Z, y)
    assert type(loss) is float
    assert loss == pytest.approx(cross_entropy(Z, y), rel=1e-12, abs=1e-12)
    np.testing.assert_allclose(dZ, (softmax(Z) - one_hot(y, Z.shape[1])) / len(Z), atol=1e-14)


@pytest.mark.parametrize(("dtype", "wanted"), [("float32", "float32"), ("float64", "float64"), ("int8", "float64")])
def test_the_gradient_has_the_dtype_of_the_logits(dtype, wanted):
    Z = np.array([[100, -100, 3], [1, 2, 3]], dtype)
    loss, dZ = fused_softmax_ce(Z, [1, 0])
    assert dZ.dtype == wanted
    assert loss == pytest.approx(cross_entropy(Z, [1, 0]), rel=1e-6)
    assert Z.tolist() == [[100, -100, 3], [1, 2, 3]]


def test_many_samples_need_no_table_of_all_pairs():
    N = 20_000
    Z, y = np.zeros((N, 10)), np.zeros(N, int)
    fused_softmax_ce(Z[:10], y[:10])
    tracemalloc.start()
    fused_softmax_ce(Z, y)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5 * Z.nbytes  # of N x N numbers there would be 2000 times Z


# --- train

TRAINERS = pytest.mark.parametrize(
    "trainer",
    [train, train_by_samples, lambda *args, **options: (train_fast(*args, **options), None)],
    ids=["clear", "by samples", "fast"],
)


@TRAINERS
@kinds
def test_with_one_batch_and_no_momentum_it_is_gradient_descent(trainer, act):
    params, X, y = problem(0)
    got, _ = trainer(params, X, y, 5, 7, 0.3, 0.0, np.random.default_rng(0), act)

    def layers(x):
        parts = iter(np.split(x, np.cumsum([A.size for pair in params for A in pair])))
        return [(next(parts).reshape(W.shape), next(parts)) for W, b in params]

    path = gradient_descent(lambda x: vector(mlp_backward(layers(x), X, y, act)[1]), vector(params), 0.3, 5)
    close(got, layers(path[-1]))


@TRAINERS
@pytest.mark.parametrize("act", ["relu", "tanh", "sigmoid"])
def test_with_one_batch_it_is_the_heavy_ball_of_pytorch(torch, trainer, act):
    params = [(torch[f"mlp_{i}W"], torch[f"mlp_{i}b"]) for i in range(3)]
    got, history = trainer(params, torch["mlp_X"], torch["mlp_y"], 12, 6, 0.1, 0.8, np.random.default_rng(0), act)
    np.testing.assert_allclose(vector(got), torch[f"mlp_{act}_trained"], rtol=1e-9)
    if history is not None:
        np.testing.assert_allclose(history, [torch[f"mlp_{act}_loss{step}"] for step in range(12)], rtol=1e-10)


@pytest.mark.parametrize("act", ["relu", "tanh", "sigmoid"])
def test_the_gradients_of_a_perceptron_are_those_of_pytorch(torch, act):
    params = [(torch[f"mlp_{i}W"], torch[f"mlp_{i}b"]) for i in range(3)]
    loss, grads = mlp_backward(params, torch["mlp_X"], torch["mlp_y"], act)
    assert loss == pytest.approx(float(torch[f"mlp_{act}_loss0"]), rel=1e-12)
    np.testing.assert_allclose(vector(grads), torch[f"mlp_{act}_gradient"], rtol=1e-10, atol=1e-14)


@TRAINERS
@kinds
@pytest.mark.parametrize("batch", [1, 3, 100])
def test_all_trainers_do_the_same_steps(trainer, act, batch):
    params, X, y = problem(1)
    wanted, losses = train(params, X, y, 4, batch, 0.1, 0.9, np.random.default_rng(5), act)
    got, history = trainer(params, X, y, 4, batch, 0.1, 0.9, np.random.default_rng(5), act)
    close(got, wanted, rtol=1e-7)
    if history is not None:
        np.testing.assert_allclose(history, losses, rtol=1e-9)


def test_the_history_has_the_loss_before_the_step():
    params, X, y = problem(2)
    _, history = train(params, X, y, 1, len(X), 0.5, 0.0, np.random.default_rng(0), "tanh")
    assert history == pytest.approx([mlp_backward(params, X, y, "tanh")[0]], rel=1e-12)


@pytest.mark.parametrize("batch", [1, 2, 3, 5, 7])
def test_the_history_of_a_standstill_is_the_loss_of_all_samples(batch):
    params, X, y = problem(2)
    same, history = train(params, X, y, 3, batch, 0.0, 0.9, np.random.default_rng(0), "tanh")
    np.testing.assert_allclose(history, [mlp_backward(params, X, y, "tanh")[0]] * 3, rtol=1e-12)
    close(same, params)


def test_the_end_is_that_of_one_of_all_pairs_of_orders_and_the_orders_differ():
    params, X, y = problem(3, N=3)
    ends = {}
    for orders in product(permutations(range(3)), repeat=2):
        W, v = params, [(0 * W, 0 * b) for W, b in params]
        for n in [n for order in orders for n in order]:
            _, g = mlp_backward(W, X[[n]], y[[n]], "relu")
            v = [(0.5 * vW + dW, 0.5 * vb + db) for (vW, vb), (dW, db) in zip(v, g, strict=True)]
            W = [(W - 0.2 * vW, b - 0.2 * vb) for (W, b), (vW, vb) in zip(W, v, strict=True)]
        ends[orders] = vector(W)
    pairs = set()
    for seed in range(12):
        got, _ = train(params, X, y, 2, 1, 0.2, 0.5, np.random.default_rng(seed))
        (pair,) = [orders for orders, end in ends.items() if np.allclose(end, vector(got), rtol=1e-9, atol=1e-12)]
        pairs.add(pair)
    assert any(first != second for first, second in pairs)


@TRAINERS
def test_no_epoch_leaves_a_copy_of_the_parameters(trainer):
    params, X, y = problem(4)
    got, history = trainer(params, X, y, 0, 2, 0.1, 0.9, np.random.default_rng(0))
    close(got, params)
    assert not any(np.shares_memory(A, B) for pair, new in zip(params, got, strict=True) for A in pair for B in new)
    assert history is None or history.shape == (0,)


@TRAINERS
def test_training_leaves_its_arguments_as_they_were(trainer):
    args = problem(5)
    before = deepcopy(args)
    trainer(*args, 2, 3, 0.1, 0.9, np.random.default_rng(0))
    assert np.array_equal(vector(args[0]), vector(before[0]))
    assert np.array_equal(args[1], before[1])
    assert np.array_equal(args[2], before[2])


@TRAINERS
def test_lists_are_accepted_for_arrays(trainer):
    params, X, y = problem(6)
    wanted, _ = trainer(params, X, y, 2, 3, 0.1, 0.9, np.random.default_rng(0))
    lists = [(W.tolist(), b.tolist()) for W, b in params]
    got, _ = trainer(lists, X.tolist(), y.tolist(), 2, 3, 0.1, 0.9, np.random.default_rng(0))
    assert np.array_equal(vector(got), vector(wanted))


@TRAINERS
def test_one_sample_and_one_class_present_are_learned(trainer):
    params, X, _ = problem(7, N=1)
    got, _ = trainer(params, X, [2], 60, 1, 0.3, 0.0, np.random.default_rng(0))
    assert cross_entropy(mlp_forward(got, X, "relu"), [2]) < 0.05


# --- train_fast


@kinds
@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float32, 1e-4), (np.float64, 1e-10)])
def test_the_fast_way_keeps_the_dtype_of_the_parameters(act, dtype, tolerance):
    params, X, y = problem(8)
    narrow = [(W.astype(dtype), b.astype(dtype)) for W, b in params]
    got = train_fast(narrow, X, y, 3, 3, 0.1, 0.9, np.random.default_rng(0), act)
    assert {A.dtype for pair in got for A in pair} == {np.dtype(dtype)}
    wanted, _ = train(params, X, y, 3, 3, 0.1, 0.9, np.random.default_rng(0), act)
    np.testing.assert_allclose(vector(got), vector(wanted), atol=tolerance)


def test_the_fast_way_computes_on_integer_parameters_in_float64():
    params = [(np.array([[1, 0], [0, 1], [2, 0]]), np.array([0, 0]))]
    _, X, y = problem(9, widths=(3, 2))
    wanted, _ = train(params, X, y, 2, 3, 0.1, 0.9, np.random.default_rng(0))
    close(train_fast(params, X, y, 2, 3, 0.1, 0.9, np.random.default_rng(0)), wanted)


@kinds
@pytest.mark.parametrize("batch", [1, 3, 7, 20])
def test_the_fast_way_goes_where_the_samples_one_by_one_lead(act, batch):
    params, X, y = problem(10, widths=(3, 5, 4, 3))
    wanted, _ = train_by_samples(params, X, y, 3, batch, 0.1, 0.9, np.random.default_rng(1), act)
    close(train_fast(params, X, y, 3, batch, 0.1, 0.9, np.random.default_rng(1), act), wanted)


def test_the_fast_way_is_at_home_among_large_logits():
    params, X, y = problem(11, widths=(3, 3))
    params = [(3000 * W, b) for W, b in params]
    wanted, _ = train(params, X, y, 4, 3, 0.5, 0.5, np.random.default_rng(0))
    got = train_fast(params, X, y, 4, 3, 0.5, 0.5, np.random.default_rng(0))
    assert np.isfinite(vector(got)).all()
    close(got, wanted)


@pytest.mark.parametrize(("epochs", "lr"), [(0, 0.5), (3, 0.0)])
def test_the_fast_way_stands_still_on_arrays_of_its_own(epochs, lr):
    params, X, y = problem(12)
    got = train_fast(params, X, y, epochs, 3, lr, 0.9, np.random.default_rng(0))
    np.testing.assert_array_equal(vector(got), vector(params))
    assert not any(np.shares_memory(A, B) for one in got for other in params for A in one for B in other)


# --- early_stop


@given(st.lists(st.integers(0, 4), min_size=1, max_size=8), st.integers(1, 4))
def test_it_stops_when_patience_epochs_have_brought_nothing_better(losses, patience):
    stop, best = early_stop(losses, patience)
    assert losses[best] == min(losses)
    assert losses[best] not in losses[:best]
    assert stop is (len(losses[best + 1 :]) >= patience)
    assert type(best) is int


# --- group_split

sizes_of_groups = st.lists(st.integers(1, 6), min_size=2, max_size=6)


@st.composite
def grouped(draw):
    """Samples of groups in any order, and a share that the theorem allows."""
    sizes = draw(sizes_of_groups)
    names = draw(st.lists(st.integers(-50, 50), min_size=len(sizes), max_size=len(sizes), unique=True))
    groups = draw(st.permutations([name for name, size in zip(names, sizes, strict=True) for _ in range(size)]))
    N, m = sum(sizes), max(sizes)
    return groups, (m / 2 + draw(st.floats(0, 1)) * (N - m)) / N


@given(grouped(), st.integers(0, 2**32))
def test_a_split_is_a_partition_that_tears_no_group_and_has_the_size_promised(problem, seed):
    groups, share = problem
    learned, tested = group_split(groups, share, np.random.default_rng(seed))
    assert sorted([*learned.tolist(), *tested.tolist()]) == list(range(len(groups)))
    assert not {groups[n] for n in learned} & {groups[n] for n in tested}
    assert 0 < len(tested) < len(groups)
    most = max(groups.count(g) for g in groups) / 2
    assert abs(len(tested) - share * len(groups)) <= most + 1e-9


@given(sizes_of_groups)
def test_in_every_order_a_proper_prefix_is_within_half_of_the_largest_group(sizes):
    N, m = sum(sizes), max(sizes)
    for T in np.linspace(m / 2, N - m / 2, 9):
        for order in permutations(sizes):
            prefixes = [sum(order[:k]) for k in range(1, len(order))]
            assert min(abs(size - T) for size in prefixes) <= m / 2 + 1e-9


def test_the_bound_is_attained_half_way_between_groups_of_one_size():
    groups = np.repeat([3, 1, 2], 4)
    _, tested = group_split(groups, 1 / 2, np.random.default_rng(0))
    assert abs(len(tested) - 6) == 2


def test_all_sets_of_groups_that_fit_are_tested_by_some_generator():
    groups = np.tile(np.arange(4), 2)
    splits = [group_split(groups, 1 / 2, np.random.default_rng(seed))[1] for seed in range(200)]
    assert {frozenset(groups[tested].tolist()) for tested in splits} == set(map(frozenset, combinations(range(4), 2)))


def test_outside_the_theorem_both_sides_still_hold_a_sample():
    for share in (0.01, 0.99):
        learned, tested = group_split([0, 0, 0, 0, 1], share, np.random.default_rng(0))
        assert len(learned) and len(tested)


def test_the_input_of_catch_training_has_a_short_batch_and_two_epochs_with_momentum():
    ((X, y, epochs, batch, lr, beta),) = catch_training()
    assert len(X) % batch and batch > 1 and epochs > 1 and lr > 0 < beta < 1
    rng = np.random.default_rng(0)
    _, history = train([(np.zeros((1, 2)), np.zeros(2))], X, y, epochs, batch, 0.0, beta, rng)
    np.testing.assert_allclose(history, np.log(2))
    assert set(y.tolist()) == {0, 1}


# --- compare


def constant(label, parameters):
    return lambda X, y: (lambda new: np.full(len(new), label), parameters)


def test_the_report_has_what_each_model_did_with_the_test_samples():
    def memory(X, y):
        seen.append((X.copy(), y.copy()))
        table = {tuple(x): label for x, label in zip(X, y, strict=True)}
        return lambda new: [table[tuple(x)] for x in new], len(X)

    seen = []
    X, y = np.array([[0.0], [1.0], [2.0]]), np.array([5, 6, 7])
    report = compare({"memory": memory, "five": constant(5, 1)}, X, y, [[2], [0], [1], [0]], [7, 5, 0, 5])
    assert list(report) == ["memory", "five"]
    assert report["memory"]["predictions"].tolist() == [7, 5, 6, 5]
    assert [report[name]["accuracy"] for name in report] == [0.75, 0.5]
    assert [report[name]["parameters"] for name in report] == [3, 1]
    assert all(type(row["seconds"]) is float and row["seconds"] >= 0 for row in report.values())
    assert np.array_equal(seen[0][0], X) and np.array_equal(seen[0][1], y)


# --- errors


A = np.array([[1.0, 2.0], [3.0, 4.0]])


@pytest.mark.parametrize(
    ("X", "stats", "wanted"),
    [
        ([1.0], None, "X must be (N, d), got shape (1,); give each sample a row"),
        (A, 3, "stats must be None or (mean, std), got int; pass on what came back"),
        (A, ([1.0, 2.0],), "stats must be None or (mean, std), got tuple; pass on what came back"),
        (A, ([1.0], [1.0]), "mean of stats must be (2,), got shape (1,); one entry for each column of X"),
        (A, ([1, 2], [1]), "std of stats must be (2,), got shape (1,); one entry for each column of X"),
        (A, ([1, 2], [1, -1]), "min(std) must be >= 0, got -1; is this the pair (mean, std)?"),
    ],
)
def test_standardise_says_what_is_wrong_with_its_arguments(X, stats, wanted):
    assert message(standardise, X, stats) == wanted


def test_fused_softmax_ce_says_what_is_wrong_with_its_arguments():
    wanted = "Z must be (N, K) with N >= 1 and K >= 2, got shape (2, 1); is a sample a row?"
    assert message(fused_softmax_ce, [[1.0], [2.0]], [0, 0]) == wanted
    wanted = "y must be integers in 0..K-1 = 0..1, got 2 at index 1; labels start at 0"
    assert message(fused_softmax_ce, A, [0, 2]) == wanted


@TRAINERS
@pytest.mark.parametrize(
    ("place", "value", "wanted"),
    [
        (0, [], "params must be a list of (W, b), got no layer; one layer is the list [(W, b)]"),
        (1, [1.0], "X must be (N, d_in), got shape (1,); give each sample a row"),
        (2, [0, 0], "y must be (7,), got shape (2,); one entry for each of the 7 rows of X"),
        (2, [3] * 7, "y must be integers in 0..K-1 = 0..2, got 3 at index 0; labels start at 0"),
        (3, -1, "epochs must be an integer >= 0, got -1; it is the number of passes through the samples"),
        (4, 0, "batch must be an integer >= 1, got 0; it is the number of samples for each step"),
        (5, -1, "lr must be >= 0, got -1; minus the gradient is the direction of descent"),
        (6, 1, "beta must be < 1, got 1; the past would never be forgotten"),
        (6, -1, "beta must be >= 0, got -1; it is the weight of the past"),
        (7, 0, "rng must be a Generator, got int; np.random.default_rng(0) makes one"),
        (8, "gelu", "act must be one of relu, tanh, sigmoid, identity, got 'gelu'; spell it as here"),
    ],
)
def test_all_trainers_say_what_is_wrong_with_their_arguments(trainer, place, value, wanted):
    args = [*problem(0), 1, 2, 0.1, 0.9, np.random.default_rng(0), "relu"]
    args[place] = value
    assert message(trainer, *args) == wanted


def test_early_stop_says_what_is_wrong_with_its_arguments():
    wanted = "losses must be (epochs,), got shape (0,); the validation loss of each epoch so far"
    assert message(early_stop, [], 1) == wanted
    wanted = "losses must be finite, got nan at [1]; find out where it came from"
    assert message(early_stop, [1, np.nan], 1) == wanted
    wanted = "patience must be an integer >= 1, got 0; it is the number of epochs without an improvement"
    assert message(early_stop, [1.0], 0) == wanted


@pytest.mark.parametrize(
    ("groups", "share", "generator", "wanted"),
    [
        ([[0, 1]], 0.5, None, "groups must be (N,), got shape (1, 2); the group of each sample"),
        ([0.0, 1.0], 0.5, None, "groups must be integers, got dtype float64; number the groups"),
        ([4, 4], 0.5, None, "groups must name two groups or more, got 1; one group cannot be split"),
        ([0, 1], 0, None, "share must be > 0, got 0; it is the part of the samples to test"),
        ([0, 1], 1, None, "share must be < 1, got 1; leave some for training"),
        ([0, 1], 0.5, 0, "rng must be a Generator, got int; np.random.default_rng(0) makes one"),
    ],
)
def test_group_split_says_what_is_wrong_with_its_arguments(groups, share, generator, wanted):
    rng = np.random.default_rng(0) if generator is None else generator
    assert message(group_split, groups, share, rng) == wanted


@pytest.mark.parametrize(
    ("place", "value", "wanted"),
    [
        (0, {}, "models must be a dict of one function fit or more, got {}; name each model"),
        (0, [abs], "models must be a dict of one function fit or more, got [<built-in function abs>]; name each model"),
        (0, {"svm": 3}, "models['svm'] must be a function, got int; give its name without brackets"),
        (1, [1.0], "X must be (N, d), got shape (1,); give each sample a row"),
        (2, [1], "y must be (2,), got shape (1,); one entry for each of the 2 rows of X"),
        (3, [[1.0]], "X_test must be (N, 2), got shape (1, 1); give each sample a row"),
        (4, [1], "y_test must be (2,), got shape (1,); one label for each row of X_test"),
    ],
)
def test_compare_says_what_is_wrong_with_its_arguments(place, value, wanted):
    args = [{"zero": constant(0, 0)}, A, [0, 1], A, [0, 1]]
    args[place] = value
    assert message(compare, *args) == wanted


# --- compare, on models that are not well-behaved


def fitted(predict):
    return {"own": lambda X, y: (predict, 1)}


@pytest.mark.parametrize("shape", [(4, 1), (1, 4), (), (3,)])
def test_predictions_of_another_shape_are_refused_instead_of_broadcast(shape):
    X, y = np.eye(4), np.array([0, 1, 0, 1])
    wanted = f"models['own'] must predict labels (4,), got shape {shape}; one for each sample"
    assert message(compare, fitted(lambda X: np.zeros(shape)), X, y, X, y) == wanted


def test_models_that_change_their_data_change_only_their_own():
    X, y, X_test, y_test = np.eye(3), np.array([0, 1, 2]), np.eye(3), np.array([2, 1, 0])

    def spoils(X, y):
        X[:], y[:] = 9, 9

        def predict(X):
            X[:] = 9
            return X[:, 0]

        return predict, 1

    def reads(X, y):
        assert (np.eye(3) == X).all() and y.tolist() == [0, 1, 2]

        def predict(X):
            assert (np.eye(3) == X).all()
            return np.array([2, 1, 0])

        return predict, 1

    report = compare({"spoils": spoils, "reads": reads}, X, y, X_test, y_test)
    assert (report["spoils"]["accuracy"], report["reads"]["accuracy"]) == (0, 1)
    assert (np.eye(3) == X).all() and (np.eye(3) == X_test).all() and y.tolist() == [0, 1, 2]
