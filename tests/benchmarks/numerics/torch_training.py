"""Training with PyTorch, as its tutorials have it: eager, with fused optimisers, and compiled."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

if TYPE_CHECKING:
    from tests.benchmarks.numerics.training import Task

torch.set_num_threads(1)


def sides(task: "Task") -> Mapping[str, Callable[[], Any]]:
    """The forms in which one would use it."""
    X, y = torch.from_numpy(task.X), torch.from_numpy(task.y)
    found = {
        "torch": lambda: _train(task, X, y, fused=False, wrap=None),
        "torch, fused optimiser": lambda: _train(task, X, y, fused=True, wrap=None),
    }
    if task.widths[0] == 64 and (task.optimiser, task.batch) == ("sgd", 32):  # one cell shows that it does not help
        compiled = _Compiled(task)
        found["torch, compiled and fused"] = lambda: _train(task, X, y, fused=True, wrap=compiled)
    return found


def _model(task: "Task") -> nn.Sequential:
    layers: list[nn.Module] = []
    for W, b in task.params:
        layer = nn.Linear(*W.shape)
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(W.T))
            layer.bias.copy_(torch.from_numpy(b))
        layers += [layer, nn.ReLU()]
    return nn.Sequential(*layers[:-1])


class _Compiled:
    """Compiled once, and not in the time that is measured: the loss of a model whose parameters are set anew."""

    def __init__(self, task: "Task") -> None:
        self.model = _model(task)
        self.start = [p.detach().clone() for p in self.model.parameters()]
        self.loss = torch.compile(lambda x, y: nn.functional.cross_entropy(self.model(x), y))

    def fresh(self) -> nn.Sequential:
        with torch.no_grad():
            for p, start in zip(self.model.parameters(), self.start, strict=True):
                p.copy_(start)
        return self.model


def _train(task: "Task", X: torch.Tensor, y: torch.Tensor, fused: bool, wrap: _Compiled | None) -> list[float]:
    model = wrap.fresh() if wrap else _model(task)
    loss_of = wrap.loss if wrap else lambda x, t: nn.functional.cross_entropy(model(x), t)
    settings: dict[str, Any] = {"lr": task.lr, "fused": fused}
    if task.optimiser == "sgd":
        optimiser: torch.optim.Optimizer = torch.optim.SGD(model.parameters(), momentum=0.9, **settings)
    else:
        optimiser = torch.optim.Adam(model.parameters(), **settings)
    history = []
    for order in task.orders:
        total = torch.zeros(())
        index = torch.from_numpy(order)
        X_in_order, y_in_order = X[index], y[index]  # once, which is faster than for each batch
        for x, t in zip(X_in_order.split(task.batch), y_in_order.split(task.batch), strict=True):
            optimiser.zero_grad()
            loss = loss_of(x, t)
            loss.backward()
            optimiser.step()
            total += loss.detach() * len(t)
        history.append(float(total) / len(X))
    return history
