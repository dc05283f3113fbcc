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
        "scikit-learn on a network of 64 neurons",
        (("mlp-64-*", "scikit-learn"),),
        """\
Its step takes from 0.2 to 0.3 ms with batches of 32 as with batches of 128, most of it in its Python code, so that its
lag shrinks as batches grow: ours takes 37 microseconds at 32 and 56 at 128, half of these in products.""",
    ),
    Reason(
        "jax, torch and the plain version on wide networks",
        (("mlp-784-*", "jax*"), ("mlp-784-*", "torch*"), ("mlp-784-*", "plain*"), ("mlp-784-*", "scikit-learn")),
        """\
Matrix products are most of our time: from the narrowest of these networks to the widest 0.60 to 0.75 of it at a batch
of 32, 0.71 to 0.86 at 128 and 0.75 to 0.87 at 512 with momentum; 0.44 to 0.58, 0.63 to 0.72 and 0.72 to 0.84 with
Adam. Those of OpenBLAS are slower than XLA's where one side is short: 60 GFlop/s with 1024 columns at a batch of 32,
where XLA has 75 to 100 and torch 60 to 86; from 128 on they are 84 to 96, 91 to 102 and 82 to 91. In the rest NumPy
passes over the parameters three times for momentum, and ten times for Adam (a third of the time at a batch of 32, a
sixth at 128), where compiled code and the fused optimiser of torch can pass once; and between two products each
operation reads and writes the activations anew. At a batch of 512 the plain version differs from ours in a fifth of
the time only.""",
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
Ours takes as many steps as libsvm, to within 10 %, both choosing their pairs by second-order information, so that
what counts is the time of a step. Ours has eight vector operations and Python's work on two variables, 5 to 7
microseconds at n = 500 without the rows; libsvm's is one compiled loop over the variables that it has not put aside,
4.5 to 7 microseconds with them. The Gram matrix is a fifth of our time at n = 500. As n grows, vectors win: 9 against
11 microseconds at n = 1000 of the waves. At C = 1 libsvm's rows are shared by fewer steps, which take it 11
microseconds at n = 500, and ours is ahead from n = 1000. Newton's method on the free variables, once their set had
settled, was tried: it needs between a third and two thirds of the steps, but its systems take about what these save,
for 0.95 to 1.25 times the speed on digits at C >= 10 and 0.7 to 1 elsewhere.""",
    ),
    Reason(
        "Linear SVM with the squared hinge",
        (("svm-linear-*", "*"),),
        """\
Both are Newton's method, ours with 4 to 5 steps and liblinear's with 5 to 6, so that there is little to be ahead by
where a step of ours is dear. With 200 columns it is: sums of outer products for the Hessian take 0.5 of the time at
2000 x 200, the systems of equations 0.25, which liblinear replaces by conjugate gradients. With 64 columns the
systems take 0.1. A first Hessian from a quarter of the samples was tried: it costs as much in a further step as it
saves.""",
    ),
    Reason(
        "Gram matrix against scikit-learn and torch",
        (("gram-*", "*"),),
        """\
Half of the matrix is computed and mirrored, but the result has to be written whole. At n = 5000 in float64 the
memory, which the system hands out page by page, takes 22 ms, the products of the half 40, its exponentials and the
cut at zero 22; of these 84 ms NumPy can spare nothing. Scikit-learn takes 157 altogether, so that NumPy can be 1.9
times ahead at most; ours takes 120. In float32 scikit-learn computes in float64 and is twice as slow as ours. Slabs
of 32 to 256 rows in place of tiles were tried: 1.1 times as fast up to n = 1000, 0.95 to 1 from n = 2000. At n = 1000
and in float32 ours takes some 3 ms, 1.1 of them for products that torch needs as well.""",
    ),
    Reason(
        "Kernel ridge regression at n = 500",
        (("krr-500-*", "*"),),
        """\
NumPy has a Cholesky factorisation but no triangular solver, so ours is made of blocks of 64. At n = 500 these eight
blocks, with their factorisations and inverses, take 2.2 of 4.0 ms, where SciPy's side takes 3.5 altogether, its
factorisation, in float64, being one call of LAPACK. From n = 1000 the products of the blocks, in float32, are ahead
of it.""",
    ),
    Reason(
        "Convolution of one channel",
        (("conv-1-*", "*"),),
        """\
Against torch and jax the target is met. The plain version leaves its outputs a transposed view of what the product
has written; ours are copied into the order that they are promised in. With 32 kernels the outputs are 32 times as
large as the images, products take half of our time, and they are the same in both.""",
    ),
    Reason(
        "Convolution with 16 channels and more",
        (("conv-*", "*"),),
        """\
The products alone, of columns that are there already, take 0.75 to 0.87 of our time, which is 1.0 to 1.3 times all
that torch takes. Its library stores images in blocks of 16 channels and convolves these directly, without columns
(`jit:avx512_core` says ONEDNN_VERBOSE=1). So no arrangement of NumPy's products can be ahead here: columns for free
would bring 0.75 to 0.99.""",
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
