"""Records what PyTorch answers, for tests that run without it.

Run by hand where PyTorch is installed: python record_torch.py. Inputs are stored beside the answers, all in float64,
by name in torch_answers.npz. Recorded with PyTorch 2.13.0.
"""

from pathlib import Path

import numpy as np
import torch

ANSWERS = Path(__file__).with_name("torch_answers.npz")
CONVOLUTIONS = [(0, 1), (1, 1), (0, 2), (2, 3)]  # (pad, stride)
STEPS = 12


def tensor(A):
    return torch.tensor(A, dtype=torch.float64, requires_grad=True)


def convolutions(rng):
    X, K = rng.normal(size=(2, 3, 7, 6)), rng.normal(size=(4, 3, 3, 2))
    yield from {"conv_X": X, "conv_K": K}.items()
    for pad, stride in CONVOLUTIONS:
        x, k = tensor(X), tensor(K)
        Z = torch.nn.functional.conv2d(x, k, padding=pad, stride=stride)
        U = rng.normal(size=Z.shape)
        Z.backward(torch.tensor(U))
        of = f"conv_pad{pad}_stride{stride}"
        yield from {f"{of}_Z": Z, f"{of}_U": U, f"{of}_dX": x.grad, f"{of}_dK": k.grad}.items()


def pooling(rng):
    X = rng.normal(size=(2, 3, 6, 4))
    x = tensor(X)
    Z = torch.nn.functional.max_pool2d(x, 2)
    U = rng.normal(size=Z.shape)
    Z.backward(torch.tensor(U))
    yield from {"pool_X": X, "pool_Z": Z, "pool_U": U, "pool_dX": x.grad}.items()


def trajectories(rng):
    """Iterates on f(x) = 1/2 x^T A x - b x + sum cos(x), which is neither quadratic nor convex."""
    M, b, x0 = rng.normal(size=(3, 3)), rng.normal(size=3), rng.normal(size=3)
    A = M @ M.T / 3
    yield from {"path_A": A, "path_b": b, "path_x0": x0}.items()
    methods = {
        "plain": lambda x: torch.optim.SGD([x], lr=0.1),
        "momentum": lambda x: torch.optim.SGD([x], lr=0.1, momentum=0.9),
        "nesterov": lambda x: torch.optim.SGD([x], lr=0.1, momentum=0.9, nesterov=True),
        "rmsprop": lambda x: torch.optim.RMSprop([x], lr=0.1),
        "adam": lambda x: torch.optim.Adam([x], lr=0.1),
    }
    for name, make in methods.items():
        x = tensor(x0)
        optimiser, path = make(x), [x.detach().clone()]
        for _ in range(STEPS):
            optimiser.zero_grad()
            (x @ torch.tensor(A) @ x / 2 - torch.tensor(b) @ x + torch.cos(x).sum()).backward()
            optimiser.step()
            path.append(x.detach().clone())
        yield f"path_{name}", torch.stack(path)


ACT = {"relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid}


def logits(layers, X, act):
    for W, b in layers[:-1]:
        X = ACT[act](X @ W + b)
    return X @ layers[-1][0] + layers[-1][1]


def perceptrons(rng):
    """Loss and gradients of a perceptron, and its parameters after some steps of momentum on all samples."""
    X, y = rng.normal(size=(6, 4)), np.array([0, 2, 1, 1, 0, 2])
    params = [(rng.normal(size=(m, n)), rng.normal(size=n)) for m, n in [(4, 5), (5, 4), (4, 3)]]
    yield from {"mlp_X": X, "mlp_y": y}.items()
    for i, (W, b) in enumerate(params):
        yield from {f"mlp_{i}W": W, f"mlp_{i}b": b}.items()
    for act in ACT:
        layers = [(tensor(W), tensor(b)) for W, b in params]
        parts = [A for pair in layers for A in pair]
        optimiser = torch.optim.SGD(parts, lr=0.1, momentum=0.8)
        for step in range(STEPS):
            optimiser.zero_grad()
            loss = torch.nn.functional.cross_entropy(logits(layers, torch.tensor(X), act), torch.tensor(y))
            loss.backward()
            if not step:
                yield f"mlp_{act}_gradient", torch.cat([A.grad.ravel() for A in parts]).clone()
            yield f"mlp_{act}_loss{step}", loss
            optimiser.step()
        yield f"mlp_{act}_trained", torch.cat([A.detach().ravel() for A in parts])


def networks(rng):
    """Logits, loss and gradients of a small convolutional network, and its parameters after some steps of Adam."""
    X, y = rng.normal(size=(3, 2, 6, 8)), np.array([1, 0, 1])
    arrays = {
        "K": rng.normal(size=(3, 2, 3, 3)),
        "c": rng.normal(size=3),
        "W": rng.normal(size=(3 * 2 * 3, 2)),
        "b": rng.normal(size=2),
    }
    yield from {"cnn_X": X, "cnn_y": y}.items()
    yield from {f"cnn_{name}": A for name, A in arrays.items()}.items()
    K, c, W, b = parts = [tensor(A) for A in arrays.values()]
    optimiser = torch.optim.Adam(parts, lr=0.01)
    for step in range(STEPS):
        optimiser.zero_grad()
        maps = torch.relu(torch.nn.functional.conv2d(torch.tensor(X), K, c))
        Z = torch.nn.functional.max_pool2d(maps, 2).flatten(1) @ W + b
        loss = torch.nn.functional.cross_entropy(Z, torch.tensor(y))
        loss.backward()
        if not step:
            yield from {"cnn_Z": Z, "cnn_gradient": torch.cat([A.grad.ravel() for A in parts]).clone()}.items()
        yield f"cnn_loss{step}", loss
        optimiser.step()
    yield "cnn_trained", torch.cat([A.detach().ravel() for A in parts])


def graphs(rng):
    """A residual connection, a gate, and weights that are used twice."""
    X, y = rng.normal(size=(4, 3)), np.array([0, 1, 2, 1])
    arrays = {"X": X, "W": rng.normal(size=(3, 3)), "V": rng.normal(size=(3, 3)), "b": rng.normal(size=3)}
    x, W, V, b = leaves = [tensor(A) for A in arrays.values()]
    hidden = torch.tanh(x @ W + b)
    gated = hidden + torch.relu(hidden @ V) * torch.sigmoid(hidden)
    loss = torch.nn.functional.cross_entropy(gated @ V + b, torch.tensor(y))
    loss.backward()
    yield from {"graph_y": y, "graph_loss": loss}.items()
    for name, leaf in zip(arrays, leaves, strict=True):
        yield from {f"graph_{name}": arrays[name], f"graph_d{name}": leaf.grad}.items()


def schedules():
    x = tensor(np.zeros(1))
    optimiser = torch.optim.SGD([x], lr=0.5)
    rates = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, T_max=10, eta_min=0.1)
    values = []
    for _ in range(11):
        values.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        rates.step()
    yield "cosine_lr", np.array(values)


def main():
    rng = np.random.default_rng(0)
    answers = {}
    for part in (convolutions, pooling, trajectories, perceptrons, networks, graphs):
        answers |= dict(part(rng))
    answers |= dict(schedules())
    arrays = {name: A.detach().numpy() if torch.is_tensor(A) else A for name, A in answers.items()}
    np.savez_compressed(ANSWERS, **arrays)
    print(f"{len(arrays)} arrays in {ANSWERS}")


if __name__ == "__main__":
    main()
