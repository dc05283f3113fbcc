"""Training runs: one that was stopped, saved and continued is, to the last bit, one that was not."""

from copy import deepcopy
from functools import partial

import numpy as np
import pytest

from solutions.backpropagation import mlp_backward
from solutions.networks import init
from solutions.optimisers import OPTIMISERS
from solutions.schedules import constant, cosine, warm_up
from solutions.training import early_stop, train
from solutions.training_runs import BIT_GENERATORS, Plan, advance, has_stopped, load, save, start
from tests.solutions.calls import message

BACKWARD = partial(mlp_backward, act="tanh")
methods = pytest.mark.parametrize("method", OPTIMISERS)


def problem(bits=np.random.PCG64):
    rng = np.random.default_rng(3)
    X = rng.normal(size=(40, 3))
    y = (X[:, 0] * X[:, 1] > 0).astype(int)
    return init([3, 5, 2], "glorot", rng), np.random.Generator(bits(0)), (X[:25], y[:25]), (X[25:], y[25:])


def everything(run):
    """All that a run holds, in a form that compares to the last bit."""
    arrays = [*run.state, *(A for params in (run.params, run.best) for pair in params for A in pair)]
    numbers = [np.asarray(A).tolist() for A in arrays]
    return numbers, run.updates, run.losses, run.validation, deepcopy(run.rng).bit_generator.random_raw(5).tolist()


# --- continuing


@methods
def test_a_saved_run_continues_to_the_last_bit_as_one_that_did_not_stop(method, tmp_path):
    params, rng, seen, held = problem()
    plan = Plan(BACKWARD, 4, warm_up(cosine(0.05, 40), 5), method, patience=50)
    unbroken = advance(start(params, rng), plan, seen, 6, held)
    save(advance(start(params, rng), plan, seen, 2, held), tmp_path / "run.npz")
    save(advance(load(tmp_path / "run.npz"), plan, seen, 1, held), tmp_path / "run.npz")
    assert everything(advance(load(tmp_path / "run.npz"), plan, seen, 3, held)) == everything(unbroken)


@pytest.mark.parametrize("bits", BIT_GENERATORS.values(), ids=BIT_GENERATORS)
def test_every_generator_of_numpy_is_saved_with_its_state(bits, tmp_path):
    params, rng, seen, _ = problem(bits)
    run = advance(start(params, rng), Plan(BACKWARD, 4, constant(0.05)), seen, 1)
    run.rng.integers(0, 2, 3, np.uint32)  # leaves half a word behind in some generators
    save(run, tmp_path / "run.npz")
    assert type(load(tmp_path / "run.npz").rng.bit_generator) is bits
    assert everything(load(tmp_path / "run.npz")) == everything(run)


def test_a_run_before_its_first_epoch_is_saved_too(tmp_path):
    params, rng, *_ = problem()
    save(start(params, rng), tmp_path / "run.npz")
    assert everything(load(tmp_path / "run.npz")) == everything(start(params, rng))


def test_a_run_of_many_layers_keeps_their_order(tmp_path):
    params = [(np.full((1, 1), float(layer)), np.zeros(1)) for layer in range(12)]
    save(start(params, np.random.default_rng(0)), tmp_path / "run.npz")
    assert [float(W.item()) for W, _ in load(tmp_path / "run.npz").params] == list(range(12))


def test_advancing_leaves_the_run_and_its_generator_as_they_were():
    params, rng, seen, held = problem()
    before = deepcopy(params)
    run, plan = start(params, rng), Plan(BACKWARD, 4, constant(0.1))
    first, second = advance(run, plan, seen, 2, held), advance(run, plan, seen, 2, held)
    assert everything(first) == everything(second)
    assert everything(run) == everything(start(before, rng))
    assert everything(advance(run, plan, seen, 0, held)) == everything(run)


def test_the_run_has_copies_of_its_parameters():
    params, rng, *_ = problem()
    run = start(params, rng)
    params[0][0][:] = 0
    assert run.params[0][0].any()


def test_a_file_is_replaced_as_a_whole_or_not_at_all(tmp_path):
    params, rng, *_ = problem()
    path = tmp_path / "run"
    save(start(params, rng), path)
    broken = start(params, rng)
    object.__setattr__(broken, "state", (object(),))
    with pytest.raises(ValueError, match="allow_pickle"):
        save(broken, path)
    assert everything(load(path)) == everything(start(params, rng))


# --- what a run does


@pytest.mark.parametrize("batch", [4, 25])
def test_momentum_makes_the_steps_of_train(batch):
    params, _, seen, _ = problem()
    wanted, history = train(params, *seen, 3, batch, 0.1, 0.9, np.random.default_rng(7), "tanh")
    run = advance(start(params, np.random.default_rng(7)), Plan(BACKWARD, batch, constant(0.1)), seen, 3)
    np.testing.assert_allclose(run.losses, history, rtol=1e-12)
    for (W, b), (V, c) in zip(run.params, wanted, strict=True):
        np.testing.assert_allclose(W, V, rtol=1e-10)
        np.testing.assert_allclose(b, c, rtol=1e-10)


