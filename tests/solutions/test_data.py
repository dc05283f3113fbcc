"""The generators have the laws that they state. Seeds are fixed: these samples pass or fail for good."""

from pathlib import Path

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import linprog

from solutions import data
from tests.solutions.calls import message

DIGITS = Path(__file__).resolve().parents[2] / "course" / "data" / "digits.npz"
MEANS = [[0.0, 0.0, 0.0], [3.0, 0.0, -1.0], [0.0, 4.0, 0.0]]
GENERATORS = {
    "exam": data.exam,
    "admission": data.admission,
    "fraud": data.fraud,
    "gaussians": lambda N, rng: data.gaussians(N, MEANS, rng),
    "moons": data.moons,
    "circles": data.circles,
    "spirals": lambda N, rng: data.spirals(N, rng, K=3),
    "bar_images": data.bar_images,
    "split": lambda N, rng: data.split(N, N // 2, rng),
}
every_generator = pytest.mark.parametrize("generate", GENERATORS.values(), ids=GENERATORS)


def rng(seed=0):
    return np.random.default_rng(seed)


@every_generator
def test_the_generator_alone_decides_the_sample(generate):
    before = np.random.get_state()[1].copy()  # noqa: NPY002 - it must be left alone
    source = rng()
    first, second, again = generate(50, source), generate(50, source), generate(50, rng())
    assert all(np.array_equal(one, other) for one, other in zip(first, again, strict=True))
    assert not any(np.array_equal(one, other) for one, other in zip(first, second, strict=True))
    assert (np.random.get_state()[1] == before).all()  # noqa: NPY002 - the same


@every_generator
def test_labels_are_integers_and_samples_are_float64(generate):
    *X, y = generate(40, rng())
    assert y.dtype == np.int64
    assert {each.dtype for each in X} <= {np.dtype(float), np.dtype(np.int64)}
    assert len(y) == len(X[0]) or generate is GENERATORS["split"]


@pytest.mark.parametrize("name", ["gaussians", "moons", "circles", "spirals", "bar_images"])
@pytest.mark.parametrize("N", [1, 2, 7, 60])
def test_classes_are_balanced_and_in_random_order(name, N):
    K = 3 if name in ("gaussians", "spirals") else 2
    X, y = GENERATORS[name](N, rng())
    counts = np.bincount(y, minlength=K)
    assert len(X) == N and counts.sum() == N and counts.max() - counts.min() <= 1
    assert N < 60 or (np.diff(y) < 0).sum() > 5


# --- laws


def test_exam_has_the_stated_laws():
    hours, points, passed = data.exam(5000, rng())
    noise = (points - 25 - 6 * hours) / 5
    assert stats.kstest(hours, stats.uniform(0, 10).cdf).pvalue > 1e-3
    assert stats.kstest(noise, stats.logistic.cdf).pvalue > 1e-3
    assert abs(np.corrcoef(hours, noise)[0, 1]) < 6 / np.sqrt(5000)
    assert np.array_equal(passed, points >= 50)


def calibration(p, y):
    """How many standard deviations the number of ones is off, for low, middle and high probabilities."""
    groups = np.array_split(np.argsort(p), 3)
    return [abs((y[g] - p[g]).sum()) / np.sqrt((p[g] * (1 - p[g])).sum()) for g in groups]


def test_exams_are_passed_with_the_stated_probability():
    hours, _, passed = data.exam(5000, rng(1))
    assert max(calibration(data.exam_probability(hours), passed)) < 6
    assert data.exam_probability(25 / 6) == pytest.approx(0.5)


def test_admissions_have_the_stated_laws():
    X, y = data.admission(5000, rng())
    assert stats.kstest(X[:, 0], stats.norm(60, 12).cdf).pvalue > 1e-3
    assert stats.kstest(X[:, 1], stats.norm(3, 0.5).cdf).pvalue > 1e-3
    assert abs(np.corrcoef(X.T)[0, 1]) < 6 / np.sqrt(5000)
    assert max(calibration(data.admission_probability(X), y)) < 6
    p = data.admission_probability([[60, 3], [64, 3], [60, 3.2]])
    np.testing.assert_allclose(p, [0.5, stats.logistic.cdf(1), stats.logistic.cdf(1)])


def test_honest_transactions_have_two_factors_and_frauds_have_none():
    X, y = data.fraud(20_000, rng(), rate=0.5)
    A, noise2 = data.FRAUD_LOADINGS, data.FRAUD_NOISE**2 * np.eye(6)
    honest, frauds = np.cov(X[y == 0].T, bias=True), np.cov(X[y == 1].T, bias=True)
    np.testing.assert_allclose(honest, A.T @ A + noise2, atol=0.1)
    np.testing.assert_allclose(frauds, np.diag(np.diag(A.T @ A + noise2)), atol=0.1)
    np.testing.assert_allclose([X[y == 0].mean(axis=0), X[y == 1].mean(axis=0)], 0, atol=0.08)
    for feature in X.T:
        assert stats.ks_2samp(feature[y == 0], feature[y == 1]).pvalue > 1e-3


@pytest.mark.parametrize("rate", [0, 0.02, 1])
def test_frauds_have_the_stated_rate(rate):
    _, y = data.fraud(10_000, rng(), rate)
    assert abs(y.sum() - 10_000 * rate) <= 6 * np.sqrt(10_000 * rate * (1 - rate))


def test_gaussians_are_normal_about_their_means():
    X, y = data.gaussians(3000, MEANS, rng(), spread=2)
    assert stats.kstest(((X - np.array(MEANS)[y]) / 2).ravel(), "norm").pvalue > 1e-3


def test_two_gaussians_are_told_apart_as_well_as_stated():
    X, y = data.gaussians(20_000, [[0, 0], [3, 4]], rng(), spread=2)
    errors = np.mean((X @ [3, 4] > 12.5) != y)
    bound = stats.norm.sf(5 / 2 / 2)
    assert errors == pytest.approx(bound, abs=6 * np.sqrt(bound / 20_000))


def test_moons_without_noise_are_half_circles():
    X, y = data.moons(500, rng(), noise=0)
    for k, centre, side in ((0, [0, 0], 1), (1, [1, 0.5], -1)):
        a = X[y == k] - centre
        np.testing.assert_allclose(np.hypot(*a.T), 1)
        assert (side * a[:, 1] >= 0).all()
        assert stats.kstest(np.arccos(a[:, 0].clip(-1, 1)) / np.pi, "uniform").pvalue > 1e-3


def test_circles_without_noise_have_the_radii_one_and_one_half():
    X, y = data.circles(500, rng(), noise=0)
    np.testing.assert_allclose(np.hypot(*X.T), np.where(y == 0, 1, 0.5))
    assert stats.kstest(np.arctan2(*X.T) / 2 / np.pi + 0.5, "uniform").pvalue > 1e-3


def test_spirals_without_noise_wind_as_stated():
    X, y = data.spirals(600, rng(), K=3, turns=1.5, noise=0)
    r = np.hypot(*X.T)
    angle = 2 * np.pi * (1.5 * r + y / 3)
    np.testing.assert_allclose(X, r[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]), atol=1e-12)
    assert stats.kstest(r, stats.uniform(0.1, 0.9).cdf).pvalue > 1e-3


