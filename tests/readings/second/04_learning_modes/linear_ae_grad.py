import math

import numpy as np


def right_proposition(X, W1, W2):
    """The formulas of the proposition."""
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    N = len(X)
    H = X @ W1
    R = H @ W2 - X
    return float(np.sum(R**2) / N), 2 / N * X.T @ R @ W2.T, 2 / N * H.T @ R


def right_plain_loops(X, W1, W2):
    """Plain Python, lists."""
    N, d, k = len(X), len(W1), len(W2)
    X = [[float(v) for v in row] for row in X]
    W1 = [[float(v) for v in row] for row in W1]
    W2 = [[float(v) for v in row] for row in W2]
    loss = 0.0
    d1 = [[0.0] * k for _ in range(d)]
    d2 = [[0.0] * d for _ in range(k)]
    for x in X:
        h = [sum(x[i] * W1[i][j] for i in range(d)) for j in range(k)]
        r = [sum(h[j] * W2[j][i] for j in range(k)) - x[i] for i in range(d)]
        loss += sum(v * v for v in r) / N
        back = [sum(r[i] * W2[j][i] for i in range(d)) for j in range(k)]
        for i in range(d):
            for j in range(k):
                d1[i][j] += 2 * x[i] * back[j] / N
                d2[j][i] += 2 * h[j] * r[i] / N
    return loss, d1, d2


def right_einsum(X, W1, W2):
    """einsum all the way."""
    X, W1, W2 = np.array(X, float), np.array(W1, float), np.array(W2, float)
    R = np.einsum("ni,ij,jk->nk", X, W1, W2) - X
    loss = np.einsum("ni,ni->", R, R) / X.shape[0]
    dW1 = 2 * np.einsum("ni,nk,jk->ij", X, R, W2) / X.shape[0]
    dW2 = 2 * np.einsum("ni,ij,nk->jk", X, W1, R) / X.shape[0]
    return float(loss), dW1, dW2


def right_sample_by_sample(X, W1, W2):
    """The mean of the gradients of single samples, outer products."""
    X = np.asarray(X, float)
    W1, W2 = np.asarray(W1, float), np.asarray(W2, float)

    def one(x):
        h = x @ W1
        r = h @ W2 - x
        return r @ r, np.outer(x, 2 * W2 @ r), np.outer(h, 2 * r)

    losses, firsts, seconds = zip(*[one(x) for x in X])
    return float(np.mean(losses)), np.mean(firsts, axis=0), np.mean(seconds, axis=0)


def right_by_second_moments(X, W1, W2):
    """Gradients by way of X^T X / N, the loss from the residual itself."""
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    S = X.T @ X / len(X)
    E = W1 @ W2 - np.eye(X.shape[1])
    loss = np.mean(np.sum((X @ E) ** 2, axis=1))
    return float(loss), 2 * S @ E @ W2.T, 2 * W1.T @ S @ E


def right_backward_pass(X, W1, W2):
    """Layers with forward and backward, as in a library."""

    class Linear:
        def __init__(self, W):
            self.W = np.asarray(W, dtype=np.float64)

        def forward(self, X):
            self.seen = X
            return X @ self.W

        def backward(self, G):
            self.dW = self.seen.T @ G
            return G @ self.W.T

    layers = [Linear(W1), Linear(W2)]
    X = np.asarray(X, dtype=np.float64)
    assert X.ndim == 2
    out = X
    for layer in layers:
        out = layer.forward(out)
    G = 2 * (out - X) / len(X)
    for layer in reversed(layers):
        G = layer.backward(G)
    loss = float(np.square(out - X).sum(axis=1).mean())
    return loss, layers[0].dW, layers[1].dW


def right_complex_step(X, W1, W2):
    """Slopes by complex steps, which have no cancellation: the loss is a polynomial."""
    X = np.asarray(X, float)

    def loss(A, B):
        R = X @ A @ B - X
        return np.sum(R * R) / len(X)

    A, B = np.asarray(W1, complex), np.asarray(W2, complex)
    slopes = []
    for which, W in enumerate((A, B)):
        G = np.zeros(W.shape)
        for at in np.ndindex(*W.shape):
            moved = W.copy()
            moved[at] += 1e-30j
            G[at] = (loss(moved, B) if which == 0 else loss(A, moved)).imag / 1e-30
        slopes.append(G)
    return float(loss(A, B).real), slopes[0], slopes[1]


