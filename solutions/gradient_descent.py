"""Gradient descent: follow the negative gradient, all of it, a batch of it, or with a memory of it.

f is the function to be minimised and g its gradient; x, x0 (d,) points, T a number of steps. lr is the step
size (learning rate, eta), beta the momentum. f is L-smooth if its gradient is Lipschitz with the constant L,
and mu-strongly convex if f - mu/2 ||x||^2 is convex; kappa = L/mu. N samples in batches of B.
A step costs c0, and c1 for each of its samples.

The `..._step` functions take x and g of any one shape, and return the next x and the next state of the method.
Lists are accepted for arrays, and no argument is changed. All arrays of real numbers that come out are float64.
"""

from collections.abc import Callable

import numpy as np

from solutions import calls, require


@calls.descent("lr")
@calls.python_scalars
def gradient_descent(grad: Callable[[np.ndarray], np.ndarray], x0: np.ndarray, lr: float, T: int) -> np.ndarray:
    """The iterates X (T + 1, d) of T >= 0 steps of gradient descent with the fixed step size lr > 0, x0 (d,) first.

    grad(x) is the gradient at a point x (d,), a new array (d,) each time; it may be called as often as you like, but
    with points of that shape only. With T = 0 the one row is x0. x0 and the gradients may hold integers; the iterates
    are floats. All T steps are taken, whether they converge or not, and each is right to 1e-9 of the largest number
    in X, in size.

    Derivation
    ----------
    x_{t+1} = x_t - lr grad(x_t). If f is L-smooth, f(x - lr g) <= f(x) - lr (1 - lr L/2) ||g||^2, the descent
    lemma: f falls by lr/2 ||g||^2 or more for lr <= 1/L. On f = 1/2 x^T A x the component of the eigenvalue
    a is multiplied by 1 - lr a in every step; so for positive definite A all of them vanish iff 0 < lr < 2/L, L the
    largest a. A component of a = 0 stays what it was.
    Errors: ValueError unless x0 is (d,), finite, grad a function with a result (d,), lr > 0, T an integer >= 0.
    Source: Cauchy 1847; the descent lemma is Taylor's formula with the remainder bounded by L/2 ||lr g||^2.
    """
    _require_descent(grad, x0, lr, T)
    X = np.empty((T + 1, len(x0)))
    X[0] = x0
    for t in range(T):
        X[t + 1] = X[t] - lr * np.asarray(grad(X[t]), float)
    return X


@calls.python_scalars
def rates(mu: float, L: float) -> tuple[float, float]:
    """The best fixed step size and its rate (lr, rho) for all mu-strongly convex and L-smooth functions.

    The distance to the minimiser is multiplied by rho or less in each step of gradient descent with the step
    size lr, and no other fixed step size has a smaller factor. Two floats.
    Not graded: ValueError unless 0 < mu <= L, both finite.

    Derivation
    ----------
    Where f has a second derivative its eigenvalues a are in [mu, L], and the error is multiplied by a mean of
    I - lr f'', of norm max |1 - lr a| = max(|1 - lr mu|, |1 - lr L|). The first falls in lr and the second
    rises: the least maximum is where 1 - lr mu = lr L - 1, that is lr = 2/(mu + L), with the value
    rho = (L - mu)/(L + mu) = (kappa - 1)/(kappa + 1). f - f* then falls by rho^2 on quadratics.
    Source: Polyak; Nesterov, Introductory Lectures on Convex Optimization, theorem 2.1.15.
    """
    _require_curvatures(mu, L)
    return float(2 / (mu + L)), float((L - mu) / (L + mu))


