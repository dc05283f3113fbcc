"""A training run that stops early, and that can be saved and continued: to the last bit as if it had never stopped.

A Run holds all that the next update depends on and that changes: parameters, the memory of the optimiser, the number of
updates (the schedule's time), the losses so far, and the random generator. A Plan holds what does not change. `advance`
is a function of both: it leaves the run it gets as it was, its generator included, and returns the next one.

Parameters are a list of pairs of arrays of any shapes, (W, b) or (K, c), so that any network of the course will do.
"""

import json
import os
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from solutions import calls, require
from solutions.gradient_descent import epoch_batches
from solutions.networks import Params
from solutions.optimisers import NEW, OPTIMISERS, State
from solutions.schedules import Schedule
from solutions.tangent_kernel import flat
from solutions.training import early_stop

BIT_GENERATORS = {
    "MT19937": np.random.MT19937,
    "PCG64": np.random.PCG64,
    "PCG64DXSM": np.random.PCG64DXSM,
    "Philox": np.random.Philox,
    "SFC64": np.random.SFC64,
}


@dataclass(frozen=True)
class Plan:
    """How to train; a run that is continued under the same plan ends where an unbroken one ends.

    backward(params, X, y) -> (loss, grads) is the mean loss over its samples and its gradient, in the structure of
    params. schedule(t) is the step size of update t, counted from 0 over all epochs; method is one of OPTIMISERS.
    The run stops once `patience` epochs have brought no lower validation loss; None: never.
    """

    backward: Callable[[Params, np.ndarray, np.ndarray], tuple[float, Params]]
    batch: int
    schedule: Schedule
    method: str = "momentum"
    patience: int | None = None


@dataclass(frozen=True)
class Run:
    """Where a training run stands, between two epochs.

    losses and validation have an entry for each epoch: the mean loss over the training samples, each under the
    parameters before its batch's step, and the validation loss at the end; best are the parameters that had the lowest.
    Without validation samples, validation stays empty, best the start, and nothing stops the run early.
    """

    params: Params
    best: Params
    rng: np.random.Generator
    state: State = NEW
    updates: int = 0
    losses: tuple[float, ...] = ()
    validation: tuple[float, ...] = ()


def start(params: Params, rng: np.random.Generator) -> Run:
    """A run before its first epoch, from these parameters, with a copy of the generator rng."""
    require.rng(rng)
    params = _unravel(flat(params), params)
    return Run(params, params, deepcopy(rng))


@calls.descent("schedule", "let it return smaller steps")
@calls.python_scalars
def advance(
    run: Run,
    plan: Plan,
    train: tuple[np.ndarray, np.ndarray],
    epochs: int,
    validation: tuple[np.ndarray, np.ndarray] | None = None,
) -> Run:
    """The run `epochs` epochs later, or fewer if its losses on the validation samples say that it is to stop.

    ValueError unless the method is one of OPTIMISERS, epochs >= 0, and for what backward and early_stop refuse.
    """
    require.choice(plan.method, OPTIMISERS, "method")
    require.integer(epochs, "epochs", 0, "the number of passes through the samples")
    for _ in range(epochs):
        if has_stopped(run, plan):
            break
        run = _epoch(run, plan, *train)
        run = run if validation is None else _validated(run, plan, *validation)
    return run


def has_stopped(run: Run, plan: Plan) -> bool:
    """Whether the run has been without a lower validation loss for as long as the plan has patience."""
    return plan.patience is not None and len(run.validation) > 0 and early_stop(run.validation, plan.patience)[0]


def _epoch(run: Run, plan: Plan, X: np.ndarray, y: np.ndarray) -> Run:
    X, y = np.asarray(X), np.asarray(y)
    rng, x, state, updates = deepcopy(run.rng), flat(run.params), run.state, run.updates
    total = 0.0
    for idx in epoch_batches(len(X), plan.batch, rng):

        def grad(x: np.ndarray, idx: np.ndarray = idx) -> np.ndarray:
            nonlocal total
            loss, grads = plan.backward(_unravel(x, run.params), X[idx], y[idx])
            total += loss * len(idx)
            return flat(grads)

        x, state = OPTIMISERS[plan.method](x, state, grad, plan.schedule(updates))
        updates += 1
    losses = (*run.losses, total / len(X))
    return replace(run, params=_unravel(x, run.params), rng=rng, state=state, updates=updates, losses=losses)


def _validated(run: Run, plan: Plan, X: np.ndarray, y: np.ndarray) -> Run:
    loss, _ = plan.backward(run.params, X, y)
    lowest = loss < min(run.validation, default=np.inf)
    return replace(run, validation=(*run.validation, loss), best=run.params if lowest else run.best)


def save(run: Run, path: str | Path) -> None:
    """Write the run, without pickles, to the .npz file at `path`; an old file there is replaced when all is written."""
    arrays: dict[str, Any] = {
        "rng": json.dumps(run.rng.bit_generator.state, default=np.ndarray.tolist),
        "updates": run.updates,
        "losses": np.array(run.losses, float),
        "validation": np.array(run.validation, float),
    }
    arrays |= {f"state_{i}": part for i, part in enumerate(run.state)}
    for name, params in [("params", run.params), ("best", run.best)]:
        arrays |= {f"{name}_{layer}_{i}": A for layer, pair in enumerate(params) for i, A in enumerate(pair)}
    path = Path(path)
    half = path.with_name(path.name + ".part")
    with half.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
    os.replace(half, path)


def load(path: str | Path) -> Run:
    """The run that `save` has written to the file at `path`. ValueError if the file holds none."""
    try:
        with Path(path).open("rb") as file, np.load(file) as saved:
            arrays = dict(saved)
        return Run(
            params=_pairs(arrays, "params"),
            best=_pairs(arrays, "best"),
            rng=_generator(json.loads(str(arrays["rng"]))),
            state=tuple(arrays[f"state_{i}"] for i in range(sum(name.startswith("state_") for name in arrays))),
            updates=int(arrays["updates"]),
            losses=tuple(arrays["losses"].tolist()),
            validation=tuple(arrays["validation"].tolist()),
        )
    except (ValueError, KeyError, TypeError, BadZipFile, EOFError) as error:
        raise ValueError(f"{path} must hold a run, got something else ({error}); save(run, path) writes one") from error


def _pairs(arrays: dict[str, np.ndarray], name: str) -> Params:
    layers = sum(key.startswith(f"{name}_") for key in arrays) // 2
    return [(arrays[f"{name}_{layer}_0"], arrays[f"{name}_{layer}_1"]) for layer in range(layers)]


def _generator(state: dict[str, object]) -> np.random.Generator:
    bits = BIT_GENERATORS[str(state["bit_generator"])]()
    bits.state = state
    return np.random.Generator(bits)


def _unravel(x: np.ndarray, like: Params) -> Params:
    """The vector x as parameters of the shapes of `like`."""
    parts = iter(np.split(x, np.cumsum([np.size(A) for pair in like for A in pair])[:-1]))
    return [(next(parts).reshape(np.shape(W)), next(parts).reshape(np.shape(b))) for W, b in like]
