import numpy as np


def right_hint(x, v, g, lr, beta):
    v = beta * v + g
    return x - lr * v, v


def right_floats(x, v, g, lr, beta):
    x, v, g = (np.asarray(a, dtype=float) for a in (x, v, g))
    velocity = g + beta * v
    return x + (-lr) * velocity, velocity


def right_entry_by_entry(x, v, g, lr, beta):
    new_x, new_v = np.empty(np.shape(x)), np.empty(np.shape(x))
    for place in np.ndindex(np.shape(x)):
        new_v[place] = beta * v[place] + g[place]
        new_x[place] = x[place] - lr * new_v[place]
    return new_x, new_v


def right_copies_in_place(x, v, g, lr, beta):
    x, v = np.array(x, dtype=float), np.array(v, dtype=float)
    v *= beta
    v += g
    x -= lr * v
    return x, v


def right_ufuncs(x, v, g, lr, beta):
    new_v = np.add(np.multiply(beta, v), g)
    return np.subtract(x, np.multiply(lr, new_v)), new_v


def right_einsum(x, v, g, lr, beta):
    new_v = np.einsum("k,k...->...", np.array([beta, 1.0]), np.stack([v, g]).astype(float))
    return x - lr * new_v, new_v


def right_one_matrix(x, v, g, lr, beta):
    # (x, v) -> A (x, v, g)
    A = np.array([[1, -lr * beta, -lr], [0, beta, 1.0]])
    new = A @ np.stack([np.ravel(x), np.ravel(v), np.ravel(g)]).astype(float)
    return new[0].reshape(np.shape(x)), new[1].reshape(np.shape(x))


def right_expanded(x, v, g, lr, beta):
    return x - lr * g - lr * beta * v, g + beta * v


def right_list_of_numbers(x, v, g, lr, beta):
    shape = np.shape(x)
    velocities = [beta * a + b for a, b in zip(np.ravel(v).tolist(), np.ravel(g).tolist())]
    points = [a - lr * b for a, b in zip(np.ravel(x).tolist(), velocities)]
    return np.array(points).reshape(shape), np.array(velocities).reshape(shape)


def right_recursion_over_axes(x, v, g, lr, beta):
    def step(a, b, c):
        if np.ndim(a) == 0:
            new = beta * float(b) + float(c)
            return float(a) - lr * new, new
        parts = [step(*row) for row in zip(a, b, c)]
        return [p for p, _ in parts], [q for _, q in parts]

    new_x, new_v = step(x, v, g)
    return np.array(new_x, float).reshape(np.shape(x)), np.array(new_v, float).reshape(np.shape(x))


def right_vectorize(x, v, g, lr, beta):
    new_v = np.vectorize(lambda a, b: float(beta * a + b), otypes=[float])(v, g)
    return np.vectorize(lambda a, b: float(a - lr * b), otypes=[float])(x, new_v), new_v


def right_careful(x, v, g, lr, beta):
    x, v, g = np.array(x, float), np.array(v, float), np.array(g, float)
    assert x.shape == v.shape == g.shape
    assert lr >= 0 and 0 <= beta < 1
    velocity = np.zeros_like(x)
    velocity += beta * v
    velocity += g
    position = x.copy()
    position -= lr * velocity
    return position, velocity


def right_walrus(x, v, g, lr, beta):
    return np.asarray(x) - lr * (u := beta * np.asarray(v) + np.asarray(g)), u


def right_displacement(x, v, g, lr, beta):
    # the displacement is scaled, the velocity is not
    velocity = np.sum([np.multiply(v, beta), np.multiply(g, 1.0)], axis=0)
    displacement = np.negative(np.multiply(velocity, lr))
    return np.sum([np.multiply(x, 1.0), displacement], axis=0), velocity


def wrong_mean(x, v, g, lr, beta):
    """DESERVES: v is a sum of gradients, not a mean: the newest has the weight 1, not 1 - beta
    PART: yes
    BREAKS: the newest has the weight 1, at momentum_step([0.0], [0.0], [1.0], 1.0, 0.5)
    """
    v = beta * v + (1 - beta) * g
    return x - lr * v, v


def wrong_old_velocity(x, v, g, lr, beta):
    """DESERVES: x moves by the new velocity, yours by the old one
    PART: yes
    BREAKS: x moves by -lr times the new v, at momentum_step([0.0], [0.0], [1.0], 1.0, 0.5)
    """
    return x - lr * v, beta * v + g


def wrong_velocity_is_a_step(x, v, g, lr, beta):
    """DESERVES: your v has -lr in it: a sum of steps, not of gradients
    PART: yes
    BREAKS: v is the sum of all gradients so far, at momentum_step([0.0], [0.0], [1.0], 0.5, 0.5)
    """
    v = beta * v - lr * g
    return x + v, v