@calls.python_scalars
def epoch_batches(N: int, B: int, rng: np.random.Generator) -> list[np.ndarray]:
    """Batches of one epoch: a list of arrays of integers, which together hold each index 0..N-1 exactly once.

    N >= 1 samples, batches of B >= 1. All batches have B entries but the last, which has the rest: 1 to B of them, or
    all N if B > N. Which samples are in the first batch, which in the second, and so on, is drawn anew in each call,
    every way with the same probability; the order inside a batch is free. All draws come from rng: equal generators
    give equal batches.

    Derivation
    ----------
    A uniform permutation of 0..N-1, cut after every B entries: ceil(N/B) batches. Each is uniform among the
    subsets of its size, without replacement, so that its mean gradient is unbiased; together they are a
    partition, so that an epoch uses each sample once. Reusing an order would tie the batches together.
    Errors: ValueError unless N and B are integers >= 1 and rng is a Generator.
    Source: random reshuffling.
    """
    require.integer(N, "N", 1, "the number of samples")
    require.integer(B, "B", 1, "the batch size")
    require.rng(rng)
    order = rng.permutation(N)
    return [order[start : start + B] for start in range(0, N, B)]


def batch_gradient(
    grad: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray],
    w: np.ndarray,
    X: np.ndarray,
    y: np.ndarray,
    idx: np.ndarray,
) -> np.ndarray:
    """Gradient g, of the shape of w, of the mean loss over the batch of the samples with the indices idx (B,), B >= 1.

    grad(w, X, y) is the gradient at w of the mean loss over all the rows of X (N, d) and y (N,) that it gets, one or
    more; w has any shape, and all three hold floats. The indices are 0 to N - 1, in any order, and one that stands
    there twice counts twice. g is right to 1e-9 of the largest entry, in size, of all N samples' gradients.

    Derivation
    ----------
    With g_n the gradient of sample n, g = (1/B) sum over the batch of g_n, B the size of *this* batch. A sample
    is in a uniform batch with the probability B/N, so E g = (1/N) sum_n g_n. With sigma^2 = (1/N) sum_n
    ||g_n - E g||^2, E ||g - E g||^2 = sigma^2/B (N - B)/(N - 1): two different samples have the covariance
    -sigma^2/(N - 1), since all N deviations sum to 0. At B = N no noise is left.
    Errors: ValueError unless X is (N, d), y (N,), grad a function, and idx holds B >= 1 integers in 0..N-1.
    Source: sampling without replacement from a finite population.
    """
    _require_batch(grad, w, X, y, idx)
    w, X, y, idx = np.array(w, float), np.asarray(X, float), np.asarray(y), np.asarray(idx)
    return np.asarray(grad(w, X[idx], y[idx]), float)


@calls.python_scalars
def best_batch(c0: float, c1: float, noise: float, N: int) -> int:
    """A batch size B, one integer from 1 to N, for which (c0 + c1 B) (1 + noise / B) is least.

    c0 >= 0 is what a step costs at all, c1 > 0 what each of its samples costs besides, and 1 + noise / B is how many
    steps it takes, noise >= 0; what is not 0 is 1e-50 to 1e50. N is 1 to 10^12, and the best B may be as large: do not
    try them all, nor one after the other. Any B will do for which that product exceeds the least one by no more than
    1e-9 of it, so that of equal ones either is right.

    Derivation
    ----------
    Multiplied out it is c0 + c1 noise + c1 B + c0 noise / B. From B to B + 1 it changes by c1 - c0 noise / (B (B + 1)),
    which is below 0 as long as B (B + 1) < r = c0 noise / c1, and then no more. So the least is at the first B with
    B (B + 1) >= r, which is (sqrt(1 + 4 r) - 1) / 2 rounded up, or at N if that comes first; at B + 1, too, if
    B (B + 1) = r. On all reals it is at sqrt(r), which rounded to the nearest is one too few between
    sqrt(m (m + 1)) and m + 1/2.
    Errors: ValueError unless c0, noise >= 0, c1 > 0, all finite, and N is an integer >= 1.
    Source: the numerical example of the book's chapter, for any costs; the noise scale of McCandlish et al. 2018.
    """
    _require_prices(c0, c1, noise, N)
    r = c0 * noise / c1
    B = np.ceil((np.sqrt(1 + 4 * r) - 1) / 2)
    return int(min(max(B, 1), N))


