"""Mark scheme of chain_scalar: one sigmoid neuron in each layer."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_backpropagation.inputs import SINGLE, H, eighths, off_zero
from solutions.backpropagation import chain_scalar
from solutions.networks import activate


def chains(d):
    """No pre-activation is beyond 9: large ones are the business of the checks about them."""
    return eighths(d, d.integer(1, 5), 3), float(eighths(d, (), 3))


def cut_chains(d):
    """Weight k is 0 or very large, and there are others behind it; the input of neuron k is 0.018 or more in size."""
    k, behind = d.integer(0, 3), d.integer(1, 3)
    ws = off_zero(eighths(d, k + 1 + behind, 4))
    ws[k] = d.choice([0.0, 1e5, -1e5, 1e5])
    return ws, abs(float(off_zero(eighths(d, (), 1)))), k


def long_chains(d):
    """The derivatives in the first weights are below 1e-50, where float32 has nothing but 0.

    No pre-activation is beyond 20; one neuron, neither the first nor the last, has 10 to 20 or the opposite.
    """
    ws = d.array(d.integer(90, 120), 0.5, 4)
    k = d.integer(40, 80)
    x = float(d.array((), 0.5, 1))
    ws[k] = d.choice([1, -1]) * d.array((), 10, 20) / chain_output(ws[:k], x)
    return ws, x


def chain_output(ws, x):
    for w in ws:
        x = (1 + np.tanh(w * x / 2)) / 2
    return x


@exercise(reference=chain_scalar)
class TestChainScalar:
    CONTRACT: ClassVar = {
        "its derivatives by the weights": ("test_derivatives", "test_long_chains"),
        "Output and gradient (out, dws)": ("test_output", "test_derivatives"),
        "every layer, the last too": ("test_output", "test_derivatives"),
        "right to three digits": ("test_cut_chains", "test_long_chains"),
    }

    PARTS = ("out", "dws")

    @weight(1)
    @forall(chains)
    def test_output(self, student, ws, x):
        """out is the sigmoid of the last weight times the sigmoid of ... the first weight times x."""
        out, _ = expect.values(student.chain_scalar(ws, x), 2, "chain_scalar(ws, x)")
        expect.close(expect.number(out, "out"), chain_output(ws, x), "out", atol=SINGLE)

    @practice
    @weight(1)
    @forall(chains)
    def test_derivatives(self, student, ws, x):
        """Each entry of dws is the limit of difference quotients: move one weight, and see how out moves."""
        _, dws = expect.values(student.chain_scalar(ws, x), 2, "chain_scalar(ws, x)")
        steps = H * np.eye(len(ws))
        wanted = [(chain_output(ws + step, x) - chain_output(ws - step, x)) / (2 * H) for step in steps]
        expect.close(dws, wanted, "dws", atol=SINGLE)

    @weight(1)
    @forall(cut_chains)
    def test_cut_chains(self, student, ws, x, k):
        """If weight k is 0, or its neuron saturated by a huge one, the derivatives in the weights before it are 0."""
        out, dws = expect.values(student.chain_scalar(ws, x), 2, "chain_scalar(ws, x)")
        tail, dtail = chain_scalar(ws[k + 1 :], chain_output(ws[: k + 1], x))
        expect.shape(dws, ws.shape, "dws")
        dws = expect.array(dws, "dws")
        expect.close(dws[:k], np.zeros(k), f"dws[:{k}]", atol=1e-12)  # one factor is 0, in float32 too
        expect.close(dws[k + 1 :], dtail, f"dws[{k + 1}:]", atol=SINGLE)
        expect.close(expect.number(out, "out"), tail, "out", atol=SINGLE)

    @weight(1)
    @forall(long_chains)
    def test_long_chains(self, student, ws, x):
        """In a long chain the derivatives fade as the sigmoid bound says, but keep three digits that are right."""
        _, dws = expect.values(student.chain_scalar(ws, x), 2, "chain_scalar(ws, x)")
        expect.close(dws, chain_scalar(ws, x)[1], "dws", rtol=1e-3, atol=0.0)

    @alternate
    def by_tails(ws, x):
        a = [x]
        for w in ws:
            a.append(activate(w * a[-1], "sigmoid"))
        a = np.array(a)
        slopes = a[1:] * (1 - a[1:])
        tails = np.append(np.cumprod((ws * slopes)[:0:-1])[::-1], 1)
        return a[-1], a[:-1] * slopes * tails

    slope_at_the_activation = slip(
        by_tails,
        ("slopes = a[1:] * (1 - a[1:])", "s = activate(a[1:], 'sigmoid'); slopes = s * (1 - s)"),
        hint="The slope at z is s(z) (1 - s(z)); s(z) is a, so do not take s again.",
        see="prop-one-neuron",
    )

    weights_left_out = slip(
        by_tails,
        ("(ws * slopes)", "slopes"),
        hint="Back through a layer the weight is a factor, too: z = w a.",
        see="prop-one-neuron",
    )

    later_slopes_left_out = slip(
        by_tails,
        ("(ws * slopes)", "ws"),
        hint="Every layer on the road back has a slope, not only the first.",
        see="prop-one-neuron",
    )

    own_slope_left_out = slip(
        by_tails,
        ("a[:-1] * slopes * tails", "a[:-1] * tails"),
        hint="The layer's own sigmoid lies between w and out: its slope is a factor.",
        see="prop-one-neuron",
    )

    last_slope_left_out = slip(
        by_tails,
        ("slopes = a[1:] * (1 - a[1:])", "slopes = np.append(a[1:-1] * (1 - a[1:-1]), 1)"),
        hint="The last layer ends with a sigmoid too: start with its slope, not with 1.",
        see="prop-one-neuron",
    )

    own_weight_left_in = slip(
        by_tails,
        ("a[:-1] * slopes * tails", "a[:-1] * ws * slopes * tails"),
        hint="On the road from w_l to the output the weights are those of later layers, without w_l.",
        see="prop-one-neuron",
    )

    input_left_out = slip(
        by_tails,
        ("a[:-1] * slopes * tails", "np.append(1, a[1:-1]) * slopes * tails"),
        hint="The first layer has an input as well: the factor x.",
        see="prop-one-neuron",
    )

    derivatives_alone = slip(
        by_tails,
        ("return a[-1], a[:-1]", "return a[:-1]"),
        hint="Return the pair (out, dws).",
        see="prop-one-neuron",
    )

    output_for_input = slip(
        by_tails,
        ("a[:-1] * slopes * tails", "a[1:] * slopes * tails"),
        hint="The derivative of z = w a in w is a, the layer's input, not its output.",
        see="prop-one-neuron",
    )

    by_the_inputs = slip(
        by_tails,
        ("a[:-1] * slopes * tails", "ws * slopes * tails"),
        hint="This is the derivative in the layer's input; in w the factor is a, not w.",
        see="prop-one-neuron",
    )

    last_layer_linear = slip(
        by_tails,
        ("np.array(a)", "np.array([*a[:-1], ws[-1] * a[-2]])"),
        ("a[1:] * (1 - a[1:])", "np.append(a[1:-1] * (1 - a[1:-1]), 1)"),
        hint="The last layer ends with a sigmoid like all the others.",
        see="prop-one-neuron",
    )

    weights_from_the_output_on = slip(
        by_tails,
        ("a = [x]", "a, ws = [x], ws[::-1]"),
        ("a[:-1] * slopes * tails", "(a[:-1] * slopes * tails)[::-1]"),
        hint="The first weight is the one next to the input.",
        see="prop-one-neuron",
    )

    derivatives_from_the_output_on = slip(
        by_tails,
        ("a[:-1] * slopes * tails", "(a[:-1] * slopes * tails)[::-1]"),
        hint="dws is in the order of ws; the way back finds the last one first.",
        see="prop-one-neuron",
    )

    previous_weight = slip(
        by_tails,
        ("(ws * slopes)", "(np.append(ws[:1], ws[:-1]) * slopes)"),
        hint="Between z of a layer and that of the next stands the weight of the next, not its own.",
        see="prop-one-neuron",
    )

    value_for_slope = slip(
        by_tails,
        ("a[1:] * (1 - a[1:])", "a[1:]"),
        hint="The slope at z is a (1 - a), not a.",
        see="prop-one-neuron",
    )

    tanh_for_sigmoid = slip(
        by_tails,
        ('activate(w * a[-1], "sigmoid")', "np.tanh(w * a[-1])"),
        ("a[1:] * (1 - a[1:])", "1 - a[1:] ** 2"),
        hint="The activation is the logistic sigmoid, not tanh.",
        see="prop-one-neuron",
    )

    derivatives_in_the_pre_activations = slip(
        by_tails,
        ("a[:-1] * slopes * tails", "slopes * tails"),
        hint="These are the derivatives in z = w a: in w there is the factor a, too.",
        see="prop-one-neuron",
    )

    input_activated = slip(
        by_tails,
        ("a = [x]", "a = [activate(np.asarray(x), 'sigmoid')]"),
        hint="The input x enters as it is: the first sigmoid stands behind the first weight.",
        see="prop-one-neuron",
    )

    slope_of_the_first_left_out = slip(
        by_tails,
        ("a[:-1] * slopes * tails", "a[:-1] * np.append(slopes[:1] if len(ws) == 1 else 1, slopes[1:]) * tails"),
        hint="The first layer has a slope like all the others.",
        see="prop-one-neuron",
    )

    pre_activations_cut_off = slip(
        by_tails,
        ("w * a[-1]", "np.clip(w * a[-1], -10, 10)"),
        hint="A pre-activation that is cut off has the slope of another: activate needs no clipping.",
        see="prop-one-neuron",
    )

    slopes_raised = slip(
        by_tails,
        ("(ws * slopes)", "(ws * (slopes + 1e-8))"),
        ("* slopes * tails", "* np.append(slopes[:-1] + 1e-8, slopes[-1:]) * tails"),
        hint="Where the slope is 2e-9, an epsilon of 1e-8 is all that is left: add none.",
        see="prop-one-neuron",
    )

    exponentials_overflow = slip(
        by_tails,
        ('activate(w * a[-1], "sigmoid")', "np.exp(w * a[-1]) / (1 + np.exp(w * a[-1]))"),
        hint="exp(1e5) overflows, and inf / inf is NaN: use activate.",
        see="prop-one-neuron",
    )

    @misconception("A difference quotient has no digits left where the derivative is 1e-12.", see="prop-one-neuron")
    def by_differences(ws, x):
        def output(weights):
            a = x
            for w in weights:
                a = activate(w * a, "sigmoid")
            return a

        out = output(ws)
        return out, np.array([(output(ws + step) - out) / 2e-6 for step in 2e-6 * np.eye(len(ws))])

    @misconception("Float32 ends at 1e-45, long before the derivatives do: compute in float64.", see="prop-one-neuron")
    def in_single_precision(ws, x):
        ws, a = ws.astype(np.float32), [np.float32(x)]
        for w in ws:
            a.append(1 / (1 + np.exp(-w * a[-1])))
        delta, dws = np.float32(1), []
        for w, before, after in zip(ws[::-1], a[-2::-1], a[:0:-1], strict=True):
            delta = delta * after * (1 - after)
            dws.insert(0, delta * before)
            delta = delta * w
        return a[-1], np.array(dws)

    @alternate
    def by_complex_step(ws, x):
        dws = []
        for i in range(len(ws)):
            a = x
            for j, w in enumerate(ws):
                a = (1 + np.tanh((w + 1e-100j * (i == j)) * a / 2)) / 2
            dws.append(a.imag / 1e-100)
        return [float(a.real), dws]

    @alternate
    def by_forward_mode(ws, x):
        out, dws = np.array(x), np.zeros(len(ws))
        for i, w in enumerate(ws):
            dz = w * dws
            dz[i] = out
            out = activate(w * out, "sigmoid")
            dws = out * (1 - out) * dz
        return out, dws

    @alternate
    def by_recursion(ws, x):
        def run(rest, a):
            if not len(rest):
                return a, 1.0, []
            after = float(activate(rest[0] * a, "sigmoid"))
            out, da, later = run(rest[1:], after)
            dz = da * after * (1 - after)
            return out, dz * rest[0], [dz * a, *later]

        out, _, dws = run(ws, float(x))
        return out, dws
