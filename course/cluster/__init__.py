"""`course grade --scheduler ADDRESS`: a class graded by the workers of a dask cluster, past one machine.

Theory of operation. The coordinator, `course grade`, finds submissions and looks up what stands; what is left it deals
out in batches, as bytes, to the workers of the scheduler (`coordinator`, by the rules in `dealing`). Of each worker it
first asks by what results would be decided there, and sends nothing where that differs. On a worker an annexe of the
hall, a process of its own that comes up once for a run (`annexe`), marks what comes through a pipe; what dask calls
there only passes things on (`worker`). Markings come back, and the coordinator alone makes results of them, by the code
that makes those of a run on one machine.

A worker that is lost, or does not answer, is left; what it had is dealt out again, one by one, and at last alone.
"""


class ClusterLost(Exception):  # noqa: N818  it reads as what happened
    """The run cannot go on: scheduler or workers are lost. What is graded is kept, and the message says the rest."""
