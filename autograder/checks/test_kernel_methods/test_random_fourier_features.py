"""Mark scheme of `random_fourier_features`.

The law of the features is free, so that no draw is compared with the model answer's. What is judged is Phi Phi^T, whose
entries are means of D independent numbers from -2 to 2 with the expectation k(x, z), as the contract says. By
Hoeffding's inequality such a mean is off by t with probability at most 2 exp(-D t^2 / 8): for D = 19 000 and t = 0.11
this is 7e-13. Here 84 entries are looked at in all, so that a right answer fails with a probability below 6e-11. More
frequencies would not do: the features of three samples as nested lists, 2 D numbers each, are what an answer may send.

Pairs are chosen such that a wrong law shows, whatever is drawn. With q = gamma ||x - z||^2 the right value is e^-q; a
variance v in place of 2 gamma gives e^(-v q / 2 gamma). For q = 1, or for 0.64 and 1.28, and gamma far from 1/2, some
entry is off by 0.19 or more for each v that is tried below, 12 standard deviations beyond 0.11. One phase beta for all
frequencies is off by cos(2 beta) where x + z = 0, and hides in 7% of its draws: so where a sample is 0 there are five.
Phases of samples are off by k (1 - cos) of their differences, and hide in 5% of the draws far from 0: these are four.

The squared length of the features of 0 has the expectation 1 for each single frequency, and is from 0 to 2: that it is
2, or 0, for 40 frequencies drawn one by one has a probability below 2e-12. Features are alike to 1e-5: single precision
does, and products of matrices of other shapes are added up in another order.
"""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_kernel_methods.waves import (
    MANY,
    TIMES,
    about_zero,
    alike,
    drawn_anew,
    elsewhere,
    few,
    lengths_at_random,
    one_of_each,
    right_kernel,
    rows_of_features,
    whole_points,
)
from solutions.kernel_methods import random_fourier_features


