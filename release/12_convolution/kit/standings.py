"""The rows of the league table, as `python -m course.league` measured them: the fields of `table.Row`."""

ROWS: list[tuple[int, str, str, float, float, float, int, int, int]] = [
    (1, "nearest class mean", "", 0.8538, 0.8834, 0.0, 45, 45, 640),
    (5, "softmax of one layer", "epoch", 0.8938, 0.9277, 0.0041, 26, 31, 650),
    (6, "ten perceptrons of Rosenblatt", "", 0.8385, 0.9171, 0.0, 32, 32, 650),
    (7, "linear machine", "C = 0.1", 0.9026, 0.9223, 0.0, 30, 30, 650),
    (8, "kernel ridge, Gaussian", "gamma = 0.2, lam = 0.1", 0.9564, 0.9715, 0.0, 11, 11, 10210),
    (9, "kernel machine, Gaussian", "gamma = 0.2, C = 1", 0.9564, 0.9534, 0.0, 18, 18, 1132),
    (11, "network with one hidden layer", "width 128, epoch", 0.9026, 0.9332, 0.009, 21, 29, 9610),
    (12, "convolutional network", "epoch", 0.93, 0.9578, 0.0109, 11, 24, 2730),
    (13, "the same, moved copies too", "epoch", 0.9528, 0.971, 0.0079, 7, 14, 2730),
    (13, "nearest neighbour", "", 0.9462, 0.9637, 0.0, 14, 14, 65344),
]