def wrong_velocity_has_lr(x, v, g, lr, beta):
    """DESERVES: your v has lr in it: x is right as long as lr stays, v is not
    PART: yes
    BREAKS: v is the sum of all gradients so far, at momentum_step([0.0], [0.0], [1.0], 0.5, 0.5)
    """
    v = beta * v + lr * g
    return x - v, v


def wrong_sign_of_memory(x, v, g, lr, beta):
    """DESERVES: the old velocity is added, you subtract it
    PART: no
    BREAKS: the weight beta^k, at momentum_step([0.0], [1.0], [0.0], 1.0, 0.5)
    """
    v = g - beta * v
    return x - lr * v, v


def wrong_uphill(x, v, g, lr, beta):
    """DESERVES: minus: downhill is against the velocity
    PART: yes
    BREAKS: x moves by -lr times the new v, at momentum_step([0.0], [0.0], [1.0], 1.0, 0.5)
    """
    v = beta * v + g
    return x + lr * v, v


def wrong_nesterov(x, v, g, lr, beta):
    """DESERVES: x moves by g + beta v_new: that is Nesterov's step
    PART: yes
    BREAKS: x moves by -lr times the new v, at momentum_step([0.0], [0.0], [1.0], 1.0, 0.5)
    """
    v = beta * v + g
    return x - lr * (g + beta * v), v


def wrong_order(x, v, g, lr, beta):
    """DESERVES: first x, then v
    PART: yes
    BREAKS: One step (x, v), at momentum_step([1.0], [0.0], [0.0], 1.0, 0.5)
    """
    v = beta * v + g
    return v, x - lr * v


def wrong_memory_of_all(x, v, g, lr, beta):
    """DESERVES: beta (v + g) gives the newest gradient the weight beta
    PART: yes
    BREAKS: the newest has the weight 1, at momentum_step([0.0], [0.0], [1.0], 1.0, 0.5)
    """
    v = beta * (v + g)
    return x - lr * v, v


def wrong_newest_damped(x, v, g, lr, beta):
    """DESERVES: beta belongs to the old velocity, not to the gradient
    PART: no
    BREAKS: the newest has the weight 1, at momentum_step([0.0], [0.0], [1.0], 1.0, 0.5)
    """
    v = v + beta * g
    return x - lr * v, v


def wrong_never_forgets(x, v, g, lr, beta):
    """DESERVES: beta is missing: all gradients keep the weight 1
    PART: no
    BREAKS: one that is k steps old has the weight beta^k, at momentum_step([0.0], [1.0], [0.0], 1.0, 0.5)
    """
    v = v + g
    return x - lr * v, v


def wrong_no_memory(x, v, g, lr, beta):
    """DESERVES: the old velocity is forgotten: this is plain gradient descent
    PART: no
    BREAKS: the sum of all gradients so far, at momentum_step([0.0], [1.0], [0.0], 1.0, 0.5)
    """
    return x - lr * g, g * 1.0


def wrong_x_in_place(x, v, g, lr, beta):
    """DESERVES: x -= ... changes the caller's point
    PART: yes
    BREAKS: a function leaves its arrays as they were, at momentum_step([0.0], [0.0], [1.0], 1.0, 0.5)
    """
    v = beta * v + g
    if x.dtype.kind != "f":
        x = x.astype(float)
    x -= lr * v
    return x, v


def wrong_v_in_place(x, v, g, lr, beta):
    """DESERVES: v *= beta changes the caller's velocity
    PART: yes
    BREAKS: a function leaves its arrays as they were, at momentum_step([0.0], [1.0], [1.0], 1.0, 0.5)
    """
    if v.dtype.kind != "f":
        v = v.astype(float)
    v *= beta
    v += g
    return x - lr * v, v


def wrong_integers(x, v, g, lr, beta):
    """DESERVES: the new velocity has the type of g: with integers it is cut
    PART: yes
    BREAKS: x, v and g may hold integers, at momentum_step([0], [1], [0], 1.0, 0.5)
    """
    new_v = np.empty_like(g)
    new_v[...] = beta * v + g
    return x - lr * new_v, new_v


def wrong_integer_point(x, v, g, lr, beta):
    """DESERVES: the new point has the type of x: with integers it is cut
    PART: yes
    BREAKS: x may hold integers, at momentum_step([0], [0.0], [1.0], 0.5, 0.5)
    """
    v = beta * v + g
    return (x - lr * v).astype(x.dtype), v


def wrong_one_velocity(x, v, g, lr, beta):
    """DESERVES: each coordinate has a velocity of its own: no mean over the entries
    PART: no
    BREAKS: x, v and g have one shape, at momentum_step([0.0, 0.0], [0.0, 0.0], [1.0, 0.0], 1.0, 0.5)
    """
    v = beta * v + np.mean(g)
    return x - lr * v, v