def right_kronecker(X, W1, W2):
    """Another formula: vec and Kronecker products, J as a square in each layer."""
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    N = X.shape[0]
    x = X.reshape(-1)
    K1 = np.kron(X, W2.T)
    K2 = np.kron(X @ W1, np.eye(X.shape[1]))
    r = K1 @ W1.reshape(-1) - x
    return float(r @ r) / N, (2 / N * K1.T @ r).reshape(W1.shape), (2 / N * K2.T @ r).reshape(W2.shape)


def right_scaled_samples(X, W1, W2):
    """Samples divided by the root of N first, so that no mean is needed afterwards."""
    Y = np.asarray(X, dtype=float) / math.sqrt(len(X))
    A, B = np.asarray(W1, dtype=float), np.asarray(W2, dtype=float)
    code = Y @ A
    miss = Y - code @ B
    return float(np.linalg.norm(miss) ** 2), -2 * Y.T @ (miss @ B.T), -2 * code.T @ miss


def right_halves_in_a_recursion(X, W1, W2):
    """Sums over the samples by halving them in a recursion."""
    W1, W2 = np.asarray(W1, float), np.asarray(W2, float)

    def total(part):
        if len(part) > 1:
            middle = len(part) // 2
            return [a + b for a, b in zip(total(part[:middle]), total(part[middle:]))]
        H = part @ W1
        R = H @ W2 - part
        return [float(np.vdot(R, R)), part.T @ R @ W2.T, H.T @ R]

    loss, first, second = total(np.asarray(X, float))
    return loss / len(X), first * (2 / len(X)), second * (2 / len(X))


def right_columns(X, W1, W2):
    """Samples as columns, everything turned, and turned back at the end."""
    Y, A, B = np.transpose(X).astype(float), np.transpose(W1).astype(float), np.transpose(W2).astype(float)
    n = Y.shape[1]
    Z = A @ Y
    D = B @ Z - Y
    loss = sum(float(column @ column) for column in D.T) / n
    return loss, (B.T @ D @ Y.T).T * 2 / n, (D @ Z.T).T * 2 / n


def right_long_double(X, W1, W2):
    """In long double, returned as float64, the loss through fsum."""
    X, W1, W2 = (np.asarray(part, np.longdouble) for part in (X, W1, W2))
    R = X.dot(W1).dot(W2) - X
    factor = np.longdouble(2) / len(X)
    loss = math.fsum(map(float, (R * R).ravel())) / len(X)
    return loss, (factor * X.T.dot(R).dot(W2.T)).astype(float), (factor * X.dot(W1).T.dot(R)).astype(float)


def wrong_mean_of_all_entries(X, W1, W2):
    """DESERVES: np.mean divides by N d: the mean is over the samples, of the sum over the features
    PART: yes
    BREAKS: the mean over the samples of the squared distance, at X = [[1, 0]], W1 = [[0], [0]], W2 = [[0, 0]]
    """
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    R = X @ W1 @ W2 - X
    return float(np.mean(R**2)), 2 * X.T @ R @ W2.T / R.size, 2 * (X @ W1).T @ R / R.size


def wrong_loss_alone_over_entries(X, W1, W2):
    """DESERVES: the loss is divided by N d, the gradients by N: they are not the gradients of that loss
    PART: yes
    BREAKS: the mean over the samples of the squared distance, at X = [[1, 0]], W1 = [[0], [0]], W2 = [[0, 0]]
    """
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    R = X @ W1 @ W2 - X
    return float(np.mean(R**2)), 2 * X.T @ R @ W2.T / len(X), 2 * (X @ W1).T @ R / len(X)


def wrong_without_the_two(X, W1, W2):
    """DESERVES: the square has the derivative 2 R: the factor 2 is missing from the gradients
    PART: yes
    BREAKS: gradient, at X = [[1]], W1 = [[1]], W2 = [[3]]
    """
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    R = X @ W1 @ W2 - X
    return float(np.sum(R**2) / len(X)), X.T @ R @ W2.T / len(X), (X @ W1).T @ R / len(X)


def wrong_half_the_square(X, W1, W2):
    """DESERVES: that is half of the squared distance and its gradient; the loss here has no factor 1/2
    PART: no
    BREAKS: the mean of the squared distance, at X = [[1]], W1 = [[0]], W2 = [[0]]
    """
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    R = X @ W1 @ W2 - X
    return float(0.5 * np.sum(R**2) / len(X)), X.T @ R @ W2.T / len(X), (X @ W1).T @ R / len(X)


