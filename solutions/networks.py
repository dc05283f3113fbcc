"""Networks: affine maps and activations in turn, what they can compute, and how they start.

N samples; a layer has d_in inputs and d_out outputs. X (N, d_in) samples or activations, W (d_in, d_out)
weights, b (d_out,) biases, Z (N, d_out) pre-activations, of the last layer logits; P (N, K) probabilities.
The parameters of a network are the list of its layers' (W, b), the layer next to the input first; depth is
the number of its layers, and its widths d_0, ..., d_depth are those of the input, of the hidden layers and of
the output.

Lists are accepted for arrays, and no argument is changed. All arrays that come out are float64 and new.
"""

# NumPy's stubs call the result of most array products Any.
# mypy: no-warn-return-any

# mypy calls a lambda of no argument untyped.
# mypy: allow-untyped-calls

import numpy as np

from solutions import require
from solutions.activations import ACTIVATIONS, activate

__all__ = [
    "ACTIVATIONS",  # these two are of `activations`: what takes networks takes them along
    "INITIALISATIONS",
    "Params",
    "activate",
    "affine",
    "catch_forward",
    "collapse_linear",
    "init",
    "mlp_forward",
    "n_params",
    "softmax_vjp",
    "xor_network",
]

INITIALISATIONS = ("glorot", "he")

Params = list[tuple[np.ndarray, np.ndarray]]  # the (W, b) of each layer