@calls.python_scalars
def momentum_step(x: np.ndarray, v: np.ndarray, g: np.ndarray, lr: float, beta: float) -> tuple[np.ndarray, np.ndarray]:
    """One step (x, v) of gradient descent with momentum (the heavy ball), from the gradient g at the point x.

    x, the velocity v and g have one shape, any, and may hold integers; lr >= 0 and 0 <= beta < 1. v is 0 before the
    first step, and after each step the sum of all gradients so far, in which one that is k steps old has the weight
    beta^k: the newest has the weight 1. x moves by -lr times the new v. Both are right to 1e-9 of the largest entry, in
    size, of x, v and g, before and after.

    Derivation
    ----------
    v' = beta v + g, x' = x - lr v'. Since lr v = x_previous - x, this is x' = x - lr g + beta (x - x_previous).
    On f = a/2 x^2 the pair (x, x_previous) is multiplied by [[1 + beta - lr a, -beta], [1, 0]], of determinant
    beta; where its eigenvalues are complex their modulus is sqrt(beta), whatever a is. With the best lr and
    beta the rate is (sqrt kappa - 1)/(sqrt kappa + 1). A constant g is amplified by 1/(1 - beta).
    Errors: ValueError unless x, v, g are finite and of one shape, lr >= 0 and 0 <= beta < 1.
    Source: Polyak 1964.
    """
    _require_momentum(x, v, lr, beta)
    require.array(g, "g", np.shape(x), "the gradient has the shape of x")
    v = beta * np.asarray(v, float) + np.asarray(g, float)
    return np.asarray(x, float) - lr * v, v


def catch_optimiser() -> list[tuple[np.ndarray, np.ndarray, float, float, int]]:
    """A list of one to three inputs (a, x0, lr, beta, T) on which seven wrong momentum methods show themselves.

    An input is a run of T steps of momentum from x0 (d,), with the velocity 0, on the sum of all a_i x_i^2 / 2, whose
    gradient is a x, entry by entry. d is 1 to 3, the entries of a (d,) are 0 to 10, those of x0 -10 to 10, 0 < lr <= 1,
    0 <= beta < 1, and T is an integer 1 to 20. A wrong method is caught if on one of the inputs some entry of its last
    point differs from that of the right one, r, by more than 1e-3 max(1, |r|).

    Derivation
    ----------
    One input catches all: a = (1, 2), x0 = (1, 1), lr = beta = 1/2, T = 3. With beta = 0 only the old velocity shows;
    after one step all velocities are the first gradient, but for a factor; after two steps the oldest gradient is one
    step old, so that beta and beta^k are the same; and of equal coordinates, or of one, the mean is each of them.
    Source: counterexamples, one for each hypothesis under which the wrong idea would be right.
    """
    return [(np.array([1.0, 2.0]), np.array([1.0, 1.0]), 0.5, 0.5, 3)]