@pytest.mark.parametrize("name", ["moons", "circles", "spirals", "bar_images"])
def test_noise_is_normal_and_added_to_each_coordinate(name):
    generate = getattr(data, name)
    clean, noisy = generate(400, rng(), noise=0)[0], generate(400, rng(), noise=0.3)[0]
    assert stats.kstest((noisy - clean).ravel() / 0.3, "norm").pvalue > 1e-3


@pytest.mark.parametrize("size", [2, 8])
def test_bar_images_without_noise_show_one_whole_row_or_column(size):
    X, y = data.bar_images(200, rng(), size, noise=0)
    assert X.shape == (200, 1, size, size)
    for image, label in zip(X[:, 0], y, strict=True):
        along = image.mean(axis=1 - label)  # rows for 0, columns for 1
        assert sorted(along) == [0] * (size - 1) + [1]
        assert (image.mean(axis=label) == 1 / size).all()


def test_bars_are_in_each_row_and_column_equally_often():
    X, y = data.bar_images(4000, rng(), 4, noise=0)
    counts = [X[y == k, 0].mean(axis=2 - k).sum(axis=0) for k in (0, 1)]
    assert stats.chisquare(np.concatenate(counts)).pvalue > 1e-3


@pytest.mark.parametrize("size", [2, 8])
def test_no_linear_classifier_is_right_about_all_bars_and_one_is_wrong_about_one(size):
    X, y = data.bar_images(500, rng(), size, noise=0)
    X, index = np.unique(X.reshape(500, -1), axis=0, return_index=True)
    assert len(X) == 2 * size
    y = y[index]
    signed = np.column_stack([X, np.ones(len(X))]) * (1 - 2 * y)[:, None]  # 0, horizontal, is to be positive
    assert linprog(np.zeros(signed.shape[1]), -signed, -np.ones(len(X)), bounds=(None, None)).status == 2  # infeasible
    w = np.repeat([1.0] * (size - 1) + [1.0 - size], size)  # a weight for each row, of sum 0
    assert ((X @ w > 0.5) != (y == 0)).sum() == 1


