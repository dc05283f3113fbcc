"""The tables of a comparison of graders: seconds per submission, and how many times longer the peers take."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.benchmarks.clock import Cost
from tests.benchmarks.report import ratios, spread

NOTHING = "-"


@dataclass(frozen=True)
class Parts:
    """What a grader took for one submission, round by round: of a whole batch; of a further submission; to start."""

    whole: Sequence[Cost]
    marginal: Sequence[Cost] = ()
    start: Sequence[Cost] = ()

    @classmethod
    def of(cls, size: int, many: Sequence[Cost], one: Sequence[Cost] = ()) -> "Parts":
        """From the costs of batches of `size`, two or more, and of batches of 1 where there were any.

        marginal = (batch - batch of 1) / (size - 1), start = batch of 1 - marginal.
        """
        marginal = [(each - single) / (size - 1) for each, single in zip(many, one, strict=True)] if one else []
        start = [single - each for single, each in zip(one, marginal, strict=True)]
        return cls([each / size for each in many], marginal, start)

    @property
    def columns(self) -> Mapping[str, Sequence[float]]:
        """What the tables show of it."""
        return {
            "whole batch": [each.wall for each in self.whole],
            "marginal": [each.wall for each in self.marginal],
            "start-up": [each.wall for each in self.start],
            "CPU, whole batch": [each.cpu for each in self.whole],
        }


def seconds(graders: Mapping[str, Parts]) -> Iterable[Sequence[str]]:
    """A header, then a row for each grader."""
    columns = {label: parts.columns for label, parts in graders.items()}
    yield "", *next(iter(columns.values()))
    for label, each in columns.items():
        yield label, *(spread(values) if values else NOTHING for values in each.values())


def factors(peers: Mapping[str, Parts], ours: Parts, faster: Mapping[str, Parts]) -> Iterable[Sequence[str]]:
    """A header, then for each peer how many times longer it took than `ours`, and for a whole batch than `faster`."""
    yield "", *ours.columns, *faster
    for label, parts in peers.items():
        same = [spread(ratios(parts.columns[name], own)) for name, own in ours.columns.items()]
        whole = parts.columns["whole batch"]
        yield label, *same, *(spread(ratios(whole, each.columns["whole batch"])) for each in faster.values())
