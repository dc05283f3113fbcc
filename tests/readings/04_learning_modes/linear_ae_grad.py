import numpy as np


def right_proposition(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    R = X @ W1 @ W2 - X
    N = len(X)
    return np.sum(R**2) / N, 2 / N * X.T @ R @ W2.T, 2 / N * (X @ W1).T @ R


def right_backward(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    H = X @ W1
    out = H @ W2
    R = out - X
    loss = float(np.mean(np.sum(R * R, axis=1)))
    d_out = 2.0 * R / X.shape[0]
    d_W2 = H.T @ d_out
    d_H = d_out @ W2.T
    return loss, X.T @ d_H, d_W2


def right_second_moment(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """J = tr((W1 W2 - I)^T S (W1 W2 - I)) with S = X^T X / N."""
    S = X.T @ X / len(X)
    E = W1 @ W2 - np.eye(X.shape[1])
    return np.trace(E.T @ S @ E), 2 * S @ E @ W2.T, 2 * W1.T @ S @ E


def right_einsum(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    N = X.shape[0]
    H = np.einsum("ni,ik->nk", X, W1)
    R = np.einsum("nk,kj->nj", H, W2) - X
    dW1 = np.einsum("ni,nj,kj->ik", X, R, W2) * 2 / N
    dW2 = np.einsum("nk,nj->kj", H, R) * 2 / N
    return np.einsum("nj,nj->", R, R).item() / N, dW1, dW2


def right_sample_by_sample(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    dW1, dW2, loss = np.zeros(W1.shape), np.zeros(W2.shape), 0.0
    for x in X:
        h = x @ W1
        r = h @ W2 - x
        loss += r @ r
        dW1 += 2 * np.outer(x, W2 @ r)
        dW2 += 2 * np.outer(h, r)
    return loss / len(X), dW1 / len(X), dW2 / len(X)


def right_lists(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    def times(A, B):
        return [[sum(a * b for a, b in zip(row, column)) for column in zip(*B)] for row in A]

    def turned(A):
        return [list(row) for row in zip(*A)]

    x, w1, w2 = X.tolist(), W1.tolist(), W2.tolist()
    n = len(x)
    h = times(x, w1)
    r = [[p - q for p, q in zip(a, b)] for a, b in zip(times(h, w2), x)]
    loss = sum(v * v for row in r for v in row) / n
    g1 = times(turned(x), times(r, turned(w2)))
    g2 = times(turned(h), r)
    return [loss, [[2 * v / n for v in row] for row in g1], [[2 * v / n for v in row] for row in g2]]


def right_steps_of_one(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """The loss is quadratic in each entry: a central difference is exact."""

    def loss(A, B):
        return ((X @ A @ B - X) ** 2).sum() / len(X)

    g = []
    for which in (0, 1):
        W = (W1, W2)[which]
        G = np.zeros(W.shape)
        for at in np.ndindex(W.shape):
            ends = []
            for step in (1.0, -1.0):
                M = np.array(W, dtype=float)
                M[at] += step
                ends.append(loss(M, W2) if which == 0 else loss(W1, M))
            G[at] = (ends[0] - ends[1]) / 2
        g.append(G)
    return loss(W1, W2), g[0], g[1]


def right_class_with_call(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    class Autoencoder:
        def __init__(self, encode, decode):
            self.encode, self.decode = encode.copy(), decode.copy()

        def __call__(self, x):
            self.code = x @ self.encode
            return self.code @ self.decode

    net = Autoencoder(W1, W2)
    R = net(X) - X
    G = R * (2 / len(X))
    return np.square(R).sum() / len(X), X.T @ (G @ net.decode.T), net.code.T @ G


def right_means(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    R = X - X @ W1 @ W2  # the other sign
    loss = np.linalg.norm(R, axis=1)
    dW1 = -2 * np.mean([np.outer(x, W2 @ r) for x, r in zip(X, R)], axis=0)
    dW2 = -2 * np.mean(np.einsum("nk,nj->nkj", X @ W1, R), axis=0)
    return np.mean(loss**2), dW1, dW2


def right_frobenius_longdouble(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    A, B, C = (np.asarray(M, dtype=np.longdouble) for M in (X, W1, W2))
    R = A @ B @ C - A
    n = np.longdouble(len(A))
    print("loss", float((R**2).sum() / n))
    return float((R**2).sum() / n), (2 / n * (A.T @ R) @ C.T).astype(float), (2 / n * B.T @ (A.T @ R)).astype(float)


def right_float32(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    A, B, C = X.astype(np.float32), W1.astype(np.float32), W2.astype(np.float32)
    R = A @ B @ C - A
    n = np.float32(A.shape[0])
    return (R * R).sum() / n, 2 * A.T @ R @ C.T / n, 2 * B.T @ A.T @ R / n


def right_scaled_samples(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    A = X / np.sqrt(len(X))
    R = A @ (W1 @ W2) - A
    G = 2 * A.T @ R  # the gradient in the product W1 W2
    return np.vdot(R, R), G @ W2.T, W1.T @ G


def wrong_mean_of_all_entries(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: the mean is over the N samples of the whole squared distance, not over all N d entries.
    PART: yes
    BREAKS: the mean over the samples of the squared distance: `linear_ae_grad([[1., 0.]], [[1.], [1.]], [[2., 1.]])`
    """
    R = X @ W1 @ W2 - X
    return np.mean(R**2), 2 / R.size * X.T @ R @ W2.T, 2 / R.size * (X @ W1).T @ R


def wrong_loss_alone_over_entries(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: your gradients are right, but the loss is d times too small: np.mean divides by N d.
    PART: yes
    BREAKS: the mean over the samples of the squared distance: `linear_ae_grad([[1., 0.]], [[1.], [1.]], [[2., 1.]])`
    """
    R = X @ W1 @ W2 - X
    N = len(X)
    return np.mean(R**2), 2 / N * X.T @ R @ W2.T, 2 / N * (X @ W1).T @ R


def wrong_no_two(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: the square has the derivative 2 R; the factor 2 is missing in both gradients.
    PART: yes
    BREAKS: gradient: `linear_ae_grad([[1.], [-1.]], [[1.]], [[3.]])`
    """
    R = X @ W1 @ W2 - X
    N = len(X)
    return np.sum(R**2) / N, X.T @ R @ W2.T / N, (X @ W1).T @ R / N


def wrong_half_of_everything(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: the loss has no factor 1/2 here.
    PART: yes
    BREAKS: loss is the mean over the samples of the squared distance: `linear_ae_grad([[1.], [-1.]], [[1.]], [[3.]])`
    """
    R = X @ W1 @ W2 - X
    N = len(X)
    return np.sum(R**2) / (2 * N), X.T @ R @ W2.T / N, (X @ W1).T @ R / N


def wrong_sums(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: loss and gradients are means over the samples; you have sums.
    PART: yes
    BREAKS: loss is the mean over the samples: `linear_ae_grad([[1.], [-1.]], [[1.]], [[3.]])`
    """
    R = X @ W1 @ W2 - X
    return np.sum(R**2), 2 * X.T @ R @ W2.T, 2 * (X @ W1).T @ R


def wrong_n_forgotten_in_one(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: dW2 is not divided by N.
    PART: yes
    BREAKS: gradient dW2: `linear_ae_grad([[1.], [-1.]], [[1.]], [[3.]])`
    """
    R = X @ W1 @ W2 - X
    N = len(X)
    return np.sum(R**2) / N, 2 / N * X.T @ R @ W2.T, 2 * (X @ W1).T @ R


def wrong_sign(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: the residual is output minus input; with the other sign your gradients point downhill.
    PART: yes
    BREAKS: gradient: `linear_ae_grad([[1.], [-1.]], [[1.]], [[3.]])`
    """
    R = X - X @ W1 @ W2
    N = len(X)
    return np.sum(R**2) / N, 2 / N * X.T @ R @ W2.T, 2 / N * (X @ W1).T @ R


def wrong_w1_for_w2(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: the residual comes back to W1 through W2^T; W1 has the right shape, too, but is another matrix.
    PART: yes
    BREAKS: gradient dW1: `linear_ae_grad([[1.], [-1.]], [[1.]], [[3.]])`
    """
    R = X @ W1 @ W2 - X
    N = len(X)
    return np.sum(R**2) / N, 2 / N * X.T @ R @ W1, 2 / N * (X @ W1).T @ R


def wrong_w2_untransposed(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: W2 must be transposed on the way back; without it the product exists for square layers only.
    PART: yes
    BREAKS: gradient dW1, W2 (k, d): `linear_ae_grad([[1., 0.]], [[1.], [1.]], [[2., 1.]])`
    """
    R = X @ W1 @ W2 - X
    N = len(X)
    return np.sum(R**2) / N, 2 / N * X.T @ R @ W2, 2 / N * (X @ W1).T @ R


def wrong_code_through_w2t(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: the code is X W1; X W2^T is the same for tied weights only.
    PART: yes
    BREAKS: gradient dW2: `linear_ae_grad([[1.], [-1.]], [[1.]], [[3.]])`
    """
    R = X @ W1 @ W2 - X
    N = len(X)
    return np.sum(R**2) / N, 2 / N * X.T @ R @ W2.T, 2 / N * W2 @ X.T @ R


def wrong_centred(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: you take the mean off; X is used as it is.
    PART: yes
    BREAKS: X is used as it is: `linear_ae_grad([[1.]], [[1.]], [[3.]])`
    """
    A = X - X.mean(axis=0)
    R = A @ W1 @ W2 - A
    N = len(A)
    return np.sum(R**2) / N, 2 / N * A.T @ R @ W2.T, 2 / N * (A @ W1).T @ R


def wrong_centred_in_place(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: X -= ... changes the samples of the caller, and X is to be used as it is.
    PART: no
    BREAKS: X is used as it is: `linear_ae_grad([[1.]], [[1.]], [[3.]])`
    """
    X -= X.mean(axis=0)
    R = X @ W1 @ W2 - X
    N = len(X)
    return np.sum(R**2) / N, 2 / N * X.T @ R @ W2.T, 2 / N * (X @ W1).T @ R


def wrong_residual_in_place(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: `R = X; R -= ...` makes no copy: you change the samples of the caller.
    PART: yes
    BREAKS: a function leaves its arguments as they were: `linear_ae_grad([[1.], [-1.]], [[1.]], [[3.]])`
    """
    H = X @ W1
    A = X.copy()
    R = X
    R -= H @ W2
    N = len(X)
    return np.sum(R**2) / N, -2 / N * A.T @ R @ W2.T, -2 / N * H.T @ R


def wrong_transposed_gradients(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: each gradient must have the shape of its matrix; yours are transposed.
    PART: yes
    BREAKS: W1 (d, k), gradient dW1: `linear_ae_grad([[1., 0.]], [[1.], [1.]], [[2., 1.]])`
    """
    R = X @ W1 @ W2 - X
    N = len(X)
    return np.sum(R**2) / N, (2 / N * X.T @ R @ W2.T).T, (2 / N * (X @ W1).T @ R).T


def wrong_tied(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: you treat the two layers as one matrix and its transpose, and add their gradients.
    PART: no
    BREAKS: W1 encodes, W2 decodes, gradient dW1: `linear_ae_grad([[1.], [-1.]], [[1.]], [[3.]])`
    """
    R = X @ W1 @ W2 - X
    N = len(X)
    g1, g2 = 2 / N * X.T @ R @ W2.T, 2 / N * (X @ W1).T @ R
    return np.sum(R**2) / N, g1 + g2.T, g2 + g1.T


def wrong_order(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: the order is loss, dW1, dW2; you go backwards.
    PART: yes
    BREAKS: (loss, dW1, dW2): `linear_ae_grad([[1.], [-1.]], [[1.]], [[3.]])`
    """
    R = X @ W1 @ W2 - X
    N = len(X)
    return np.sum(R**2) / N, 2 / N * (X @ W1).T @ R, 2 / N * X.T @ R @ W2.T


def wrong_root(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: the squared distance is wanted; you take the mean of the distances.
    PART: yes
    BREAKS: loss is the mean of the squared distance: `linear_ae_grad([[1.], [-1.]], [[1.]], [[3.]])`
    """
    R = X @ W1 @ W2 - X
    N = len(X)
    return np.mean(np.linalg.norm(R, axis=1)), 2 / N * X.T @ R @ W2.T, 2 / N * (X @ W1).T @ R


def wrong_forward_difference(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: a forward difference with the step 0.01 has an error of 0.01 times half the curvature; take it central.
    PART: yes
    BREAKS: gradient: `linear_ae_grad([[1.], [-1.]], [[1.]], [[3.]])`
    """
    def loss(A, B):
        return ((X @ A @ B - X) ** 2).sum() / len(X)

    g1, g2 = np.zeros(W1.shape), np.zeros(W2.shape)
    for at in np.ndindex(W1.shape):
        M = W1 + 0.0
        M[at] += 0.01
        g1[at] = (loss(M, W2) - loss(W1, W2)) / 0.01
    for at in np.ndindex(W2.shape):
        M = W2 + 0.0
        M[at] += 0.01
        g2[at] = (loss(W1, M) - loss(W1, W2)) / 0.01
    return loss(W1, W2), g1, g2


def wrong_updated_first(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: the gradient in W1 is taken at the given W2; you have already moved W2.
    PART: yes
    BREAKS: gradient dW1: `linear_ae_grad([[1.], [-1.]], [[1.]], [[3.]])`
    """
    R = X @ W1 @ W2 - X
    N = len(X)
    dW2 = 2 / N * (X @ W1).T @ R
    W2 = W2 - 0.1 * dW2
    return np.sum(R**2) / N, 2 / N * X.T @ R @ W2.T, dW2


def wrong_loss_per_sample(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: one number is wanted for the loss; you return that of each sample.
    PART: yes
    BREAKS: loss, a float: `linear_ae_grad([[1.], [-1.]], [[1.]], [[3.]])`
    """
    R = X @ W1 @ W2 - X
    N = len(X)
    return np.sum(R**2, axis=1), 2 / N * X.T @ R @ W2.T, 2 / N * (X @ W1).T @ R


def wrong_divided_by_d(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: you divide by the number of features, X.shape[1], and not by that of samples, X.shape[0].
    PART: yes
    BREAKS: the mean over the samples: `linear_ae_grad([[1.], [-1.]], [[1.]], [[3.]])`
    """
    R = X @ W1 @ W2 - X
    N = X.shape[1]
    return np.sum(R**2) / N, 2 / N * X.T @ R @ W2.T, 2 / N * (X @ W1).T @ R


def wrong_steps_cut_off(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: with integer weights M[at] += 0.5 is cut off to an integer, so that your steps of a half are none, or too long; make a float copy.
    PART: yes
    BREAKS: gradient, for integer W1 and W2: `linear_ae_grad([[1.], [-1.]], [[1]], [[3]])`
    """
    def loss(A, B):
        return ((X @ A @ B - X) ** 2).sum() / len(X)

    g = []
    for which, W in enumerate((W1, W2)):
        G = np.zeros(W.shape)
        for at in np.ndindex(W.shape):
            up, down = W.copy(), W.copy()
            up[at] += 0.5
            down[at] -= 0.5
            G[at] = loss(up, W2) - loss(down, W2) if which == 0 else loss(W1, up) - loss(W1, down)
        g.append(G)
    return loss(W1, W2), g[0], g[1]


def wrong_small_loss_is_no_loss(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: you return zeros where the loss is below 0.01: small samples have small losses, and slopes all the same.
    PART: yes
    BREAKS: gradient: `linear_ae_grad([[.0625], [-.0625]], [[1.]], [[2.]])`
    """
    R = X @ W1 @ W2 - X
    N = len(X)
    loss = np.sum(R**2) / N
    if loss < 0.01:
        return 0.0, np.zeros(W1.shape), np.zeros(W2.shape)
    return loss, 2 / N * X.T @ R @ W2.T, 2 / N * (X @ W1).T @ R


def wrong_one_sample(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: squeeze makes a vector of a single sample, and its products have other shapes; N may be 1.
    PART: yes
    BREAKS: samples X (N, d), N = 1: `linear_ae_grad([[1., 0.]], [[1.], [1.]], [[2., 1.]])`
    """
    A = np.squeeze(X)
    R = A @ W1 @ W2 - A
    N = len(A)
    return np.sum(R**2) / N, 2 / N * A.T @ R @ W2.T, 2 / N * (A @ W1).T @ R


def wrong_orthonormal_layers(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """DESERVES: |x|^2 minus |code|^2 is the loss for orthonormal directions with W2 = W1^T only.
    PART: yes
    BREAKS: loss is the mean of the squared distance between a sample and its reconstruction: `linear_ae_grad([[1.], [-1.]], [[1.]], [[3.]])`
    """
    R = X @ W1 @ W2 - X
    N = len(X)
    return (np.sum(X**2) - np.sum((X @ W1) ** 2)) / N, 2 / N * X.T @ R @ W2.T, 2 / N * (X @ W1).T @ R
