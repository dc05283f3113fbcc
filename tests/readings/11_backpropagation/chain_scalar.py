import numpy as np
import math


def right_lists(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    a = [x]
    for w in ws:
        a.append(float(activate(w * a[-1], "sigmoid")))
    delta, dws = a[-1] * (1 - a[-1]), [0.0] * len(ws)
    for l in range(len(ws) - 1, -1, -1):
        dws[l] = delta * a[l]
        delta = delta * ws[l] * a[l] * (1 - a[l])
    return a[-1], np.array(dws)


def right_act_vjp(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    As, Zs = [np.array(float(x))], []
    for w in ws:
        Zs.append(w * As[-1])
        As.append(activate(Zs[-1], "sigmoid"))
    U, grads = np.array(1.0), []
    for w, A, Z in zip(ws[::-1], As[-2::-1], Zs[::-1]):
        dZ = act_vjp(U, Z, "sigmoid")
        grads.insert(0, dZ * A)
        U = dZ * w
    return float(As[-1]), np.array(grads)


def right_recursive(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    def go(l, a):  # (out, [d out / d w_l, ...], d out / d a)
        if l == len(ws):
            return a, [], 1.0
        z = ws[l] * a
        e = np.exp(-abs(z))
        s = 1 / (1 + e) if z >= 0 else e / (1 + e)
        out, rest, up = go(l + 1, s)
        d = up * e / (1 + e) ** 2
        return out, [d * a] + rest, d * ws[l]

    out, dws, _ = go(0, float(x))
    return out, dws


def right_cumprod(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    ws = np.array(ws, dtype=float)
    n = len(ws)
    a = np.empty(n + 1)
    s = np.empty(n)
    a[0] = x
    for l in range(n):
        z = ws[l] * a[l]
        e = np.exp(-np.abs(z))
        a[l + 1] = (e if z < 0 else 1.0) / (1 + e)
        s[l] = e / (1 + e) / (1 + e)
    factors = np.append(ws[1:] * s[1:], 1.0)  # from a_l to a_{l+1}
    behind = np.cumprod(factors[::-1])[::-1]
    return a[-1], behind * s * a[:-1]


def right_quadratic(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    # every product written out: depth^2 multiplications
    a, slopes = [float(x)], []
    for w in ws:
        z = float(w) * a[-1]
        a.append(float(activate(z, "sigmoid")))
        slopes.append(a[-1] * float(activate(-z, "sigmoid")))
    dws = []
    for l in range(len(ws)):
        p = a[l] * slopes[l]
        for m in range(l + 1, len(ws)):
            p *= ws[m] * slopes[m]
        dws.append(p)
    return a[-1], tuple(dws)


def right_forward_mode(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    # all tangents at once
    n = len(ws)
    a, da = float(x), np.zeros(n)
    for l in range(n):
        z = ws[l] * a
        dz = ws[l] * da + a * (np.arange(n) == l)
        a = activate(z, "sigmoid")
        da = act_vjp(dz, np.full(n, z), "sigmoid")
    return float(a), da


def right_class(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    class Neuron:
        def __init__(self, w):
            self.w = float(w)

        def __call__(self, a):
            self.a, z = a, self.w * a
            e = np.exp(-abs(z))
            self.slope = e / (1 + e) ** 2
            return 1 / (1 + e) if z > 0 else 1 - 1 / (1 + e) if z > -1 else e / (1 + e)

        def back(self, d):
            self.dw = d * self.slope * self.a
            return d * self.slope * self.w

    chain = [Neuron(w) for w in ws]
    out = float(x)
    for neuron in chain:
        out = neuron(out)
    d = 1.0
    for neuron in reversed(chain):
        d = neuron.back(d)
    return out, np.array([neuron.dw for neuron in chain])


def right_longdouble(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    L = np.asarray(ws).astype(np.longdouble)
    a = [np.longdouble(x)]
    for w in L:
        z = w * a[-1]
        e = np.exp(-abs(z))
        a.append((1 if z >= 0 else e) / (1 + e))
    d, g = np.longdouble(1), np.zeros(len(L), np.longdouble)
    for l in reversed(range(len(L))):
        d = d * a[l + 1] * (1 - a[l + 1])
        g[l] = d * a[l]
        d = d * L[l]
    return float(a[-1]), g.astype(float)


def right_logaddexp(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    # log sigma(z) = -log(1 + e^-z), log slope = log sigma(z) + log sigma(-z)
    a, z = [float(x)], []
    for w in ws:
        z.append(float(w) * a[-1])
        a.append(np.exp(-np.logaddexp(0, -z[-1])))
    slope = np.exp(-np.logaddexp(0, -np.array(z)) - np.logaddexp(0, np.array(z)))
    delta = np.zeros(len(z))
    delta[-1] = slope[-1]
    for l in range(len(z) - 2, -1, -1):
        delta[l] = delta[l + 1] * ws[l + 1] * slope[l]
    return a[-1], delta * np.array(a[:-1])


def right_network(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    # layers of one neuron, as matrices
    a, tape = np.array([[float(x)]]), []
    for w in ws:
        W = np.array([[float(w)]])
        z = affine(a, W, np.zeros(1))
        tape.append((a, W, z))
        a = activate(z, "sigmoid")
    U, dws = np.ones((1, 1)), []
    while tape:
        A, W, z = tape.pop()
        U = act_vjp(U, z, "sigmoid")
        dws = [(A.T @ U).item()] + dws
        U = U @ W.T
    return a.item(), np.array(dws)


def right_errstate(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    with np.errstate(over="ignore"):
        sig = lambda v: 1 / (1 + np.exp(-v))
        a = np.zeros(len(ws) + 1)
        a[0] = x
        for l, w in enumerate(ws, 1):
            a[l] = sig(w * a[l - 1])
        delta = np.zeros(len(ws) + 1)
        delta[-1] = a[-1] * sig(-ws[-1] * a[-2])
        for l in range(len(ws) - 1, 0, -1):
            delta[l] = delta[l + 1] * ws[l] * a[l] * sig(-ws[l - 1] * a[l - 1])
    print("out", a[-1])
    return a[-1], delta[1:] * a[:-1]


def right_closures(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    dws = [None] * len(ws)

    def layer(l, a, then=lambda d: d):
        if l == len(ws):
            then(1.0)
            return a
        s = float(activate(ws[l] * a, "sigmoid"))

        def back(d):
            d *= s * (1 - s)
            dws[l] = d * a
            return then(d * ws[l])

        return layer(l + 1, s, back)

    out = layer(0, float(x))
    return np.float64(out), np.array(dws)


def right_reduce_pairs(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    a = [np.float64(x)]
    [a.append(activate(np.float64(w) * a[-1], "sigmoid")) for w in ws]
    a = np.array(a, float)
    s = a[1:] * (1 - a[1:])
    d, out = s[-1], np.zeros(len(s))
    for l, (v, slope) in reversed(list(enumerate(zip(a[:-1], np.append(1.0, s[:-1]))))):
        out[l] = d * v
        d = d * ws[l] * slope
    return a[-1], out


def wrong_no_last_sigmoid(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: The last layer ends with a sigmoid too; you leave it off.
    PART: no
    BREAKS: "every layer, the last too, ends with the logistic sigmoid"; input: chain_scalar([1], 1)"""
    a = [x]
    for w in ws[:-1]:
        a.append(activate(w * a[-1], "sigmoid"))
    out, d, dws = ws[-1] * a[-1], 1.0, np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        dws[l] = d * a[l]
        d = d * ws[l] * a[l] * (1 - a[l])
    return float(out), dws


def wrong_reversed_weights(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: The first weight is the one next to the input; you begin with the last.
    PART: no
    BREAKS: "the one next to the input x first"; input: chain_scalar([0, 1], 1)"""
    ws = ws[::-1]
    a = [x]
    for w in ws:
        a.append(activate(w * a[-1], "sigmoid"))
    d, dws = a[-1] * (1 - a[-1]), np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        dws[l] = d * a[l]
        d = d * ws[l] * a[l] * (1 - a[l])
    return float(a[-1]), dws[::-1]


def wrong_reversed_gradient(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: You collect the derivatives on the way back, the last weight's first: turn them round.
    PART: yes
    BREAKS: "dws (depth,) its derivatives by the weights"; input: chain_scalar([0, 1], 1)"""
    a = [x]
    for w in ws:
        a.append(float(activate(w * a[-1], "sigmoid")))
    d, dws = a[-1] * (1 - a[-1]), []
    for l in range(len(ws) - 1, -1, -1):
        dws.append(d * a[l])
        d = d * ws[l] * a[l] * (1 - a[l])
    return a[-1], np.array(dws)


def wrong_own_weight(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: On the way back delta takes up the weight between the layers, w_{l+1}, not w_l.
    PART: no
    BREAKS: "its derivatives by the weights"; input: chain_scalar([1, 2], 1)"""
    a = [x]
    for w in ws:
        a.append(float(activate(w * a[-1], "sigmoid")))
    d, dws = a[-1] * (1 - a[-1]), np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        dws[l] = d * a[l]
        d = d * ws[max(l - 1, 0)] * a[l] * (1 - a[l])
    return a[-1], dws


def wrong_activation_after(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: w_l is multiplied by the activation before it, a_{l-1}; you take the one after it.
    PART: no
    BREAKS: "its derivatives by the weights"; input: chain_scalar([0], 1)"""
    a = [x]
    for w in ws:
        a.append(float(activate(w * a[-1], "sigmoid")))
    d, dws = a[-1] * (1 - a[-1]), np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        dws[l] = d * a[l + 1]
        d = d * ws[l] * a[l] * (1 - a[l])
    return a[-1], dws


def wrong_no_last_slope(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: delta starts with the slope of the last sigmoid, not with 1.
    PART: no
    BREAKS: "its derivatives by the weights"; input: chain_scalar([0], 1)"""
    a = [x]
    for w in ws:
        a.append(float(activate(w * a[-1], "sigmoid")))
    d, dws = 1.0, np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        dws[l] = d * a[l]
        d = d * ws[l] * a[l] * (1 - a[l])
    return a[-1], dws


def wrong_slope_is_sigma(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: The slope is sigma (1 - sigma), not sigma.
    PART: no
    BREAKS: "its derivatives by the weights"; input: chain_scalar([0], 1)"""
    a = [x]
    for w in ws:
        a.append(float(activate(w * a[-1], "sigmoid")))
    d, dws = a[-1], np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        dws[l] = d * a[l]
        d = d * ws[l] * a[l]
    return a[-1], dws


def wrong_slope_at_a(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: You take the sigmoid of a again: the slope at z is a (1 - a).
    PART: no
    BREAKS: "its derivatives by the weights"; input: chain_scalar([0], 1)"""
    a = [x]
    for w in ws:
        a.append(float(activate(w * a[-1], "sigmoid")))
    d, dws = 1.0, np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        d = float(act_vjp(d, a[l + 1], "sigmoid"))
        dws[l] = d * a[l]
        d = d * ws[l]
    return a[-1], dws


def wrong_quotient_nan(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: exp(-z) / (1 + exp(-z))^2 is infinity by infinity where z is far below 0: use a (1 - a).
    PART: yes
    BREAKS: "never NaN where a neuron is saturated"; input: chain_scalar([-1000], 1)"""
    a, s = [float(x)], []
    for w in ws:
        e = np.exp(-w * a[-1])
        a.append(1 / (1 + e))
        s.append(e / (1 + e) ** 2)
    d, dws = 1.0, np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        d = d * s[l]
        dws[l] = d * a[l]
        d = d * ws[l]
    return a[-1], dws


def wrong_sigmoid_nan(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: exp(z) / (1 + exp(z)) is infinity by infinity for large z: use the given activate.
    PART: yes
    BREAKS: "never NaN where a neuron is saturated"; input: chain_scalar([1000], 1)"""
    a = [float(x)]
    for w in ws:
        e = np.exp(w * a[-1])
        a.append(e / (1 + e))
    d, dws = a[-1] * (1 - a[-1]), np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        dws[l] = d * a[l]
        d = d * ws[l] * a[l] * (1 - a[l])
    return a[-1], dws


def wrong_differences(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: Difference quotients lose all digits where the derivative is tiny: go back through the chain.
    PART: yes
    BREAKS: "right to three digits in long chains too"; input: chain_scalar([1] * 30, 1)"""
    def run(v):
        a = float(x)
        for w in v:
            a = float(activate(w * a, "sigmoid"))
        return a

    h = 1e-5
    E = np.eye(len(ws)) * h
    return run(ws), np.array([(run(ws + e) - run(ws - e)) / (2 * h) for e in E])


def wrong_float32(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: float32 ends at 1e-45: in a long chain the derivatives are smaller; compute in float64.
    PART: yes
    BREAKS: "right to three digits in long chains too"; input: chain_scalar([1] * 100, 1)"""
    v = np.asarray(ws, np.float32)
    a = [np.float32(x)]
    for w in v:
        z = w * a[-1]
        e = np.exp(-abs(z))
        a.append((np.float32(1) if z >= 0 else e) / (1 + e))
    d, dws = a[-1] * (1 - a[-1]), np.zeros(len(v), np.float32)
    for l in range(len(v) - 1, -1, -1):
        dws[l] = d * a[l]
        d = d * v[l] * a[l] * (1 - a[l])
    return a[-1], dws


def wrong_divides_by_weight(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: Dividing the whole product by w_l fails where a weight is 0: share the products from behind instead.
    PART: yes
    BREAKS: "its derivatives by the weights"; input: chain_scalar([0], 1)"""
    ws = np.asarray(ws, float)
    a = [float(x)]
    for w in ws:
        a.append(float(activate(w * a[-1], "sigmoid")))
    a = np.array(a)
    s = a[1:] * (1 - a[1:])
    with np.errstate(all="ignore"):
        after = np.prod(ws * s) / np.cumprod(ws * s)
        return a[-1], after * s * a[:-1]


def wrong_clipped(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: Cutting z off at ±10 makes the derivatives of saturated neurons wrong: the stable sigmoid needs no clipping.
    PART: yes
    BREAKS: "right to three digits in long chains too"; input: chain_scalar([-20, 1], 1)"""
    a = [float(x)]
    for w in ws:
        a.append(float(activate(np.clip(w * a[-1], -10, 10), "sigmoid")))
    d, dws = a[-1] * (1 - a[-1]), np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        dws[l] = d * a[l]
        d = d * ws[l] * a[l] * (1 - a[l])
    return a[-1], dws


def wrong_small_to_zero(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: A derivative of 1e-13 is small, not 0: do not cut it off.
    PART: yes
    BREAKS: "right to three digits in long chains too"; input: chain_scalar([1] * 30, 1)"""
    a = [float(x)]
    for w in ws:
        a.append(float(activate(w * a[-1], "sigmoid")))
    d, dws = a[-1] * (1 - a[-1]), np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        if abs(d) < 1e-12:
            break
        dws[l] = d * a[l]
        d = d * ws[l] * a[l] * (1 - a[l])
    return a[-1], dws


def wrong_eps_slope(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: The eps added to the slope outweighs it where the neuron is saturated: leave it out.
    PART: yes
    BREAKS: "right to three digits in long chains too"; input: chain_scalar([-20, 1], 1)"""
    a = [float(x)]
    for w in ws:
        a.append(float(activate(w * a[-1], "sigmoid")))
    d, dws = a[-1] * (1 - a[-1]), np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        dws[l] = d * a[l]
        d = d * ws[l] * (a[l] * (1 - a[l]) + 1e-8)
    return a[-1], dws


def wrong_tanh(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: The activation is the logistic sigmoid, not tanh.
    PART: no
    BREAKS: "ends with the logistic sigmoid"; input: chain_scalar([0], 1)"""
    a = [float(x)]
    for w in ws:
        a.append(float(np.tanh(w * a[-1])))
    d, dws = 1 - a[-1] ** 2, np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        dws[l] = d * a[l]
        d = d * ws[l] * (1 - a[l] ** 2)
    return a[-1], dws


def wrong_swapped(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: The output comes first, then the gradient.
    PART: yes
    BREAKS: "Output and gradient (out, dws)"; input: chain_scalar([0, 1], 1)"""
    a = [float(x)]
    for w in ws:
        a.append(float(activate(w * a[-1], "sigmoid")))
    d, dws = a[-1] * (1 - a[-1]), np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        dws[l] = d * a[l]
        d = d * ws[l] * a[l] * (1 - a[l])
    return dws, a[-1]


def wrong_by_activations(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: These are the deltas, derivatives by z_l: times a_{l-1} they are those by w_l.
    PART: yes
    BREAKS: "its derivatives by the weights"; input: chain_scalar([0], 2)"""
    a = [float(x)]
    for w in ws:
        a.append(float(activate(w * a[-1], "sigmoid")))
    d, dws = a[-1] * (1 - a[-1]), np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        dws[l] = d
        d = d * ws[l] * a[l] * (1 - a[l])
    return a[-1], dws


def wrong_input_through_sigmoid(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: The input is not passed through a sigmoid: a_0 = x.
    PART: no
    BREAKS: "the one next to the input x first"; input: chain_scalar([1], 1)"""
    a = [float(activate(x, "sigmoid"))]
    for w in ws:
        a.append(float(activate(w * a[-1], "sigmoid")))
    d, dws = a[-1] * (1 - a[-1]), np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        dws[l] = d * a[l]
        d = d * ws[l] * a[l] * (1 - a[l])
    return a[-1], dws


def wrong_forgets_one_slope(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: Each layer on the way back takes up two factors, weight and slope; you forget the slope of the first layer.
    PART: yes
    BREAKS: "its derivatives by the weights"; input: chain_scalar([0, 1], 1)"""
    a = [float(x)]
    for w in ws:
        a.append(float(activate(w * a[-1], "sigmoid")))
    d, dws = a[-1] * (1 - a[-1]), np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        dws[l] = d * a[l]
        d = d * ws[l] * (a[l] * (1 - a[l]) if l > 1 else 1)
    return a[-1], dws


def wrong_in_place(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: dws = ws is no copy: you overwrite the caller's weights.
    PART: yes
    BREAKS: "A function leaves the arrays and lists that it is given as they were"; input: chain_scalar([1.0], 1)"""
    a = [float(x)]
    for w in ws:
        a.append(float(activate(w * a[-1], "sigmoid")))
    d, dws = a[-1] * (1 - a[-1]), ws
    for l in range(len(ws) - 1, -1, -1):
        w = ws[l]
        dws[l] = d * a[l]
        d = d * w * a[l] * (1 - a[l])
    return a[-1], dws


def wrong_one_layer_number(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: For one layer too dws is an array of shape (1,): squeeze makes it a number.
    PART: yes
    BREAKS: "dws (depth,)"; input: chain_scalar([0], 1)"""
    a = [float(x)]
    for w in ws:
        a.append(float(activate(w * a[-1], "sigmoid")))
    d, dws = a[-1] * (1 - a[-1]), np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        dws[l] = d * a[l]
        d = d * ws[l] * a[l] * (1 - a[l])
    return a[-1], np.squeeze(dws)


def wrong_saturated_to_zero(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """DESERVES: Beyond |z| = 6 you take the slope for 0; it is 0.0025 there, and three digits are promised.
    PART: yes
    BREAKS: "right to three digits in long chains too"; input: chain_scalar([7], 1)"""
    a, s = [float(x)], []
    for w in ws:
        z = w * a[-1]
        a.append(float(activate(z, "sigmoid")))
        s.append(a[-1] * (1 - a[-1]) if abs(z) < 6 else 0.0)
    d, dws = s[-1], np.zeros(len(ws))
    for l in range(len(ws) - 1, -1, -1):
        dws[l] = d * a[l]
        d = d * ws[l] * (s[l - 1] if l else 1)
    return a[-1], dws
