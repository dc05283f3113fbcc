"""The examiner: mark schemes, the process that runs submissions, verdicts and feedback.

This package offers what the author of a mark scheme needs; see `checks/` for examples::

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
from autograder.scheme.draws import Draw
from autograder.scheme.exercises import alternate, exercise, misconception, weight
from autograder.scheme.forall import forall

__all__ = ["Draw", "alternate", "exercise", "expect", "forall", "misconception", "weight"]