def affine(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Affine layer: Z (N, d_out), whose row n is the layer's output for the sample X[n].

    X (N, d_in), W (d_in, d_out), b (d_out,); every sample gets the same bias. They may hold integers, of dtype int64.
    float32 is precise enough, float16 is not.

    Derivation
    ----------
    Z_nj = sum_i X_ni W_ij + b_j, that is Z = X W + 1 b^T with samples as rows. A map z is affine iff
    z(sum_m t_m x_m) = sum_m t_m z(x_m) whenever sum_m t_m = 1: the weighted bias is then b again.
    Errors: ValueError unless these shapes fit, no size is 0, and all entries are real and finite.
    Source: definition of a fully connected (dense) layer.
    """
    require.samples(X, d="d_in")
    require.layer(W, b, np.shape(X)[1])
    X, W, b = (np.asarray(A, float) for A in (X, W, b))
    return X @ W + b


def n_params(widths: list[int]) -> int:
    """Number of the parameters, weights and biases, of a network of the widths [d_0, ..., d_depth]: one int.

    Derivation
    ----------
    Layer l has d_{l-1} d_l weights and d_l biases; the input has none. So the sum of (d_{l-1} + 1) d_l over
    l = 1..depth, a dot product of the widths with themselves, shifted by one.
    Errors: ValueError unless there are two widths or more, all of them integers >= 1.
    Source: counting; quadratic in the width, linear in the depth.
    """
    require.widths(widths)
    d = [int(n) for n in widths]
    return sum((d[i - 1] + 1) * d[i] for i in range(1, len(d)))


def collapse_linear(params: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """The one layer (W, b), W (d_0, d_depth) and b (d_depth,), that computes what a deep linear network does.

    params is the list of the layers' (W, b), one layer at least, of floats, with nothing between them; float32 is
    precise enough.

    Derivation
    ----------
    (x W + b) V + c = x (W V) + (b V + c): two affine layers are one. By induction W = W_1 W_2 ... W_depth, in
    the order of the layers, and every bias passes through all the later weights.
    Errors: ValueError for shapes that do not fit, and for entries that are not real and finite.
    Source: affine maps are closed under composition - why nonlinearity is necessary.
    """
    require.params(params)
    W, b = (np.array(A, float) for A in params[0])
    for V, c in params[1:]:
        W, b = W @ np.asarray(V, float), b @ np.asarray(V, float) + np.asarray(c, float)
    return W, b


def mlp_forward(params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, act: str) -> np.ndarray:
    """Outputs Z (N, d_depth) of the network with the parameters params for the samples X (N, d_0).

    params is the list of the layers' (W, b), one layer at least. The activation act ("relu", "tanh",
    "sigmoid", "identity") stands between layers: not before the first, and not after the last. X may hold integers,
    of dtype int64, and pre-activations may be as large as ±1e4: the outputs must be right then, but warnings do no
    harm, and float32 is precise enough.

    Derivation
    ----------
    f = A_depth o act o A_{depth-1} o ... o act o A_1 with A_l(x) = x W_l + b_l. The outputs are logits: any reals.
    For act = relu and all b_l = 0 every factor is positively homogeneous, so that f(t x) = t f(x), t >= 0.
    Errors: ValueError for another act, shapes that do not fit, entries that are not real and finite.
    Source: definition of a feedforward network.
    """
    require.samples(X, d="d_in")
    require.params(params, np.shape(X)[1])
    require.choice(act, ACTIVATIONS, "act")
    for W, b in params[:-1]:
        X = activate(affine(X, W, b), act)
    return affine(X, *params[-1])


def catch_forward() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray]]:
    """A list of one to three inputs (params, X) on which six wrong ReLU networks show themselves.

    Each has 1 to 4 layers (W, b), 1 to 5 samples, all widths 1 to 5, and numbers between -100 and 100. A wrong
    network is caught if on one of the inputs an output is off by more than 0.001.

    Derivation
    ----------
    One input catches all. Three layers, so that there is a second hidden one which could be the first once more;
    all W square and not symmetric, so that a transpose fits and differs; two samples, as many as units, so that
    b fits along them, and entries of b that differ; a negative entry of X for a ReLU before the first layer, a
    negative output for one after the last, a negative pre-activation in between for one that is left out. Not too
    many of these: what a ReLU cuts to 0 hides what came before it.
    Source: counterexamples, one for each hypothesis under which the wrong idea would be right.
    """
    X = np.array([[1.0, 2.0], [-1.0, 1.0]])
    first = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.0, 1.0])
    second = np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([1.0, 0.0])
    last = np.array([[1.0, 1.0], [-2.0, 1.0]]), np.array([0.0, -1.0])
    return [([first, second, last], X)]


def xor_network() -> list[tuple[np.ndarray, np.ndarray]]:
    """Parameters [(W1, b1), (W2, b2)] of a ReLU network whose output's sign is the exclusive or.

    2 inputs, one hidden layer, 1 output z; at most 9 parameters. On the four points of {0, 1}^2, z > 0
    where exactly one input is 1, and z < 0 where none or both are, by more than round-off,
    which is 1e-12 of what the sizes of all terms add up to, of units that are off too.

    Derivation
    ----------
    The sum s = x_0 + x_1 in {0, 1, 2} decides. relu(s) - 2 relu(s - 1) is the tent 0, 1, 0 over it; taking
    off 1/2 gives the signs -, +, -. One hidden unit is not enough, since z is then monotone in one linear
    function of x; two of them make 2*2 + 2 + 2 + 1 = 9 parameters.
    Source: Minsky and Papert 1969, the smallest function that no linear network computes.
    """
    W1, b1 = np.ones((2, 2)), np.array([0.0, -1.0])
    W2, b2 = np.array([[1.0], [-2.0]]), np.array([-0.5])
    return [(W1, b1), (W2, b2)]


def softmax_vjp(U: np.ndarray, P: np.ndarray) -> np.ndarray:
    """The gradient dZ (N, K) in the logits, where U (N, K) is the gradient in the probabilities P (N, K).

    Row n of P is the softmax of a row of logits, or a limit of such: its entries are nonnegative with sum 1, some
    of them perhaps 0. Row n of dZ is S U[n], with S the Jacobian of the softmax, a function of the probabilities P[n].
    U may hold integers, of dtype int64; float32 is precise enough.

    Derivation
    ----------
    With p = exp(z)/s, s = sum_j exp(z_j): dp_k/dz_j = p_k [k = j] - p_k p_j, that is S = diag(p) - p p^T. So
    S^T u = S u = p o (u - <p, u>). S is symmetric; v^T S v is the variance of v under p, hence S >= 0, and 0
    for v = 1 (shift invariance). Row k has the absolute sum 2 p_k (1 - p_k) <= 1/2, so ||S||_2 <= 1/2 by
    Gershgorin's theorem. K x K Jacobians need not be formed.
    Errors: ValueError unless both are real, finite, (N, K), N >= 1, K >= 2, and P has rows >= 0 of sum 1.
    Source: the Jacobian of the softmax, the covariance matrix of one draw of a class.
    """
    require.probabilities(P)
    require.array(U, "U", np.shape(P), "U is the gradient with respect to P, of its shape")
    P, U = np.asarray(P, float), np.asarray(U, float)
    return P * (U - (P * U).sum(axis=1, keepdims=True))


def init(widths: list[int], kind: str, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    """Random parameters, a list of (W, b), of a network of two widths or more, [d_0, ..., d_depth]; all biases are 0.

    The weights, float64 or float32, are drawn from rng, all independently, with mean 0 and with the variance of Glorot
    (kind "glorot") or of He (kind "he") initialisation for the layer's own d_in and d_out. A generator that rng
    spawns or seeds counts as rng; a second call with the same rng gives other weights. The law is free, and need not be
    symmetric, as long as the mean of the fourth powers is at most 6 times the squared variance: uniform, say, normal or
    Laplace.

    Derivation
    ----------
    For z = x W with independent W_ij of mean 0, Var z_j = Var(W) sum_i E[x_i^2]. If x = relu(z') with a
    symmetric z', E[x_i^2] = Var(z'_i)/2, so that Var W = 2/d_in keeps the variance (He). Near 0 tanh is the
    identity: 1/d_in keeps it forward and 1/d_out backward; 2/(d_in + d_out) is the compromise (Glorot).
    The uniform law on [-a, a] has the variance a^2/3, hence a = sqrt(3 Var W).
    Errors: ValueError for another kind, two widths not given or not integers >= 1, rng no Generator.
    Source: Glorot and Bengio 2010; He, Zhang, Ren and Sun 2015.
    """
    require.widths(widths)
    require.rng(rng)
    require.choice(kind, INITIALISATIONS, "kind")
    d = np.asarray(widths, np.int64)
    params = []
    for d_in, d_out in np.column_stack([d[:-1], d[1:]]):
        variance = {"glorot": 2 / (d_in + d_out), "he": 2 / d_in}[kind]
        bound = np.sqrt(3 * variance)
        params.append((rng.uniform(-bound, bound, (d_in, d_out)), np.zeros(d_out)))
    return params
