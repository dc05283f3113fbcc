"""Mark scheme of `smo_pair`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_soft_margin.pairs import (
    best_of_the_pair,
    equal_labels,
    equal_samples,
    in_the_box,
    opposite_labels,
    pair_alone,
    with_small_ones,
)
from solutions.soft_margin import dual_objective, smo_pair


@exercise(reference=smo_pair, requires=(dual_objective,))
class TestSmoPair:
    CONTRACT: ClassVar = {
        "One step of sequential minimal": ("test_pair_alone", "test_opposite_labels", "test_equal_labels"),
        "alpha is feasible": ("test_stays_feasible", "test_opposite_labels"),
        "so is the result": ("test_stays_feasible", "test_opposite_labels", "test_equal_labels"),
        "Its other entries": ("test_stays_feasible", "test_opposite_labels", "test_equal_labels"),
        "positive semidefinite": ("test_opposite_labels", "test_equal_labels", "test_equal_samples"),
        "may be 0, as of equal samples": "test_equal_samples",
        "3e-4 is not 0": ("test_opposite_labels", "test_equal_labels"),
    }
    EQUIVALENT: ClassVar = {
        "beta = alpha / y": "1/y is y",
        "alpha[i] += t / y[i]": "the same",
        "alpha[j] -= t / y[j]": "the same",
        "ends_i = sorted([-alpha[i] * y[i], (C - alpha[i]) / y[i]])": "the same",
        "ends_i = sorted([-alpha[i] / y[i], (C - alpha[i]) * y[i]])": "the same",
        "ends_j = sorted([alpha[j] * y[j], (alpha[j] - C) / y[j]])": "the same",
        "ends_j = sorted([alpha[j] / y[j], (alpha[j] - C) * y[j]])": "the same",
        "alpha[[i, j]] = alpha[[i, j]].clip(-1, C)": "the step is clipped already, but for round-off",
        "without alpha[[i, j]] = alpha[[i, j]].clip(0, C)": "the same",
    }
    EQUIVALENT |= {
        f"t = slope / curvature if curvature {when} else C * np.sign(slope)": "a curvature is 0 or far from it"
        for when in (
            "> 1e-12 * (K[i, i] - K[j, j])",
            "> 1e-12 / (K[i, i] + K[j, j])",
            "> 2e-12 * (K[i, i] + K[j, j])",
            ">= 1e-12 * (K[i, i] + K[j, j])",
        )
    }
    EQUIVALENT["t = slope / curvature if curvature > 1e-12 * (K[i, i] + K[j, j]) else C / np.sign(slope)"] = (
        "1/sign is sign; where the slope is 0 as well, any end is right"
    )

    @practice
    @weight(1)
    @forall(pair_alone)
    def test_pair_alone(self, student, i, j, K, y, C, best):
        """Two numbers of opposite labels, from 0: both alpha become 2 / distance^2, or C if that is less."""
        got = in_the_box(student.smo_pair(np.zeros(2), i, j, K, y, C), 2, C)
        expect.close(got, [best, best], "smo_pair((0, 0), i, j, K, y, C)", rtol=1e-5, atol=1e-5 * C)

    @practice
    @weight(1)
    @forall(with_small_ones)
    def test_stays_feasible(self, student, alpha, i, j, K, y, C):
        """The new alpha is in [0, C], has sum alpha_n y_n = 0, and is the old one but for alpha_i and alpha_j."""
        got = in_the_box(student.smo_pair(alpha, i, j, K, y, C), len(alpha), C)
        rest = [n for n in range(len(alpha)) if n not in (i, j)]
        expect.close(got[rest], alpha[rest], "alpha without the pair", rtol=1e-5, atol=1e-5 * C)
        expect.close(got @ y, 0.0, "sum alpha_n y_n", atol=1e-5 * C * len(y))

    @weight(1)
    @forall(opposite_labels)
    def test_opposite_labels(self, student, alpha, i, j, K, y, C):
        """A pair of opposite labels ends where the dual objective is largest."""
        best_of_the_pair(student.smo_pair(alpha, i, j, K, y, C), alpha, i, j, K, y, C)

    @weight(1)
    @forall(equal_labels)
    def test_equal_labels(self, student, alpha, i, j, K, y, C):
        """A pair of equal labels ends where the dual objective is largest: what one alpha gains the other loses."""
        best_of_the_pair(student.smo_pair(alpha, i, j, K, y, C), alpha, i, j, K, y, C)

    @weight(1)
    @forall(equal_samples)
    def test_equal_samples(self, student, alpha, i, j, K, y, C):
        """A pair of equal samples ends where the dual objective, a line along the pair, is largest."""
        best_of_the_pair(student.smo_pair(alpha, i, j, K, y, C), alpha, i, j, K, y, C)

    @alternate
    def by_low_and_high(alpha, i, j, K, y, C):
        """As Platt wrote it."""
        new = alpha.copy()
        E = K @ (alpha * y) - y
        if y[i] != y[j]:
            low, high = max(0.0, alpha[j] - alpha[i]), min(C, C + alpha[j] - alpha[i])
        else:
            low, high = max(0.0, alpha[i] + alpha[j] - C), min(C, alpha[i] + alpha[j])
        eta = K[i, i] + K[j, j] - 2 * K[i, j]
        slope = y[j] * (E[i] - E[j])
        end = high if slope > 0 else low
        target = alpha[j] + slope / eta if eta > 0 else end
        new[j] = min(max(target, low), high)
        new[i] = alpha[i] + y[i] * y[j] * (alpha[j] - new[j])
        return new

    @alternate
    def by_one_parameter(alpha, i, j, K, y, C):
        v = y - K @ (alpha * y)
        gain, q = v[i] - v[j], K[i, i] - 2 * K[i, j] + K[j, j]
        ends = [sorted([-alpha[i] * y[i], (C - alpha[i]) * y[i]]), sorted([alpha[j] * y[j], (alpha[j] - C) * y[j]])]
        t = gain / q if q > 1e-12 else np.sign(gain) * 2 * C
        t = np.clip(t, max(ends[0][0], ends[1][0]), min(ends[0][1], ends[1][1]))
        step = np.zeros(len(y))
        step[[i, j]] = t * y[i], -t * y[j]
        return np.clip(alpha + step, 0, C)

    @alternate
    def by_the_best_of_three(alpha, i, j, K, y, C):
        """Vertex and both ends of the segment; the largest value wins."""

        def at(t):
            a = np.array(alpha, float)
            a[i] += t * y[i]
            a[j] -= t * y[j]
            return a

        def value(a):
            return a.sum() - (a * y) @ K @ (a * y) / 2

        slope, bend = (value(at(1.0)) - value(at(-1.0))) / 2, value(at(1.0)) + value(at(-1.0)) - 2 * value(at(0.0))
        low = max(min(-alpha[i] * y[i], (C - alpha[i]) * y[i]), min(alpha[j] * y[j], (alpha[j] - C) * y[j]))
        high = min(max(-alpha[i] * y[i], (C - alpha[i]) * y[i]), max(alpha[j] * y[j], (alpha[j] - C) * y[j]))
        inside = [at(low), at(high)]
        if bend < -1e-9 and low < -slope / bend < high:
            inside.append(at(-slope / bend))
        return max(inside, key=value)

    @alternate
    def by_ternary_search(alpha, i, j, K, y, C):
        """Lists, and no formula for the vertex: the objective is concave along the pair."""
        N = len(y)

        def at(t):
            a = [float(each) for each in alpha]
            a[i], a[j] = a[i] + t * int(y[i]), a[j] - t * int(y[j])
            return a

        def value(t):
            beta = [each * int(label) for each, label in zip(at(t), y, strict=True)]
            square = sum(beta[n] * beta[m] * float(K[n, m]) for n in (i, j) for m in range(N) if m not in (i, j))
            own = sum(beta[n] * beta[m] * float(K[n, m]) for n in (i, j) for m in (i, j))
            return sum(at(t)) - square - own / 2

        ends_i = sorted([-alpha[i] * y[i], (C - alpha[i]) * y[i]])
        ends_j = sorted([alpha[j] * y[j], (alpha[j] - C) * y[j]])
        low, high = float(max(ends_i[0], ends_j[0])), float(min(ends_i[1], ends_j[1]))
        for _ in range(40):
            third = (high - low) / 3
            if value(low + third) < value(high - third):
                low += third
            else:
                high -= third
        return at((low + high) / 2)

    @alternate
    def in_single_precision(alpha, i, j, K, y, C):
        alpha, K, y, C = alpha.astype(np.float32), K.astype(np.float32), y.astype(np.float32), np.float32(C)
        error = K @ (alpha * y) - y
        q, s = K[i, i] + K[j, j] - 2 * K[i, j], y[i] * y[j]
        slope = y[j] * (error[i] - error[j])
        target = alpha[j] + (slope / q if q > 1e-6 else np.copysign(2 * C, slope))
        total = alpha[i] + s * alpha[j]  # stays as it is
        low, high = (max(0, total - C), min(C, total)) if s > 0 else (max(0, -total), min(C, C - total))
        alpha[j] = np.clip(target, low, high)
        alpha[i] = np.clip(total - s * alpha[j], 0, C)
        return alpha

    not_clipped = slip(
        by_low_and_high,
        ("min(max(target, low), high)", "target"),
        hint="Both alpha stay in [0, C]: clip the step to what the box allows.",
        see="thm-pair",
    )
    clipped_to_the_box_of_one = slip(
        by_low_and_high,
        ("min(max(target, low), high)", "min(max(target, 0.0), C)"),
        hint="The partner must stay in [0, C] as well: the interval is shorter than the box.",
        see="thm-pair",
    )
    partner_clipped_afterwards = slip(
        by_low_and_high,
        ("min(max(target, low), high)", "min(max(target, 0.0), C)"),
        (
            "new[i] = alpha[i] + y[i] * y[j] * (alpha[j] - new[j])",
            "new[i] = min(max(alpha[i] + y[i] * y[j] * (alpha[j] - new[j]), 0.0), C)",
        ),
        hint="Clipping each alpha by itself breaks sum alpha_n y_n = 0: clip the common step.",
        see="thm-pair",
    )
    moved_before_clipping = slip(
        by_low_and_high,
        ("(alpha[j] - new[j])", "(alpha[j] - target)"),
        hint="alpha_i moves by what alpha_j moved after clipping.",
        see="thm-pair",
    )
    intervals_exchanged = slip(
        by_low_and_high,
        ("if y[i] != y[j]", "if y[i] == y[j]"),
        hint="Equal labels: the sum alpha_i + alpha_j stays. Opposite ones: the difference does.",
        see="thm-pair",
    )
    partner_moves_the_same_way = slip(
        by_low_and_high,
        ("alpha[i] + y[i] * y[j] * (alpha[j] - new[j])", "alpha[i] - y[i] * y[j] * (alpha[j] - new[j])"),
        hint="What alpha_j y_j gains, alpha_i y_i loses: check the sign.",
        see="thm-pair",
    )
    partner_without_labels = slip(
        by_low_and_high,
        ("alpha[i] + y[i] * y[j] * (alpha[j] - new[j])", "alpha[i] + alpha[j] - new[j]"),
        hint="sum alpha_n y_n stays 0: alpha_i moves by y_i y_j times what alpha_j loses.",
        see="thm-pair",
    )
    partner_left_behind = slip(
        by_low_and_high,
        ("new[i] = alpha[i] + y[i] * y[j] * (alpha[j] - new[j])", "new[i] = alpha[i]"),
        hint="A single alpha cannot move: sum alpha_n y_n = 0 takes alpha_i along.",
        see="thm-pair",
    )
    downhill = slip(
        by_low_and_high,
        ("slope = y[j] * (E[i] - E[j])", "slope = y[j] * (E[j] - E[i])"),
        hint="The dual is maximised: this step goes down.",
        see="thm-pair",
    )
    label_left_out_of_the_slope = slip(
        by_low_and_high,
        ("slope = y[j] * (E[i] - E[j])", "slope = E[i] - E[j]"),
        hint="alpha_j moves by y_j times (E_i - E_j) / q.",
        see="thm-pair",
    )
    labels_left_out_of_the_errors = slip(
        by_low_and_high,
        ("E = K @ (alpha * y) - y", "E = K @ alpha - y"),
        hint="The decision of a sample is sum alpha_m y_m K_nm, with the labels.",
        see="thm-pair",
    )
    decisions_for_errors = slip(
        by_low_and_high,
        ("E = K @ (alpha * y) - y", "E = K @ (alpha * y)"),
        hint="The slope compares f_n - y_n: the labels are not in it.",
        see="thm-pair",
    )
    pair_for_all = slip(
        by_low_and_high,
        ("E = K @ (alpha * y) - y", "E = K[:, [i, j]] @ (alpha * y)[[i, j]] - y"),
        hint="All samples with alpha > 0 pull on the pair, not only the two.",
        see="thm-pair",
    )
    curvature_without_the_mixed_term = slip(
        by_low_and_high,
        ("K[i, i] + K[j, j] - 2 * K[i, j]", "K[i, i] + K[j, j]"),
        hint="The curvature is ||x_i - x_j||^2 = K_ii + K_jj - 2 K_ij.",
        see="thm-pair",
    )
    curvature_with_one_mixed_term = slip(
        by_low_and_high,
        ("K[i, i] + K[j, j] - 2 * K[i, j]", "K[i, i] + K[j, j] - K[i, j]"),
        hint="The curvature is ||x_i - x_j||^2, with 2 K_ij.",
        see="thm-pair",
    )
    half_a_step = slip(
        by_low_and_high,
        ("slope / eta", "slope / (2 * eta)"),
        hint="This is half of the way to the vertex of t (v_i - v_j) - t^2 q / 2.",
        see="thm-pair",
    )
    two_steps = slip(
        by_low_and_high,
        ("slope / eta", "2 * slope / eta"),
        hint="This is twice the way to the vertex of t (v_i - v_j) - t^2 q / 2.",
        see="thm-pair",
    )
    gradient_step = slip(
        by_low_and_high,
        ("slope / eta", "slope"),
        hint="The vertex is at slope over curvature: divide by K_ii + K_jj - 2 K_ij.",
        see="thm-pair",
    )
    equal_samples_left_alone = slip(
        by_low_and_high,
        ("if eta > 0 else end", "if eta > 0 else alpha[j]"),
        hint="With curvature 0 the objective is a line: go to its higher end.",
        see="thm-pair",
    )
    equal_samples_divided = slip(
        by_low_and_high,
        ("if eta > 0 else end", "if True else end"),
        hint="The curvature of equal samples is 0: do not divide by it, go to the higher end.",
        see="thm-pair",
    )
    near_samples_taken_for_equal = slip(
        by_low_and_high,
        ("if eta > 0 else end", "if eta > 0.1 else end"),
        hint="Samples that are near each other are not equal: only a curvature of 0, or of round-off, makes a line.",
        see="thm-pair",
    )
    curvature_raised = slip(
        by_low_and_high,
        ("slope / eta", "slope / max(eta, 1e-3)"),
        hint="Where all of K is small, a curvature of 1e-3 is large: raised to it, the step is too short.",
        see="thm-pair",
    )
    distance_not_squared = slip(
        by_low_and_high,
        ("slope / eta", "slope / np.sqrt(eta)"),
        hint="The curvature is the square of the distance: take no root.",
        see="thm-pair",
    )
    content_with_a_small_slope = slip(
        by_low_and_high,
        ("    end = high", "    if abs(slope) < 1e-3:\n        return new\n    end = high"),
        hint="A small slope may go far: move to the best point whatever v_i - v_j is.",
        see="thm-pair",
    )
    small_ones_set_to_0 = slip(
        by_low_and_high,
        ("    return new", "    new[new < 1e-3 * C] = 0\n    return new"),
        hint="The other alpha stay what they are, and sum alpha_n y_n stays 0: set none to 0.",
        see="thm-pair",
    )
    left_alone_at_the_end = slip(
        by_low_and_high,
        ("    end = high", "    if min(alpha[i], alpha[j]) >= C:\n        return new\n    end = high"),
        hint="Two samples of opposite labels that are at C may leave it together.",
        see="thm-pair",
    )
    never_clipped = slip(
        by_one_parameter,
        ("np.sign(gain) * 2 * C", "0.0"),
        ("    t = np.clip(t, max(ends[0][0], ends[1][0]), min(ends[0][1], ends[1][1]))\n", ""),
        ("np.clip(alpha + step, 0, C)", "alpha + step"),
        hint="Both alpha stay in [0, C]: clip the step to what the box allows.",
        see="thm-pair",
    )
    each_clipped_by_itself = slip(
        by_one_parameter,
        ("    t = np.clip(t, max(ends[0][0], ends[1][0]), min(ends[0][1], ends[1][1]))\n", ""),
        hint="Clip the common step t, not each alpha: otherwise sum alpha_n y_n is not kept.",
        see="thm-pair",
    )
    box_without_labels = slip(
        by_one_parameter,
        ("sorted([-alpha[i] * y[i], (C - alpha[i]) * y[i]])", "[-alpha[i], C - alpha[i]]"),
        ("np.clip(alpha + step, 0, C)", "alpha + step"),
        hint="For y_i = -1 alpha_i falls as t grows: the ends of its interval have another sign and change places.",
        see="thm-pair",
    )
    box_of_one = slip(
        by_one_parameter,
        ("max(ends[0][0], ends[1][0]), min(ends[0][1], ends[1][1])", "*ends[0]"),
        ("np.clip(alpha + step, 0, C)", "alpha + step"),
        hint="alpha_j has a box, too: t is in both intervals.",
        see="thm-pair",
    )
    only_forward = slip(
        by_one_parameter,
        ("max(ends[0][0], ends[1][0])", "0.0"),
        hint="t may be negative: the interval begins below 0.",
        see="thm-pair",
    )
    step_between_the_ends_of_the_box = slip(
        by_one_parameter,
        ("max(ends[0][0], ends[1][0]), min(ends[0][1], ends[1][1])", "-C, C"),
        ("np.clip(alpha + step, 0, C)", "alpha + step"),
        hint="It is alpha that stays between 0 and C, not the step: what is left for t depends on both alpha.",
        see="thm-pair",
    )
    vertex_on_the_other_side = slip(
        by_low_and_high,
        ("slope / eta", "-slope / eta"),
        hint="The vertex is at t = (v_i - v_j)/q: the sign is reversed.",
        see="thm-pair",
    )
    always_to_the_end = slip(
        by_one_parameter,
        ("gain / q if q > 1e-12 else np.sign(gain) * 2 * C", "(1 if gain > 0 else -1) * 2 * C"),
        hint="The vertex may lie inside the interval: its end is too far then.",
        see="thm-pair",
    )
    always_the_upper_end = slip(
        by_one_parameter,
        ("np.sign(gain) * 2 * C", "2 * C"),
        hint="Which end of a line is the higher one, the sign of v_i - v_j says.",
        see="thm-pair",
    )
    partner_stays = slip(
        by_one_parameter,
        ("t * y[i], -t * y[j]", "t * y[i], 0.0"),
        hint="A single alpha cannot move: sum alpha_n y_n = 0 takes alpha_j along.",
        see="thm-pair",
    )
    others_forgotten = slip(
        by_low_and_high,
        ("new = alpha.copy()", "new = np.zeros(len(alpha))"),
        hint="The other entries stay what they were: begin with a copy of alpha.",
        see="thm-pair",
    )
    curvature_of_the_sum = slip(
        by_low_and_high,
        ("K[i, i] + K[j, j] - 2 * K[i, j]", "K[i, i] + K[j, j] + 2 * K[i, j]"),
        hint="The curvature is ||x_i - x_j||^2: the mixed term is subtracted.",
        see="thm-pair",
    )
    lower_end = slip(
        by_low_and_high,
        ("high if slope > 0 else low", "low if slope > 0 else high"),
        hint="Of a line, the higher end is wanted: this is the lower one.",
        see="thm-pair",
    )
    nothing_moves = slip(
        by_low_and_high,
        ("return new", "return alpha.copy()"),
        hint="Nothing moves: the new values are wanted.",
        see="thm-pair",
    )
    pair_only_returned = slip(
        by_low_and_high,
        ("return new", "return new[[i, j]]"),
        hint="All of alpha is wanted, (N,), the pair at its places.",
        see="thm-pair",
    )
    cut_to_integers = slip(
        by_low_and_high,
        ("new = alpha.copy()", "new = alpha.astype(K.dtype)"),
        hint="K may hold integers, alpha does not: in the type of K it is cut off.",
        see="thm-pair",
    )
    works_in_place = slip(
        by_low_and_high,
        ("new = alpha.copy()", "new = alpha\n    alpha = alpha.copy()"),
        hint="The alpha of the caller is changed, too: work on a copy.",
        see="thm-pair",
    )

    @misconception("Both rise together for opposite labels; of equal ones the one gives to the other.", see="thm-pair")
    def both_rise_together(alpha, i, j, K, y, C):
        new, v = alpha.copy(), y - K @ (alpha * y)
        slope, q = y[i] * (v[i] - v[j]), K[i, i] + K[j, j] - 2 * K[i, j]
        low, high = -min(alpha[i], alpha[j]), C - max(alpha[i], alpha[j])
        t = min(max(slope / q, low), high) if q > 0 else high if slope > 0 else low
        new[[i, j]] += t
        return new

    @misconception("The box of alpha ends at C, not at infinity.", see="thm-pair")
    def hard_margin(alpha, i, j, K, y, C):
        new = alpha.copy()
        v = y - K @ (alpha * y)
        t = (v[i] - v[j]) / max(K[i, i] + K[j, j] - 2 * K[i, j], 1e-9)
        low = max(-alpha[i] if y[i] > 0 else -np.inf, -alpha[j] if y[j] < 0 else -np.inf)
        high = min(alpha[i] if y[i] < 0 else np.inf, alpha[j] if y[j] > 0 else np.inf)
        t = min(max(t, low), high)
        new[i] += t * y[i]
        new[j] -= t * y[j]
        return new
