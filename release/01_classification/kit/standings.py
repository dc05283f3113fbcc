"""The rows of the league table, as `python -m course.league` measured them: the fields of `league.Row`."""

ROWS: list[tuple[int, str, str, float, float, float, int, int, int]] = [
    (1, "nearest class mean", "", 0.8538, 0.8834, 0.0, 45, 45, 640),
    (7, "linear machine", "C = 0.1", 0.9026, 0.9223, 0.0, 30, 30, 650),
    (13, "nearest neighbour", "", 0.9462, 0.9637, 0.0, 14, 14, 65344),
]