# --- digits and splits


def test_digits_are_those_of_the_file_in_grey_from_0_to_1():
    X, y = data.digits(DIGITS)
    with np.load(DIGITS) as file:
        assert np.array_equal(X * 16, file["X"]) and np.array_equal(y, file["y"])
    assert (X.shape, X.dtype, X.min(), X.max()) == ((1797, 64), np.float64, 0, 1)
    assert y.dtype == np.int64


def test_split_puts_each_sample_on_one_side():
    train, test = data.split(10, 3, rng())
    assert (len(train), len(test)) == (7, 3)
    assert sorted([*train, *test]) == list(range(10))


# --- errors


@every_generator
def test_generators_say_what_is_wrong_with_number_and_generator(generate):
    assert message(generate, 0, rng()) == "N must be an integer >= 1, got 0; it is the number of samples"
    assert message(generate, 2, 0) == "rng must be a Generator, got int; np.random.default_rng(0) makes one"


@pytest.mark.parametrize(
    ("name", "options", "wanted"),
    [
        ("fraud", {"rate": -0.5}, "rate must be >= 0, got -0.5; the probability of a fraud"),
        ("fraud", {"rate": 2}, "rate must be <= 1, got 2; the probability of a fraud"),
        ("gaussians", {"means": [0, 1]}, "means must be (N, d), got shape (2,); give each sample a row"),
        ("gaussians", {"means": MEANS, "spread": -1}, "spread must be >= 0, got -1; a standard deviation"),
        ("moons", {"noise": -1}, "noise must be >= 0, got -1; a standard deviation"),
        ("circles", {"noise": -1}, "noise must be >= 0, got -1; a standard deviation"),
        ("spirals", {"K": 1}, "K must be an integer >= 2, got 1; it is the number of arms"),
        ("spirals", {"turns": 0}, "turns must be > 0, got 0; how often an arm winds around 0"),
        ("bar_images", {"size": 1}, "size must be an integer >= 2, got 1; it is the number of rows and of columns"),
        ("split", {"n_test": 0}, "n_test must be an integer >= 1, got 0; it is the number of samples for testing"),
        ("split", {"n_test": 5}, "n_test must be < N = 5, got 5; leave some for training"),
    ],
)
def test_generators_say_what_is_wrong_with_their_options(name, options, wanted):
    assert message(getattr(data, name), 5, rng=rng(), **options) == wanted


def test_probabilities_say_what_is_wrong_with_their_arguments():
    wanted = "X must be (N, 2), got shape (1, 3); give each sample a row"
    assert message(data.admission_probability, [[1.0, 2.0, 3.0]]) == wanted
    assert message(data.exam_probability, []) == "hours must hold a number or more, got shape (0,); fill it first"