@calls.python_scalars
def adam_step(
    x: np.ndarray,
    state: tuple[int, np.ndarray, np.ndarray] | None,
    g: np.ndarray,
    lr: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> tuple[np.ndarray, tuple[int, np.ndarray, np.ndarray]]:
    """One step (x, state) of Adam, from the point x and the gradient g there.

    x and g have one shape, any, and may hold integers; g is a new array in each step, and its entries are 0, or 1e-100
    to 1e100 in size. state is None before the first step, then what the last step returned: numbers, arrays, and lists,
    tuples and dicts of them. It holds all that a run remembers: several runs may take turns. beta1 and beta2, from 0.1
    to 0.9999, are the weights of the past in the running means of the gradient and of its square, entry by entry, both
    corrected for their start at 0; eps >= 0 is added to the root of the corrected second mean. An entry where that sum
    is 0 stays. lr >= 0 may change from step to step of a run, the others do not. A run has 100 steps at most. x is
    right to 1e-9 of the larger of lr and its largest entry in size.

    Derivation
    ----------
    m' = beta1 m + (1 - beta1) g, s' = beta2 s + (1 - beta2) g^2, t' = t + 1, from 0. If all gradients were g, m'
    would be (1 - beta1^t') g: the weights sum to 1 - beta1^t', and division by it makes m' a mean. The same for
    s'. Then x' = x - lr m^ / (sqrt(s^) + eps), entry by entry. In the first step m^ = g and sqrt(s^) = |g|: x
    moves by lr in each entry, whatever the scale of f, as long as |g| >> eps. With eps inside the root
    sqrt(eps) = 1e-4 would be the threshold instead.
    Errors: ValueError unless x and g are finite and of one shape, state is None or of an x of this shape,
    lr >= 0, beta1 and beta2 are in [0, 1), eps >= 0.
    Source: Kingma and Ba 2015.
    """
    _require_adam(x, state, g, lr, beta1, beta2, eps)
    x, g = np.asarray(x, float), np.asarray(g, float)
    t, m, s = state or (0, np.zeros_like(x), np.zeros_like(x))
    t = int(t) + 1
    m = beta1 * np.asarray(m, float) + (1 - beta1) * g
    s = beta2 * np.asarray(s, float) + (1 - beta2) * g**2
    m_hat, root = m / (1 - beta1**t), np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m_hat / np.where(root > 0, root, 1), (t, m, s)


def _require_descent(grad: Callable[[np.ndarray], np.ndarray], x0: np.ndarray, lr: float, T: int) -> None:
    require.array(x0, "x0", ("d",), "one point")
    require.function(grad, "grad")
    require.scalar(lr, "lr", above=0, hint="minus the gradient is the direction of descent")
    require.integer(T, "T", 0, "the number of steps")
    require.array(grad(np.array(x0, float)), "grad(x0)", np.shape(x0), "the gradient has the shape of the point")


def _require_curvatures(mu: float, L: float) -> None:
    require.scalar(mu, "mu", above=0, hint="without strong convexity there is no linear rate")
    require.scalar(L, "L", least=float(mu), hint="no eigenvalue of the Hessian is less than mu or more than L")


def _require_batch(grad: object, w: np.ndarray, X: np.ndarray, y: np.ndarray, idx: np.ndarray) -> None:
    require.function(grad, "grad")
    require.numbers(w, "w")
    require.samples(X)
    require.targets(y, X)
    require.indices(idx, len(X))


def _require_prices(c0: float, c1: float, noise: float, N: int) -> None:
    require.scalar(c0, "c0", least=0, hint="what a step costs at all")
    require.scalar(c1, "c1", above=0, hint="what each sample of a step costs")
    require.scalar(noise, "noise", least=0, hint="the variance of a sample's gradient over its squared mean")
    require.integer(N, "N", 1, "the number of samples")


def _require_momentum(x: np.ndarray, v: np.ndarray, lr: float, beta: float) -> None:
    require.numbers(x, "x")
    require.array(v, "v", np.shape(x), "the velocity has the shape of x; start with np.zeros_like(x)")
    require.rate(lr)
    require.memory(beta, "beta")


def _require_adam(
    x: np.ndarray, state: object, g: np.ndarray, lr: float, beta1: float, beta2: float, eps: float
) -> None:
    require.numbers(x, "x")
    require.array(g, "g", np.shape(x), "the gradient has the shape of x")
    require.rate(lr)
    require.scalar(eps, "eps", least=0, hint="it keeps the division finite")
    require.memory(beta1, "beta1")
    require.memory(beta2, "beta2")
    shapes = [(), np.shape(x), np.shape(x)]
    if state is not None and not (isinstance(state, list | tuple) and [np.shape(part) for part in state] == shapes):
        raise ValueError(f"state must be None or of an x of shape {shapes[1]}, got another; start anew with None")