def wrong_sum_in_the_gradients(X, W1, W2):
    """DESERVES: the loss is a mean over the samples, so are its gradients: yours are sums
    PART: yes
    BREAKS: gradient of the mean, at X = [[1], [-1]], W1 = [[1]], W2 = [[3]]
    """
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    R = X @ W1 @ W2 - X
    return float(np.sum(R**2) / len(X)), 2 * X.T @ R @ W2.T, 2 * (X @ W1).T @ R


def wrong_centres_first(X, W1, W2):
    """DESERVES: you take the mean off, which is up to the caller; where it is 0 nobody sees it
    PART: yes
    BREAKS: X is used as it is, at X = [[1]], W1 = [[0]], W2 = [[0]]
    """
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    X = X - X.mean(axis=0)
    R = X @ W1 @ W2 - X
    return float(np.sum(R**2) / len(X)), 2 * X.T @ R @ W2.T / len(X), 2 * (X @ W1).T @ R / len(X)


def wrong_tied_decoder(X, W1, W2):
    """DESERVES: the residual comes back through W2, you send it through W1, right only where W2 is its transpose
    PART: yes
    BREAKS: dW1 of the gradient, at X = [[1]], W1 = [[1]], W2 = [[3]]
    """
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    R = X @ W1 @ W2 - X
    return float(np.sum(R**2) / len(X)), 2 * X.T @ R @ W1 / len(X), 2 * (X @ W1).T @ R / len(X)


def wrong_after_a_step(X, W1, W2):
    """DESERVES: dW2 is taken after W1 has moved along its gradient: both belong to the same weights
    PART: yes
    BREAKS: gradient at W1 and W2 as given, at X = [[1]], W1 = [[1]], W2 = [[3]]
    """
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    N = len(X)
    R = X @ W1 @ W2 - X
    loss, dW1 = float(np.sum(R**2) / N), 2 * X.T @ R @ W2.T / N
    moved = W1 - 0.01 * dW1
    return loss, dW1, 2 * (X @ moved).T @ (X @ moved @ W2 - X) / N


def wrong_small_is_nothing(X, W1, W2):
    """DESERVES: a loss below 1e-12 counts as 0 with you, though the samples themselves may be that small
    PART: yes
    BREAKS: samples may be small, at X = [[1e-7]], W1 = [[0]], W2 = [[1]]
    """
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    R = X @ W1 @ W2 - X
    loss = float(np.sum(R**2) / len(X))
    if loss < 1e-12:
        return 0.0, np.zeros_like(W1), np.zeros_like(W2)
    return loss, 2 * X.T @ R @ W2.T / len(X), 2 * (X @ W1).T @ R / len(X)


def wrong_forward_difference(X, W1, W2):
    """DESERVES: a difference with the step 1e-8 loses half of the digits, and all of them where the slope is small
    PART: yes
    BREAKS: right to 1e-5 of its size, at X = [[1]], W1 = [[1]], W2 = [[1.0001]]
    """
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))

    def loss(A, B):
        return float(np.sum((X @ A @ B - X) ** 2) / len(X))

    here, h = loss(W1, W2), 1e-8
    dW1, dW2 = np.zeros_like(W1), np.zeros_like(W2)
    for at in np.ndindex(*W1.shape):
        moved = W1.copy()
        moved[at] += h
        dW1[at] = (loss(moved, W2) - here) / h
    for at in np.ndindex(*W2.shape):
        moved = W2.copy()
        moved[at] += h
        dW2[at] = (loss(W1, moved) - here) / h
    return here, dW1, dW2


def wrong_loss_by_traces(X, W1, W2):
    """DESERVES: the loss as a sum of three traces is a small difference of large numbers where little is lost
    PART: yes
    BREAKS: loss right to 1e-5 of its size, at X = [[1, 1e-7]], W1 = [[1], [0]], W2 = [[1, 0]]
    """
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    S, P = X.T @ X / len(X), W1 @ W2
    loss = float(np.trace(S) - 2 * np.trace(S @ P) + np.trace(P.T @ S @ P))
    E = P - np.eye(len(P))
    return loss, 2 * S @ E @ W2.T, 2 * W1.T @ S @ E


def wrong_float32(X, W1, W2):
    """DESERVES: in float32 a residual that is small beside the sample has few digits or none
    PART: yes
    BREAKS: all is right to 1e-5 of its size, at X = [[1]], W1 = [[1]], W2 = [[1.0001]]
    """
    X, W1, W2 = (np.asarray(part, np.float32) for part in (X, W1, W2))
    R = X @ W1 @ W2 - X
    return float(np.sum(R**2) / len(X)), 2 * X.T @ R @ W2.T / len(X), 2 * (X @ W1).T @ R / len(X)


