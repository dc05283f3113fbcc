"""Networks: affine maps and activations in turn, what they can compute, and how they start.

N samples; a layer has d_in inputs and d_out outputs. X (N, d_in) samples or activations, W (d_in, d_out)
weights, b (d_out,) biases, Z (N, d_out) pre-activations, of the last layer logits; P (N, K) probabilities.
The parameters of a network are the list of its layers' (W, b), the layer next to the input first; its
widths d_0, ..., d_L are those of the input, of the hidden layers and of the output.

Lists are accepted for arrays, and no argument is changed. All arrays that come out are float64 and new.
"""

# NumPy's stubs call the result of most array products Any, and mypy calls a lambda of no argument untyped.
# mypy: no-warn-return-any, allow-untyped-calls

import numpy as np

from solutions import require

ACTIVATIONS = ("relu", "tanh", "sigmoid", "identity")
INITIALISATIONS = ("glorot", "he")

Params = list[tuple[np.ndarray, np.ndarray]]  # the (W, b) of each layer


def affine(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Affine layer: Z (N, d_out), whose row n is the layer's output for the sample X[n].

    X (N, d_in), W (d_in, d_out), b (d_out,); every sample gets the same bias.
    Not graded: ValueError unless these shapes fit, no size is 0, and all entries are real and finite.

    Derivation
    ----------
    Z_nj = sum_i X_ni W_ij + b_j, that is Z = X W + 1 b^T with samples as rows. A map z is affine iff
    z(sum_m t_m x_m) = sum_m t_m z(x_m) whenever sum_m t_m = 1: the weighted bias is then b again.
    Source: definition of a fully connected (dense) layer.
    """
    require.samples(X, d="d_in")
    require.layer(W, b, np.shape(X)[1])
    X, W, b = (np.asarray(A, float) for A in (X, W, b))
    return X @ W + b


def activate(Z: np.ndarray, act: str) -> np.ndarray:
    """Activation of every entry of Z, which may have any shape; the result has the same.

    act is "relu", "tanh", "sigmoid" (the logistic function) or "identity".
    Finite, without a warning, for entries as large as ±1e4; right to round-off, where the sigmoid is tiny too.
    Not graded: ValueError for another act, for no entry, and for entries that are not real and finite.

    Derivation
    ----------
    relu(z) = max(z, 0). sigma(z) = 1/(1 + exp(-z)) = exp(z)/(1 + exp(z)): the first for z >= 0 and the second for
    z < 0 are exp(min(z, 0))/(1 + exp(-|z|)), in which no exponential overflows and nothing cancels. It is
    (1 + tanh(z/2))/2 too, but for z << 0 that is a difference, with no digits left below 1e-16.
    Source: the usual activations; all but the identity are nonlinear, and no polynomials either.
    """
    require.numbers(Z, "Z")
    require.choice(act, ACTIVATIONS, "act")
    Z = np.asarray(Z, float)
    values = {
        "relu": lambda: np.maximum(Z, 0),
        "tanh": lambda: np.tanh(Z),
        "sigmoid": lambda: np.exp(np.minimum(Z, 0)) / (1 + np.exp(-np.abs(Z))),
        "identity": lambda: +Z,
    }
    return values[act]()


def act_vjp(U: np.ndarray, Z: np.ndarray, act: str) -> np.ndarray:
    """Vector-Jacobian product dZ of the activation of every entry of Z.

    Z are the pre-activations, of any shape, U and dZ have the same; act is "relu", "tanh", "sigmoid" or
    "identity". The derivative of the relu at 0 is taken to be 0. Finite and right for large |Z| too.
    Not graded: ValueError for another act or shape, and for entries that are not real and finite.

    Derivation
    ----------
    Entry i of the output depends on entry i of Z only: the Jacobian is diagonal, its own transpose, and takes
    U to U o act'(Z) either way. The derivatives: relu' = [z > 0], tanh' = 1 - tanh^2, identity' = 1, and
    sigma' = sigma (1 - sigma) = sigma(z) sigma(-z). At 0 the relu has none, and no number in its place is right
    in every network: relu(t) - relu(-t) = t asks for 1/2 at t = 0, the same with each relu doubled for 1/sqrt(2).
    Source: the chain rule for maps that act entry by entry; the Hadamard product o.
    """
    require.numbers(Z, "Z")
    require.array(U, "U", np.shape(Z), "U is the gradient with respect to act(Z), of the shape of Z")
    require.choice(act, ACTIVATIONS, "act")
    U, Z = np.asarray(U, float), np.asarray(Z, float)
    slopes = {
        "relu": lambda: Z > 0,
        "tanh": lambda: 1 - np.tanh(Z) ** 2,
        "sigmoid": lambda: activate(Z, "sigmoid") * activate(-Z, "sigmoid"),
        "identity": lambda: 1,
    }
    return U * slopes[act]()


def mlp_forward(params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, act: str) -> np.ndarray:
    """Outputs Z (N, d_L) of a multilayer perceptron with the parameters params for the samples X (N, d_0).

    params is the list of the layers' (W, b), one layer at least. The activation act ("relu", "tanh",
    "sigmoid", "identity") stands between layers: not before the first, and not after the last.
    Not graded: ValueError for another act, shapes that do not fit, entries that are not real and finite.

    Derivation
    ----------
    f = A_L o act o A_{L-1} o ... o act o A_1 with A_l(x) = x W_l + b_l. The outputs are logits: any reals.
    For act = relu and all b_l = 0 every factor is positively homogeneous, so that f(t x) = t f(x), t >= 0.
    Source: definition of a feedforward network.
    """
    require.samples(X, d="d_in")
    require.params(params, np.shape(X)[1])
    require.choice(act, ACTIVATIONS, "act")
    for W, b in params[:-1]:
        X = activate(affine(X, W, b), act)
    return affine(X, *params[-1])


def n_params(widths: list[int]) -> int:
    """Number of the parameters, weights and biases, of a network of the widths [d_0, ..., d_L]: one int.

    Not graded: ValueError unless there are two widths or more, all of them integers >= 1.

    Derivation
    ----------
    Layer l has d_{l-1} d_l weights and d_l biases; the input has none. So the sum of (d_{l-1} + 1) d_l over
    l = 1..L, a dot product of the widths with themselves, shifted by one.
    Source: counting; quadratic in the width, linear in the depth.
    """
    require.widths(widths)
    d = [int(n) for n in widths]
    return sum((d[i - 1] + 1) * d[i] for i in range(1, len(d)))


def collapse_linear(params: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """The one layer (W, b), W (d_0, d_L), b (d_L,), that computes what a deep linear network does.

    params is the list of the layers' (W, b), one layer at least; the activation is the identity.
    Not graded: ValueError for shapes that do not fit, and for entries that are not real and finite.

    Derivation
    ----------
    (x W + b) V + c = x (W V) + (b V + c): two affine layers are one. By induction W = W_1 W_2 ... W_L,
    in the order of the layers, and every bias passes through all the later weights.
    Source: affine maps are closed under composition - why nonlinearity is necessary.
    """
    require.params(params)
    W, b = (np.array(A, float) for A in params[0])
    for V, c in params[1:]:
        W, b = W @ np.asarray(V, float), b @ np.asarray(V, float) + np.asarray(c, float)
    return W, b


def softmax_vjp(P: np.ndarray, U: np.ndarray) -> np.ndarray:
    """Vector-Jacobian product of the softmax: dZ (N, K), the gradient with respect to the logits.

    P (N, K) holds the softmax of each row of logits, U (N, K) the gradient with respect to P. Each row has
    a Jacobian of its own; row n of the result is the transpose of the n-th applied to U[n].
    Not graded: ValueError unless both are real, finite, (N, K), N >= 1, K >= 2, and P has rows >= 0 of sum 1.

    Derivation
    ----------
    With p = exp(z)/s, s = sum_j exp(z_j): dp_k/dz_j = p_k [k = j] - p_k p_j, that is J = diag(p) - p p^T. So
    J^T u = J u = p o (u - <p, u>). J is symmetric; v^T J v is the variance of v under p, hence J >= 0, and 0
    for v = 1 (shift invariance). Row k has the absolute sum 2 p_k (1 - p_k) <= 1/2, so ||J||_2 <= 1/2 by
    Gershgorin's theorem. K x K Jacobians need not be formed.
    Source: the Jacobian of the softmax, the covariance matrix of one draw of a class.
    """
    require.probabilities(P)
    require.array(U, "U", np.shape(P), "U is the gradient with respect to P, of its shape")
    P, U = np.asarray(P, float), np.asarray(U, float)
    return P * (U - (P * U).sum(axis=1, keepdims=True))


def init(widths: list[int], kind: str, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    """Random parameters, a list of (W, b), of a network of the widths [d_0, ..., d_L]; all biases are 0.

    The weights are drawn from rng, all independently, with mean 0 and with the variance of Glorot
    (kind "glorot") or of He (kind "he") initialisation for the layer's own d_in and d_out. The law is free,
    as long as its draws stay within 6 standard deviations: uniform, say, or normal, which strays once in 5e8.
    Not graded: ValueError for another kind, two widths not given or not integers >= 1, rng no Generator.

    Derivation
    ----------
    For z = x W with independent W_ij of mean 0, Var z_j = Var(W) sum_i E[x_i^2]. If x = relu(z') with a
    symmetric z', E[x_i^2] = Var(z'_i)/2, so that Var W = 2/d_in keeps the variance (He). Near 0 tanh is the
    identity: 1/d_in keeps it forward and 1/d_out backward; 2/(d_in + d_out) is the compromise (Glorot).
    The uniform law on [-a, a] has the variance a^2/3, hence a = sqrt(3 Var W).
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


def xor_network() -> list[tuple[np.ndarray, np.ndarray]]:
    """Parameters [(W1, b1), (W2, b2)] of a ReLU network whose output's sign is the exclusive or.

    2 inputs, one hidden layer, 1 output z; at most 9 parameters. On the four points of {0, 1}^2, z > 0
    where exactly one input is 1, and z < 0 where none or both are.

    Derivation
    ----------
    The sum s = x_1 + x_2 in {0, 1, 2} decides. relu(s) - 2 relu(s - 1) is the tent 0, 1, 0 over it; taking
    off 1/2 gives the signs -, +, -. One hidden unit is not enough, since z is then monotone in one linear
    function of x; two of them make 2*2 + 2 + 2 + 1 = 9 parameters.
    Source: Minsky and Papert 1969, the smallest function that no linear network computes.
    """
    W1, b1 = np.ones((2, 2)), np.array([0.0, -1.0])
    W2, b2 = np.array([[1.0], [-2.0]]), np.array([-0.5])
    return [(W1, b1), (W2, b2)]