@exercise(reference=random_fourier_features)
class TestRandomFourierFeatures:
    CONTRACT: ClassVar = {
        "approximate the Gaussian kernel": ("test_kernel_about_zero", "test_kernel_elsewhere"),
        "X holds floats or integers": ("test_integers", "test_one_of_each"),
        "the only source of randomness": "test_all_draws_from_rng",
        "has one column or two": ("test_sample_by_sample", "test_kernel_about_zero", "test_one_of_each"),
        "do not depend on X": "test_sample_by_sample",
        "An entry of Phi Phi^T is the mean": ("test_kernel_about_zero", "test_kernel_elsewhere", "test_one_of_each"),
        "They are independent": ("test_integers", "test_sample_by_sample"),
        "off by more than 0.11": ("test_kernel_about_zero", "test_kernel_elsewhere", "test_integers"),
    }

    @practice
    @weight(1)
    @forall(about_zero, draws=5)
    def test_kernel_about_zero(self, student, X, gamma, key):
        """For D = 19 000 inner products of the features are exp(-gamma ||x - z||^2), to 0.11; a sample is 0."""
        got = student.random_fourier_features(X, MANY, gamma, student.rng("about zero", key))
        right_kernel(rows_of_features(got, len(X), MANY), X, gamma)

    @weight(1)
    @forall(elsewhere, draws=4)
    def test_kernel_elsewhere(self, student, X, gamma, key):
        """The same holds for samples that are far from 0: only differences count."""
        got = student.random_fourier_features(X, MANY, gamma, student.rng("elsewhere", key))
        right_kernel(rows_of_features(got, len(X), MANY), X, gamma)

    @practice
    @weight(1)
    @forall(few, draws=10)
    def test_sample_by_sample(self, student, X, D, gamma):
        """From generators in the same state a sample has the same features, whatever the other rows are; unscaled."""
        Phi = rows_of_features(student.random_fourier_features(X, D, gamma, student.rng("same")), len(X), D)
        lengths_at_random(Phi, D)
        more = np.vstack([X[::-1] + 0.9, X])
        got = rows_of_features(student.random_fourier_features(more, D, gamma, student.rng("same")), len(more), D)
        alike(got[len(X) :], Phi, "the features of the same samples, with others before them")
        last = rows_of_features(student.random_fourier_features(X[-1:], D, gamma, student.rng("same")), 1, D)
        alike(last, Phi[-1:], "the features of the last sample alone")

    @practice
    @weight(1)
    @forall(few, draws=5)
    def test_all_draws_from_rng(self, student, X, D, gamma):
        """Equal generators give the same features; another one, and the same one used again, give others."""
        rng = student.rng("one")
        first, second = (
            rows_of_features(student.random_fourier_features(X, D, gamma, rng), len(X), D) for _ in range(2)
        )
        again = rows_of_features(student.random_fourier_features(X, D, gamma, student.rng("one")), len(X), D)
        other = rows_of_features(student.random_fourier_features(X, D, gamma, student.rng("other")), len(X), D)
        alike(again, first, "features from a generator in the same state")
        expect.that((other != first).any(), "two different generators give the same features: use rng")
        expect.that((second != first).any(), "a second call with the same rng gives the same features")

    @weight(1)
    @forall(one_of_each, draws=4)
    def test_one_of_each(self, student, X, gamma):
        """One sample, one frequency: one or two columns, no longer than the root of 2; at 0 of mean square length 1."""
        Phi = rows_of_features(student.random_fourier_features(X, 1, gamma, student.rng("one")), 1, 1)
        length = float(np.sum(Phi**2))
        expect.that(length <= 2 + 1e-6, f"the squared length is {length:.3g} for D = 1, wanted 2 at most")
        rng, lengths = student.rng("one by one"), []
        for _ in range(TIMES):
            Phi = rows_of_features(student.random_fourier_features(0 * X, 1, gamma, rng), 1, 1)
            lengths.append(float(np.sum(Phi**2)))
        words = f"for D = 1 the squared length at 0 was about {lengths[0]:.1f} in {TIMES} draws, wanted 1 in the mean"
        expect.that(min(lengths) < 2 - 1e-6 and max(lengths) > 1e-6, words)

    @weight(1)
    @forall(whole_points, draws=5)
    def test_integers(self, student, X, key):
        """Samples may be integers, and so may gamma; independent frequencies are all different."""
        got = student.random_fourier_features(X, MANY, 1, student.rng("integers", key))
        Phi = rows_of_features(got, len(X), MANY)
        right_kernel(Phi, X, 1)
        drawn_anew(Phi)

    @alternate
    def cosines_and_sines(X, D, gamma, rng):
        omega = rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
        angles = X @ omega
        return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)

    @alternate
    def one_phase_for_each(X, D, gamma, rng):
        omega = rng.normal(size=(X.shape[1], D)) * np.sqrt(2 * gamma)
        phase = rng.uniform(0, 2 * np.pi, D)
        return np.sqrt(2 / D) * np.cos(X @ omega + phase)

    @alternate
    def frequency_by_frequency(X, D, gamma, rng):
        columns = []
        for _ in range(D):
            angle = np.asarray(X, float) @ (rng.standard_normal(len(X[0])) * (2 * gamma) ** 0.5)
            columns.append(np.cos(angle))
            columns.append(np.sin(angle))
        return (np.array(columns).T / D**0.5).tolist()

    @alternate
    def parts_of_complex_numbers(X, D, gamma, rng):
        waves = np.exp(1j * (X @ rng.standard_normal((X.shape[1], D))) * np.sqrt(2.0 * gamma)) / np.sqrt(D)
        return np.concatenate([waves.imag, waves.real], axis=1)

    @alternate
    def frequencies_with_covariance(X, D, gamma, rng):
        n = X.shape[1]
        omega = rng.multivariate_normal(np.zeros(n), 2 * gamma * np.eye(n), size=D)
        beta = 2 * np.pi * rng.random(D)
        return np.array([[(2 / D) ** 0.5 * c for c in np.cos(omega @ x + beta)] for x in X])

    @alternate
    def cosine_and_sine_added(X, D, gamma, rng):
        """The root of 2 times a cosine with the phase -pi/4: sin(a + b) has the expectation 0."""
        angles = X @ rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
        return (np.cos(angles) + np.sin(angles)) / np.sqrt(D)

    @alternate
    def cosine_or_sine_by_a_coin(X, D, gamma, rng):
        angles = X @ rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
        return np.sqrt(2 / D) * np.where(rng.random(D) < 0.5, np.cos(angles), np.sin(angles))

    @alternate
    def waves_of_single_precision(X, D, gamma, rng):
        omega = np.float32(np.sqrt(2 * gamma)) * rng.standard_normal((X.shape[1], D), np.float32)
        angles = X.astype(np.float32) @ omega
        return np.hstack([np.cos(angles), np.sin(angles)]) / np.float32(np.sqrt(D))

    variance_of_gamma = slip(
        cosines_and_sines,
        ("np.sqrt(2 * gamma)", "np.sqrt(gamma)"),
        hint="The covariance of a frequency is 2 gamma I, so the deviation is sqrt(2 gamma).",
        see="thm-fourier",
    )
    variance_for_deviation = slip(
        cosines_and_sines,
        ("np.sqrt(2 * gamma)", "2 * gamma"),
        hint="2 gamma is the variance; NumPy wants its root, the standard deviation.",
        see="thm-fourier",
    )
    variance_of_one = slip(
        cosines_and_sines,
        ("np.sqrt(2 * gamma)", "1"),
        hint="Where is gamma? The covariance of a frequency is 2 gamma I.",
        see="thm-fourier",
    )
    never_averaged = slip(
        cosines_and_sines,
        (" / np.sqrt(D)", ""),
        hint="The kernel is the mean of D products: each feature has the factor 1/sqrt(D).",
        see="thm-fourier",
    )
    averaged_twice = slip(
        cosines_and_sines,
        (" / np.sqrt(D)", " / D"),
        hint="Both features of a product have the factor: 1/sqrt(D) each makes 1/D.",
        see="thm-fourier",
    )
    averaged_over_the_columns = slip(
        cosines_and_sines,
        (" / np.sqrt(D)", " / np.sqrt(2 * D)"),
        hint="A cosine and a sine belong to one frequency: the mean is over D, not over 2 D.",
        see="thm-fourier",
    )
    root_two_too_much = slip(
        cosines_and_sines,
        (" / np.sqrt(D)", " * np.sqrt(2 / D)"),
        hint="sqrt(2) is for one column with a phase; cosine and sine together need 1/sqrt(D).",
        see="def-phase",
    )
    cosines_alone = slip(
        cosines_and_sines,
        ("np.hstack([np.cos(angles), np.sin(angles)])", "np.cos(angles)"),
        hint="Products of cosines have cos(a + b) in them, too: sines or phases take it away.",
        see="thm-fourier",
    )
    cosines_alone_times_root_two = slip(
        cosines_and_sines,
        ("np.hstack([np.cos(angles), np.sin(angles)])", "np.sqrt(2) * np.cos(angles)"),
        hint="Products of cosines have cos(a + b) in them, too: sines or phases take it away.",
        see="def-phase",
    )
    cosines_and_sines_in_turn = slip(
        one_phase_for_each,
        ("rng.uniform(0, 2 * np.pi, D)", "np.where(np.arange(D) % 2, -np.pi / 2, 0)"),
        hint="Each single frequency needs cosine and sine, or a random phase: alone, one has cos(a + b) in its mean.",
        see="def-phase",
    )
    one_phase_for_all = slip(
        one_phase_for_each,
        ("2 * np.pi, D)", "2 * np.pi)"),
        hint="Each frequency has a phase of its own: one for all does not average out.",
        see="def-phase",
    )
    phases_without_root_two = slip(
        one_phase_for_each,
        ("np.sqrt(2 / D)", "np.sqrt(1 / D)"),
        hint="The mean square of a cosine is 1/2: with one column for each frequency the factor is sqrt(2/D).",
        see="def-phase",
    )
    uniform_frequencies = slip(
        cosines_and_sines,
        (
            "rng.normal(0, np.sqrt(2 * gamma), (X.shape[1], D))",
            "rng.uniform(-1, 1, (X.shape[1], D)) * np.sqrt(6 * gamma)",
        ),
        hint="The frequencies of the Gaussian kernel are normal; other laws make other kernels.",
        see="thm-fourier",
    )
    one_number_for_all_features = slip(
        cosines_and_sines,
        ("(X.shape[1], D)", "(1, D)) * np.ones((X.shape[1], 1)"),
        hint="A frequency is a vector: each of its entries is a number of its own.",
        see="thm-fourier",
    )
    one_frequency_for_all = slip(
        cosines_and_sines,
        ("(X.shape[1], D)", "(X.shape[1], 1)) * np.ones((1, D)"),
        hint="D independent frequencies are wanted, not one D times: there is nothing to average.",
        see="thm-fourier",
    )
    frequencies_for_each_sample = slip(
        cosines_and_sines,
        (
            "(X.shape[1], D))\n    angles = X @ omega",
            "(len(X), X.shape[1], D))\n    angles = np.einsum('nj,njk->nk', X, omega)",
        ),
        hint="All samples have the same frequencies: draw them once.",
        see="def-phase",
    )
    samples_centred_first = slip(
        cosines_and_sines,
        ("angles = X @ omega", "angles = (X - X.mean(axis=0)) @ omega"),
        hint="Then the features of a sample depend on the other rows; new points need the same features.",
        see="def-phase",
    )
    frequencies_and_their_opposites = slip(
        cosines_and_sines,
        ("(X.shape[1], D))", "(X.shape[1], (D + 1) // 2))\n    omega = np.hstack([omega, -omega])[:, :D]"),
        hint="omega and -omega have the same cosine: these are half as many frequencies.",
        see="thm-fourier",
    )
    frequencies_clipped = slip(
        cosines_and_sines,
        ("    angles =", "    omega = np.clip(omega, -2 * np.sqrt(2 * gamma), 2 * np.sqrt(2 * gamma))\n    angles ="),
        hint="The normal law has no bounds: rare large frequencies belong to it, and clipped ones to another kernel.",
        see="thm-fourier",
    )
    angles_of_integers = slip(
        cosines_and_sines,
        ("angles = X @ omega", "angles = (X @ omega).astype(X.dtype)"),
        hint="An array of the type of X cuts the angles to integers if the samples are integers.",
        see="thm-fourier",
    )
    rows_of_length_one = slip(
        one_phase_for_each,
        (
            "    return np.sqrt(2 / D) * np.cos(X @ omega + phase)",
            "    Phi = np.cos(X @ omega + phase)\n    return Phi / np.linalg.norm(Phi, axis=1)[:, None]",
        ),
        hint="k(x, x) = 1 is a mean value here: divided by their lengths, the features are no means of D numbers.",
        see="def-phase",
    )
    one_phase_for_each_sample = slip(
        one_phase_for_each,
        ("2 * np.pi, D)", "2 * np.pi, (len(X), 1))"),
        hint="A phase belongs to a frequency, (D,), and all samples share it.",
        see="def-phase",
    )
    one_phase_for_each_entry = slip(
        one_phase_for_each,
        ("2 * np.pi, D)", "2 * np.pi, (len(X), D))"),
        hint="A phase belongs to a frequency, (D,), and all samples share it.",
        see="def-phase",
    )
    normal_phases = slip(
        one_phase_for_each,
        ("rng.uniform(0, 2 * np.pi, D)", "rng.normal(size=D)"),
        hint="A phase is uniform on a whole turn, from 0 to 2 pi.",
        see="def-phase",
    )
    generator_copied = slip(
        cosines_and_sines,
        ("    omega = rng", "    from copy import deepcopy\n\n    omega = deepcopy(rng)"),
        hint="A copy of rng leaves rng where it was: the next call draws the same again.",
        see="def-phase",
    )
    samples_standardised = slip(
        cosines_and_sines,
        ("angles = X @ omega", "angles = X / np.where(X.std(axis=0) > 0, X.std(axis=0), 1) @ omega"),
        hint="The samples stay as they are: gamma is for them, and nothing is divided by their spread.",
        see="thm-fourier",
    )
    mean_over_the_features = slip(
        cosines_and_sines,
        ("np.sqrt(2 * gamma)", "np.sqrt(2 * gamma / X.shape[1])"),
        hint="||x - z||^2 is a sum over the features, not a mean: the variance is 2 gamma, whatever d is.",
        see="thm-fourier",
    )
    reciprocal_of_gamma = slip(
        cosines_and_sines,
        ("np.sqrt(2 * gamma)", "1 / gamma"),
        hint="Narrow kernels have high frequencies: sqrt(2 gamma), and no reciprocal.",
        see="thm-fourier",
    )
    reciprocal_of_the_deviation = slip(
        cosines_and_sines,
        ("np.sqrt(2 * gamma)", "1 / np.sqrt(2 * gamma)"),
        hint="Narrow kernels have high frequencies: sqrt(2 gamma), and no reciprocal.",
        see="thm-fourier",
    )
    lengths_all_equal = slip(
        cosines_and_sines,
        ("    angles =", "    omega *= np.sqrt(2 * gamma * len(omega)) / np.linalg.norm(omega, axis=0)\n    angles ="),
        hint="The lengths of normal vectors are random: frequencies all of one length make another kernel.",
        see="thm-fourier",
    )
    frequencies_of_integers = slip(
        cosines_and_sines,
        ("X @ omega", "X @ omega.astype(X.dtype)"),
        hint="Frequencies are no integers, be the samples integers: leave them in floats.",
        see="thm-fourier",
    )
    half_as_many_frequencies = slip(
        cosines_and_sines,
        ("(X.shape[1], D))", "(X.shape[1], D // 2))"),
        ("/ np.sqrt(D)", "/ np.sqrt(max(D // 2, 1))"),
        hint="D counts the frequencies, not the columns: cosines and sines make 2 D of these.",
        see="thm-fourier",
    )
    phases_below_one = slip(
        one_phase_for_each,
        ("0, 2 * np.pi, D)", "0, 1, D)"),
        hint="A phase is uniform on a whole turn, from 0 to 2 pi.",
        see="def-phase",
    )

    @misconception("X *= ... works in the caller's array, and not at all in one of integers.", see="thm-fourier")
    def samples_scaled_in_place(X, D, gamma, rng):
        X *= np.sqrt(2 * gamma)
        angles = X @ rng.standard_normal((X.shape[1], D))
        return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)

    @misconception("A seed of your own gives the same features for every rng: draw from rng.", see="def-phase")
    def seed_of_its_own(X, D, gamma, rng):
        omega = np.random.default_rng(0).normal(0, np.sqrt(2 * gamma), (X.shape[1], D))
        angles = X @ omega
        return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)

    @misconception("A root of K depends on all samples: new points would have no features.", see="def-phase")
    def root_of_the_kernel(X, D, gamma, rng):
        lengths = np.sum(X**2, axis=1)
        K = np.exp(-gamma * (lengths[:, None] + lengths - 2 * X @ X.T))
        s, U = np.linalg.eigh(K)
        Phi = np.zeros((len(X), D))
        wide = min(D, len(X))
        Phi[:, :wide] = (U * np.sqrt(np.maximum(s, 0)))[:, ::-1][:, :wide]
        return Phi + 0 * rng.normal()