def wrong_divides_in_place(X, W1, W2):
    """DESERVES: X /= sqrt(N) changes the samples of the caller
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at X = [[1.], [-1.]], W1 = [[1]], W2 = [[3]]
    """
    X = np.asarray(X)
    X = X if X.dtype.kind == "f" else X.astype(float)
    X /= np.sqrt(len(X))
    R = X @ W1 @ W2 - X
    return float(np.sum(R**2)), 2 * X.T @ R @ np.transpose(W2), 2 * (X @ W1).T @ R


def wrong_square_of_the_norm_forgotten(X, W1, W2):
    """DESERVES: the loss is the mean of the distances, not of their squares
    PART: yes
    BREAKS: the mean of the squared distance, at X = [[2]], W1 = [[0]], W2 = [[0]]
    """
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    R = X @ W1 @ W2 - X
    return float(np.linalg.norm(R, axis=1).mean()), 2 * X.T @ R @ W2.T / len(X), 2 * (X @ W1).T @ R / len(X)


def wrong_sign(X, W1, W2):
    """DESERVES: with R = X - X W1 W2 the gradients have a minus: yours are those of ascent
    PART: yes
    BREAKS: gradient, at X = [[1]], W1 = [[1]], W2 = [[3]]
    """
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    R = X - X @ W1 @ W2
    return float(np.sum(R**2) / len(X)), 2 * X.T @ R @ W2.T / len(X), 2 * (X @ W1).T @ R / len(X)


def wrong_flat_for_one_code(X, W1, W2):
    """DESERVES: squeeze makes (d,) of the gradients where there is one code, wanted are the shapes of W1 and W2
    PART: yes
    BREAKS: W1 (d, k), W2 (k, d), and their gradients likewise, at X = [[1, 0]], W1 = [[1], [0]], W2 = [[1, 0]]
    """
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    R = X @ W1 @ W2 - X
    dW1, dW2 = 2 * X.T @ R @ W2.T / len(X), 2 * (X @ W1).T @ R / len(X)
    return float(np.sum(R**2) / len(X)), np.squeeze(dW1), np.squeeze(dW2)


def wrong_integer_gradients(X, W1, W2):
    """DESERVES: zeros_like of integer weights holds integers: the means over the samples are cut off
    PART: yes
    BREAKS: all three may hold integers, at X = [[1], [0], [0]], W1 = [[1]], W2 = [[2]], integers
    """
    X, W1, W2 = np.asarray(X), np.asarray(W1), np.asarray(W2)
    R = X @ W1 @ W2 - X
    dW1, dW2 = np.zeros_like(W1), np.zeros_like(W2)
    dW1[:] = 2 * X.T @ R @ W2.T / len(X)
    dW2[:] = 2 * (X @ W1).T @ R / len(X)
    return float(np.sum(R**2) / len(X)), dW1, dW2


def wrong_unbiased(X, W1, W2):
    """DESERVES: you divide by N - 1, by 1 for a single sample; all means here are over N
    PART: no
    BREAKS: the mean over the samples, at X = [[1], [-1]], W1 = [[0]], W2 = [[1]]
    """
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    R, n = X @ W1 @ W2 - X, max(len(X) - 1, 1)
    return float(np.sum(R**2) / n), 2 * X.T @ R @ W2.T / n, 2 * (X @ W1).T @ R / n


def wrong_first_sample_only(X, W1, W2):
    """DESERVES: return stands inside of the loop: the gradients are those of the first sample, not the mean of all
    PART: yes
    BREAKS: gradient of the mean over the samples, at X = [[1], [2]], W1 = [[0]], W2 = [[1]]
    """
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    loss = float(np.sum((X @ W1 @ W2 - X) ** 2) / len(X))
    for x in X:
        r = x @ W1 @ W2 - x
        return loss, 2 * np.outer(x, W2 @ r), 2 * np.outer(x @ W1, r)


def wrong_clipped(X, W1, W2):
    """DESERVES: clipping the gradients is the business of who descends: wanted are the gradients themselves
    PART: yes
    BREAKS: gradient, at X = [[10]], W1 = [[1]], W2 = [[3]]
    """
    X, W1, W2 = (np.asarray(part, float) for part in (X, W1, W2))
    R = X @ W1 @ W2 - X
    dW1, dW2 = 2 * X.T @ R @ W2.T / len(X), 2 * (X @ W1).T @ R / len(X)
    return float(np.sum(R**2) / len(X)), np.clip(dW1, -100, 100), np.clip(dW2, -100, 100)
