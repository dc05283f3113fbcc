"""Why a peer is ahead, or a target is not reached: said once for each family of cells."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.benchmarks.numerics.cells import SHARE


@dataclass(frozen=True)
class Reason:
    """For the (cell, side) pairs that match one of the patterns: a title, and what was found out about them."""

    title: str
    where: tuple[tuple[str, str], ...]
    why: str


REASONS = (
    Reason(
        "jax on a network of 64 neurons",
        (("mlp-64-*", "jax*"),),
        """\
A step is 16 calls of NumPy functions with momentum and 24 with Adam, 35 microseconds altogether at a batch of 32. At
some 0.4 microseconds a call before any arithmetic, 6 to 10 of them go into calling. XLA compiles the epoch into one
loop that calls nothing; at a batch of 128 the calls weigh less, and ours is ahead.""",
    ),
    Reason(
        "jax, torch and the plain version on wide networks",
        (("mlp-784-*", "jax*"), ("mlp-784-*", "torch*"), ("mlp-784-*", "plain*"), ("mlp-784-*", "scikit-learn")),
        """\
Matrix products are most of our time: from the narrowest of these networks to the widest 0.60 to 0.75 of it at a batch
of 32, 0.71 to 0.86 at 128 and 0.75 to 0.87 at 512 with momentum; 0.44 to 0.58, 0.63 to 0.72 and 0.72 to 0.84 with
Adam. They are calls of a library as good as the peers', which cannot be made cheaper; where a peer is ahead, it is in
the rest. There NumPy passes over the parameters three times for momentum, and ten times for Adam (a third of the time
at a batch of 32, a sixth at 128), where XLA and the fused optimisers of torch pass once; and between two products
each operation reads and writes the activations anew, which XLA merges into one loop. At a batch of 512 the plain
version differs from ours in a fifth of the time only.""",
    ),
    Reason(
        "Share of the peak",
        (("mlp-*", SHARE),),
        """\
The peak is that of a product of 1024 x 1024 matrices, measured right after each round; what others do on the machine
at the same time enters both. Products take 0.87 of the time of this cell.""",
    ),
    Reason(
        "SVM with the Gaussian kernel: small n, large C",
        (("svm-digits-*", "*"), ("svm-waves-*", "*")),
        """\
Ours takes as many steps as libsvm, to within 10 %: both choose the pair by second-order information. So what counts
is the time of a step. Ours is 14 calls of NumPy and Python's work on two variables, 6 to 7 microseconds at n = 500 on
top of the rows; libsvm's is one loop over the variables that have not been shrunk away, 5 to 7 microseconds, and the
fewer variables, the better for a loop without calls. At n = 500 the Gram matrix, which ours computes whole and libsvm
row by row as it needs them, is up to a third of our time. From n = 1000 of the waves vectors win: 9 to 11
microseconds a step against 11 to 13.""",
    ),
    Reason(
        "Linear SVM with the squared hinge",
        (("svm-linear-*", "*"),),
        """\
Both are Newton's method, ours with 4 to 5 steps and liblinear's with 5 to 6. Ours gains by solving for a step exactly
where theirs iterates; with 200 columns that is dear: forming the Hessian once and correcting it twice is two thirds
of the time at 2000 x 200, and the five systems of equations a quarter.""",
    ),
    Reason(
        "Gram matrix against scikit-learn and torch",
        (("gram-*", "*"),),
        """\
Half of the matrix is computed and mirrored, but the result has to be written whole: at n = 5000 in float64 the memory
that the system hands out page by page takes 22 ms, the half of the product 40, its exponentials and the cut at zero
22. These 84 ms cannot be avoided; scikit-learn takes 157 altogether, so that NumPy could be 1.9 times ahead at most.
In float32 it converts to float64 inside, and falls behind more. At n = 1000 everything fits into the cache, and all
sides differ little.""",
    ),
    Reason(
        "Kernel ridge regression at n = 500 and 5000",
        (("krr-*", "*"),),
        """\
NumPy has a Cholesky factorisation but no triangular solver, so ours is made of blocks of 64. At n = 500 these eight
blocks, with their factorisations and inverses, take 2.2 of 4.0 ms, while LAPACK's one call behind SciPy factorises in
float64 in no more. From n = 1000 the products of the blocks, in float32, are ahead of it. At n = 5000 the
factorisation is three quarters of the time.""",
    ),
    Reason(
        "Convolution with 16 channels and more",
        (("conv-[!1]-*", "*"), ("conv-[!1]?-*", "*"), ("conv-1?-*", "*")),
        """\
The products alone, of columns that are there already, take 0.75 to 0.87 of our time, which is 1.0 to 1.3 times all
that torch takes. Its library stores images in blocks of 16 channels and convolves these directly, without columns
(`jit:avx512_core` says ONEDNN_VERBOSE=1). So no arrangement of NumPy's products can be ahead here: columns for free
would bring 0.75 to 0.99.""",
    ),
    Reason(
        "Convolution of one channel",
        (("conv-1-*", "*"),),
        """\
With one channel the columns have 9 rows, too few for a product to gain by its arrangement: the plain version spends
its time on the same outputs, written once, and there is little else to save.""",
    ),
)
UNKNOWN = Reason("Not explained", (("*", "*"),), "No family above has this: measure it again, and look into it.")


def reason(cell: str, side: str) -> Reason:
    """The first that matches."""
    return next(
        each
        for each in (*REASONS, UNKNOWN)
        for cells, sides in each.where
        if fnmatchcase(cell, cells) and fnmatchcase(side, sides)
    )