def test_lists_are_accepted_for_arrays():
    params, rng, seen, held = problem()
    lists = [(W.tolist(), b.tolist()) for W, b in params]
    plan = Plan(BACKWARD, 4, constant(0.1))
    listed = advance(start(lists, rng), plan, [A.tolist() for A in seen], 1, [A.tolist() for A in held])
    assert everything(listed) == everything(advance(start(params, rng), plan, seen, 1, held))


def test_validation_losses_are_those_at_the_ends_of_the_epochs():
    params, rng, seen, held = problem()
    plan, run, losses = Plan(BACKWARD, 4, constant(0.1)), start(params, rng), []
    for _ in range(3):
        run = advance(run, plan, seen, 1, held)
        losses.append(BACKWARD(run.params, *held)[0])
    assert run.validation == tuple(losses)


def test_the_schedule_counts_the_updates_of_all_epochs():
    asked = []
    params, rng, seen, _ = problem()
    plan = Plan(BACKWARD, 10, lambda t: asked.append(t) or 0.1)
    run = advance(advance(start(params, rng), plan, seen, 1), plan, seen, 1)
    assert asked == [0, 1, 2, 3, 4, 5]
    assert run.updates == 6


# --- stopping early


def overfitting():
    """Labels without a rule: the training loss falls, and the validation loss rises."""
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(30, 4)), rng.integers(0, 2, 30)
    return start(init([4, 20, 2], "glorot", rng), rng), (X[:15], y[:15]), (X[15:], y[15:])


@pytest.mark.parametrize("patience", [1, 3])
def test_the_run_stops_once_patience_is_over_and_keeps_the_best_parameters(patience):
    run, seen, held = overfitting()
    plan = Plan(BACKWARD, 5, constant(0.05), "adam", patience)
    run = advance(run, plan, seen, 100, held)
    stop, best = early_stop(run.validation, patience)
    assert stop and has_stopped(run, plan)
    assert len(run.validation) == best + 1 + patience < 100
    assert BACKWARD(run.best, *held)[0] == min(run.validation)
    assert BACKWARD(run.params, *held)[0] == run.validation[-1]


def test_a_run_that_has_stopped_stays_where_it_is_unless_patience_grows():
    run, seen, held = overfitting()
    plan = Plan(BACKWARD, 5, constant(0.05), "adam", patience=2)
    run = advance(run, plan, seen, 100, held)
    assert advance(run, plan, seen, 5, held) is run
    patient = Plan(BACKWARD, 5, constant(0.05), "adam", patience=9)
    assert len(advance(run, patient, seen, 1, held).losses) == len(run.losses) + 1


def test_without_patience_or_validation_nothing_stops_the_run():
    run, seen, held = overfitting()
    assert len(advance(run, Plan(BACKWARD, 5, constant(0.05)), seen, 30, held).losses) == 30
    blind = advance(run, Plan(BACKWARD, 5, constant(0.05), patience=1), seen, 30)
    assert (len(blind.losses), blind.validation, blind.best) == (30, (), run.best)


# --- errors


def test_errors_name_what_is_wrong():
    params, rng, seen, _ = problem()
    wanted = "rng must be a Generator, got int; np.random.default_rng(0) makes one"
    assert message(start, params, 0) == wanted
    wanted = "method must be one of plain, momentum, nesterov, rmsprop, adam, got 'sgd'; spell it as here"
    assert message(advance, start(params, rng), Plan(BACKWARD, 4, constant(1), "sgd"), seen, 1) == wanted
    wanted = "epochs must be an integer >= 0, got -1; it is the number of passes through the samples"
    assert message(advance, start(params, rng), Plan(BACKWARD, 4, constant(1)), seen, -1) == wanted
    wanted = "patience must be an integer >= 1, got 0; it is the number of epochs without an improvement"
    plan = Plan(BACKWARD, 4, constant(1), patience=0)
    assert message(advance, start(params, rng), plan, seen, 2, seen) == wanted


def files_that_hold_no_run(folder):
    params, rng, *_ = problem()
    (folder / "empty").touch()
    (folder / "text").write_text("not a run")
    np.savez(folder / "other.npz", X=np.ones(3))
    save(start(params, rng), folder / "whole")
    (folder / "cut").write_bytes((folder / "whole").read_bytes()[:-200])
    with np.load(folder / "whole") as file:
        arrays = dict(file)
    np.savez(folder / "bits.npz", **arrays | {"rng": '{"bit_generator": "default_rng"}'})
    np.savez(folder / "unnamed.npz", **arrays | {"rng": '["PCG64"]'})
    return ["empty", "text", "other.npz", "cut", "bits.npz", "unnamed.npz"]


def test_a_file_that_holds_no_run_is_named(tmp_path):
    for name in files_that_hold_no_run(tmp_path):
        got = message(load, tmp_path / name)
        assert got.startswith(f"{tmp_path / name} must hold a run, got something else (")
        assert got.endswith("); save(run, path) writes one")
