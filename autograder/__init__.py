"""The examiner: mark schemes, the process that runs submissions, verdicts and feedback.

This package offers what the author of a mark scheme needs; see `checks/` for examples.

`student.softmax(Z)` calls the student's function with plain values: numbers, strings, arrays, and lists, tuples
and dicts of them. Besides,

- a function may be passed, as in `student.gradcheck(f, g, x, h)`. It runs on our side each time the student's code
  calls it: arguments arrive as plain values, an exception is raised in the student's code, and a failed `expect`
  inside fails the check. It can be called during that one call only, 10 000 times at most. To count its
  calls, let it count: `def f(x): calls.append(x); return ...`;
- a function that comes back can be called like any other: `step = student.make_step(lr)`, then `step(x)`;
- `student.rng(seed)` passes a random generator: `student.init(widths, student.rng(seed), "he")`.

That arguments are left as they were is a rule for all exercises, with a point of its own: no check need look at it.

`requires=(accuracy,)` beside `reference` names functions of earlier exercises that an answer may build on: where one
of them is wrong, the checks run again with a right one in its place, and the better run counts.

`@practice` marks the one or two checks of an exercise that students can run themselves: the build releases them.

An exercise that asks for inputs on which wrong functions show themselves is made of `catches` and `wrong`; see
`scheme.catch`. One whose function is timed, for a bonus, has `timed` beside it; see `scheme.speed`.

An example::

    @exercise(reference=softmax)
    class TestSoftmax:
        @weight(2)
        @forall(logits)
        def test_rows_sum_to_one(self, student, Z):
            \"\"\"Each row of P sums to 1.\"\"\"
            P = expect.array(student.softmax(Z), "softmax(Z)")
            expect.close(P.sum(axis=1), np.ones(len(Z)), "the row sums of softmax(Z)")
"""

from autograder.scheme import expect
from autograder.scheme.catch import catches, wrong
from autograder.scheme.draws import Draw
from autograder.scheme.exercises import alternate, exercise, misconception, practice, weight
from autograder.scheme.forall import forall
from autograder.scheme.slips import slip
from autograder.scheme.speed import timed

__all__ = [
    "Draw",
    "alternate",
    "catches",
    "exercise",
    "expect",
    "forall",
    "misconception",
    "practice",
    "slip",
    "timed",
    "weight",
    "wrong",
]