def wrong_vectors_only(x, v, g, lr, beta):
    """DESERVES: any shape is allowed: your loop makes a vector of the first axis and fails for a single number
    PART: yes
    BREAKS: one shape, any, at momentum_step(np.array(0.0), np.array(0.0), np.array(1.0), 1.0, 0.5)
    """
    new_v = np.array([beta * v[i] + g[i] for i in range(len(x))])
    return np.array([x[i] - lr * new_v[i] for i in range(len(x))]), new_v


def wrong_flat(x, v, g, lr, beta):
    """DESERVES: the results must have the shape of x, yours are flat
    PART: yes
    BREAKS: one shape, any, at momentum_step([[0.0]], [[0.0]], [[1.0]], 1.0, 0.5)
    """
    v = beta * np.ravel(v) + np.ravel(g)
    return np.ravel(x) - lr * v, v


def wrong_row(x, v, g, lr, beta):
    """DESERVES: for a single number atleast_1d makes (1,) of the shape ()
    PART: yes
    BREAKS: one shape, any, at momentum_step(np.array(0.0), np.array(0.0), np.array(1.0), 1.0, 0.5)
    """
    x, v, g = np.atleast_1d(x), np.atleast_1d(v), np.atleast_1d(g)
    v = beta * v + g
    return x - lr * v, v


def wrong_single_precision(x, v, g, lr, beta):
    """DESERVES: single precision is right to 1e-7, and 1e-9 is asked
    PART: yes
    BREAKS: right to 1e-9, at momentum_step([0.1], [0.0], [0.0], 1.0, 0.5)
    """
    x, v, g = (np.asarray(a, np.float32) for a in (x, v, g))
    v = np.float32(beta) * v + g
    return (x - np.float32(lr) * v).astype(float), v.astype(float)


def wrong_displacement_not_scaled(x, v, g, lr, beta):
    """DESERVES: lr multiplies all of the new velocity, the memory too: yours multiplies g alone
    PART: yes
    BREAKS: x moves by -lr times the new v, at momentum_step([0.0], [1.0], [0.0], 0.5, 0.5)
    """
    return x - lr * g - beta * v, beta * v + g


def wrong_velocity_not_returned(x, v, g, lr, beta):
    """DESERVES: the old v comes back: the next step needs the new one
    PART: yes
    BREAKS: One step (x, v), at momentum_step([0.0], [0.0], [1.0], 1.0, 0.5)
    """
    return x - lr * (beta * v + g), v


def wrong_gradient_zero_keeps(x, v, g, lr, beta):
    """DESERVES: where g is 0 the velocity still carries x on, and shrinks: you leave such entries out
    PART: yes
    BREAKS: after each step the sum with weights beta^k, at momentum_step([0.0], [1.0], [0.0], 1.0, 0.5)
    """
    new_v = np.where(g == 0, v, beta * v + g) * 1.0
    return x - lr * np.where(g == 0, 0, new_v), new_v


def wrong_memory_in_the_function(x, v, g, lr, beta):
    """DESERVES: you keep the velocity in a global variable: a second run starts with that of the first
    PART: no
    BREAKS: v is what is given, at momentum_step([0.0], [0.0], [1.0], 1.0, 0.5) called twice
    """
    kept = globals().get("velocity", 0.0)
    if np.shape(kept) != np.shape(x):
        kept = np.zeros(np.shape(x))
    new_v = beta * kept + g
    globals()["velocity"] = new_v
    return x - lr * new_v, new_v


def wrong_beta_squared(x, v, g, lr, beta):
    """DESERVES: one step multiplies the old velocity by beta once; you do so in v and once more in x
    PART: yes
    BREAKS: x moves by -lr times the new v, at momentum_step([0.0], [1.0], [0.0], 1.0, 0.5)
    """
    v = beta * v
    new_v = v + g
    return x - lr * (beta * v + g), new_v


def wrong_nothing_without_a_step(x, v, g, lr, beta):
    """DESERVES: with lr = 0 the point stays, but the velocity changes all the same
    PART: yes
    BREAKS: lr >= 0; after each step v is the sum, at momentum_step([0.0], [0.0], [1.0], 0.0, 0.5)
    """
    if lr == 0:
        return np.array(x, float), np.array(v, float)
    v = beta * v + g
    return x - lr * v, v


def wrong_velocity_from_points(x, v, g, lr, beta):
    """DESERVES: the new velocity from the points, (x - new) / lr, loses what round-off takes, and is 0/0 for lr = 0
    PART: yes
    BREAKS: lr >= 0, at momentum_step([0.0], [0.0], [1.0], 0.0, 0.5)
    """
    new = x - lr * (beta * v + g)
    with np.errstate(all="ignore"):
        return new, (x - new) / np.float64(lr)
