import numpy as np


def right_two_candidates(c0, c1, noise, N):
    root = min((c0 * noise / c1) ** 0.5, float(N))
    low = min(max(int(root), 1), N)
    high = min(low + 1, N)
    return min(low, high, key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def right_bisection(c0, c1, noise, N):
    # the first B from which the price does not fall any more
    low, high = 1, N
    while low < high:
        B = (low + high) // 2
        if c1 * B * (B + 1) >= c0 * noise:
            high = B
        else:
            low = B + 1
    return low


def right_closed_form(c0, c1, noise, N):
    # c1 B (B + 1) >= c0 noise
    r = c0 * noise / c1
    B = int(np.ceil(min((np.sqrt(1 + 4 * r) - 1) / 2, N)))
    return min(max(B, 1), N)


def right_ternary_search(c0, c1, noise, N):
    def price(B):
        return (c0 + c1 * B) * (1 + noise / B)

    low, high = 1, N
    while high - low > 2:
        a, b = low + (high - low) // 3, high - (high - low) // 3
        if price(a) <= price(b):
            high = b
        else:
            low = a
    return min(range(low, high + 1), key=price)


def right_recursion(c0, c1, noise, N):
    def first(low, high):
        if low == high:
            return low
        middle = (low + high) // 2
        falls = c1 * middle < c0 * noise / (middle + 1)
        return first(middle + 1, high) if falls else first(low, middle)

    return first(1, N)


def right_fractions(c0, c1, noise, N):
    from fractions import Fraction
    from math import isqrt

    r = Fraction(c0) * Fraction(noise) / Fraction(c1)
    B = max(1, min(N, isqrt(int(r))))
    price = lambda B: (Fraction(c0) + Fraction(c1) * B) * (1 + Fraction(noise) / B)
    return min((b for b in (B - 1, B, B + 1) if 1 <= b <= N), key=price)


def right_neighbourhood(c0, c1, noise, N):
    centre = int(min(np.sqrt(c0) * np.sqrt(noise) / np.sqrt(c1), N))
    candidates = np.clip(np.arange(centre - 3, centre + 4), 1, N)
    price = (c0 + c1 * candidates) * (1 + noise / candidates)
    return int(candidates[np.argmin(price)])


def right_doubling(c0, c1, noise, N):
    def rises(B):
        return c1 * B * (B + 1) >= c0 * noise

    top = 1
    while top < N and not rises(top):
        top *= 2
    low, high = max(top // 2, 1), min(top, N)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if rises(middle) else (middle + 1, high)
    return low


def right_bit_by_bit(c0, c1, noise, N):
    # the largest B < N from which the price still falls, then one more
    B = 0
    for power in range(int(N).bit_length(), -1, -1):
        larger = B + 2**power
        if larger < N and c1 * larger * (larger + 1) < c0 * noise:
            B = larger
    return B + 1


def right_newton(c0, c1, noise, N):
    r = c0 * noise / c1
    if r <= 1:
        return 1
    B = max(r, 1.0)
    for _ in range(2000):
        better = (B + r / B) / 2
        if better >= B:
            break
        B = better
    B = int(min(B, N))
    price = {b: (c0 + c1 * b) * (1 + noise / b) for b in {B, min(B + 1, N)}}
    return min(price, key=price.get)


def right_shrinking_grid(c0, c1, noise, N):
    low, high = 1, N
    while high - low > 20:
        grid = [low + (high - low) * i // 20 for i in range(21)]
        costs = [c0 + c1 * B + c1 * noise + c0 * noise / B for B in grid]
        best = costs.index(min(costs))
        low, high = grid[max(best - 1, 0)], grid[min(best + 1, 20)]
    return min(range(low, high + 1), key=lambda B: c1 * B + c0 * noise / B)


def right_cases(c0, c1, noise, N):
    from math import ceil, floor, sqrt

    if c0 == 0 or noise == 0:
        return 1
    best = sqrt(c0 * noise / c1)
    if best <= 1:
        return 1
    if best >= N:
        return N
    low, high = floor(best), ceil(best)
    if (c0 + c1 * low) * (1 + noise / low) <= (c0 + c1 * high) * (1 + noise / high):
        return low
    return high


def right_short(c0, c1, noise, N):
    near = {min(max(int((c0 * noise / c1) ** 0.5) + i, 1), N) for i in (0, 1)}
    return min(near, key=lambda B: c1 * B + c0 * noise / B)


def right_geometric_mean(c0, c1, noise, N):
    # B is best where sqrt(B (B - 1)) <= root <= sqrt(B (B + 1))
    r = c0 * noise / c1
    B = max(1, min(N, round(min(r**0.5, N))))
    while B < N and B * (B + 1) < r:
        B += 1
    while B > 1 and B * (B - 1) > r:
        B -= 1
    return B


def wrong_rounded(c0, c1, noise, N):
    """DESERVES: to round is not enough: for 1.449 the better neighbour is 2
    PART: yes
    BREAKS: for which the price is least, at best_batch(2.1, 1.0, 1.0, 10)
    """
    return min(max(round(min((c0 * noise / c1) ** 0.5, N)), 1), N)


def wrong_cut(c0, c1, noise, N):
    """DESERVES: the integer below the best real B need not be the better neighbour
    PART: yes
    BREAKS: for which the price is least, at best_batch(3.9, 1.0, 1.0, 10)
    """
    return min(max(int(min((c0 * noise / c1) ** 0.5, N)), 1), N)


def wrong_next_larger(c0, c1, noise, N):
    """DESERVES: the integer above the best real B need not be the better neighbour
    PART: yes
    BREAKS: for which the price is least, at best_batch(1.1, 1.0, 1.0, 10)
    """
    return min(max(int(np.ceil(min((c0 * noise / c1) ** 0.5, N))), 1), N)


def wrong_real(c0, c1, noise, N):
    """DESERVES: a batch has a whole number of samples: this is the best real B
    PART: yes
    BREAKS: one integer from 1 to N, at best_batch(2.1, 1.0, 1.0, 10)
    """
    return float(min(max((c0 * noise / c1) ** 0.5, 1), N))


def wrong_more_than_there_are(c0, c1, noise, N):
    """DESERVES: there are N samples only: B is N at most
    PART: yes
    BREAKS: one integer from 1 to N, at best_batch(100.0, 1.0, 1.0, 1)
    """
    low = max(int((c0 * noise / c1) ** 0.5), 1)
    return min(low, low + 1, key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def wrong_larger_neighbour_not_clipped(c0, c1, noise, N):
    """DESERVES: low is N at most, but high = low + 1 is then N + 1
    PART: yes
    BREAKS: one integer from 1 to N, at best_batch(100.0, 1.0, 1.0, 1)
    """
    low = min(max(int(min((c0 * noise / c1) ** 0.5, N)), 1), N)
    return min(low, low + 1, key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def wrong_no_samples(c0, c1, noise, N):
    """DESERVES: if a step costs nothing besides, or there is no noise, the root is 0: B is at least 1
    PART: yes
    BREAKS: one integer from 1 to N, at best_batch(0.0, 1.0, 1.0, 1)
    """
    root = min((c0 * noise / c1) ** 0.5, N)
    low = int(root)
    if low == 0:
        return round(root)
    high = min(low + 1, N)
    return min(low, high, key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def wrong_division_by_zero(c0, c1, noise, N):
    """DESERVES: for a root below 1 the lower candidate is 0, and its price divides by 0
    PART: yes
    BREAKS: c0 >= 0, noise >= 0, at best_batch(0.0, 1.0, 1.0, 1)
    """
    low = int(min((c0 * noise / c1) ** 0.5, N))
    return min(low, min(low + 1, N), key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def wrong_all_of_them(c0, c1, noise, N):
    """DESERVES: you try all B: for N = 10^12 that takes hours, or terabytes
    PART: yes
    BREAKS: N may be 10^12: do not try them all, at best_batch(100.0, 1.0, 16.0, 10**12)
    """
    B = np.arange(1, N + 1)
    return int(B[np.argmin((c0 + c1 * B) * (1 + noise / B))])


def wrong_walk(c0, c1, noise, N):
    """DESERVES: you climb from 1 in steps of 1: for a best B of 10^9 that takes too long
    PART: yes
    BREAKS: N may be 10^12: do not try them all, at best_batch(1e9, 1.0, 1e9, 10**12)
    """
    B = 1
    while B < N and c1 * B * (B + 1) < c0 * noise:
        B += 1
    return B


def wrong_first_million(c0, c1, noise, N):
    """DESERVES: you look at the first million only: the best B may be larger
    PART: yes
    BREAKS: for which the price is least, at best_batch(1e8, 1.0, 1e8, 10**12)
    """
    B = np.arange(1, min(N, 10**6) + 1, dtype=float)
    return int(B[np.argmin((c0 + c1 * B) * (1 + noise / B))])


def wrong_powers_of_two(c0, c1, noise, N):
    """DESERVES: only powers of two are tried
    PART: yes
    BREAKS: from 1 to N, at best_batch(9.0, 1.0, 1.0, 10)
    """
    return min((2**k for k in range(int(N).bit_length())), key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def wrong_c1_forgotten(c0, c1, noise, N):
    """DESERVES: c1 is missing in the root: c0 noise / c1
    PART: yes
    BREAKS: for which the price is least, at best_batch(1.0, 0.01, 1.0, 100)
    """
    root = min((c0 * noise) ** 0.5, N)
    low = min(max(int(root), 1), N)
    return min(low, min(low + 1, N), key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def wrong_multiplied_by_c1(c0, c1, noise, N):
    """DESERVES: the dearer a sample, the smaller the batch: divide by c1
    PART: yes
    BREAKS: for which the price is least, at best_batch(1.0, 0.01, 1.0, 100)
    """
    low = min(max(int(min((c0 * noise * c1) ** 0.5, N)), 1), N)
    return min(low, min(low + 1, N), key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def wrong_no_root(c0, c1, noise, N):
    """DESERVES: c0 noise / c1 is the square of the best B
    PART: yes
    BREAKS: for which the price is least, at best_batch(9.0, 1.0, 1.0, 10)
    """
    low = min(max(int(min(c0 * noise / c1, N)), 1), N)
    return min(low, min(low + 1, N), key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def wrong_where_both_costs_agree(c0, c1, noise, N):
    """DESERVES: c0 = c1 B is where a step costs as much as its samples; the noise has a say as well
    PART: no
    BREAKS: for which the price is least, at best_batch(9.0, 1.0, 1.0, 10)
    """
    return min(max(round(min(c0 / c1, N)), 1), N)


def wrong_noise_scale(c0, c1, noise, N):
    """DESERVES: B = noise halves the promise; what a step costs has a say as well
    PART: no
    BREAKS: for which the price is least, at best_batch(9.0, 1.0, 1.0, 10)
    """
    return min(max(round(min(noise, N)), 1), N)


def wrong_price_of_neighbours(c0, c1, noise, N):
    """DESERVES: you compare the prices of two steps, not of two runs: 1 + noise / B is missing
    PART: yes
    BREAKS: the product is least, at best_batch(2.1, 1.0, 1.0, 10)
    """
    low = min(max(int(min((c0 * noise / c1) ** 0.5, N)), 1), N)
    return min(low, min(low + 1, N), key=lambda B: c0 + c1 * B)


def wrong_brackets(c0, c1, noise, N):
    """DESERVES: (1 + noise) / B is not 1 + noise / B
    PART: yes
    BREAKS: the product is least, at best_batch(1.1, 1.0, 1.0, 10)
    """
    low = min(max(int(min((c0 * noise / c1) ** 0.5, N)), 1), N)
    return min(low, min(low + 1, N), key=lambda B: (c0 + c1 * B) * (1 + noise) / B)


def wrong_ternary_search_stops_early(c0, c1, noise, N):
    """DESERVES: the search stops with three numbers left, and you take the middle one unseen
    PART: yes
    BREAKS: the product is least, at best_batch(0.0, 1.0, 1.0, 3)
    """
    def price(B):
        return (c0 + c1 * B) * (1 + noise / B)

    low, high = 1, N
    while high - low > 2:
        a, b = low + (high - low) // 3, high - (high - low) // 3
        low, high = (low, b) if price(a) <= price(b) else (a, high)
    return (low + high) // 2


def wrong_bisection_off_by_one(c0, c1, noise, N):
    """DESERVES: B (B - 1) compares B with the number before it: you end one too far
    PART: yes
    BREAKS: the product is least, at best_batch(0.0, 1.0, 1.0, 2)
    """
    low, high = 1, N
    while low < high:
        B = (low + high) // 2
        if c1 * B * (B - 1) > c0 * noise:
            high = B
        else:
            low = B + 1
    return low


def wrong_square_without_the_one(c0, c1, noise, N):
    """DESERVES: the price rises from B to B + 1 as soon as B (B + 1), not B^2, reaches c0 noise / c1
    PART: yes
    BREAKS: the product is least, at best_batch(1.5, 1.0, 1.0, 10)
    """
    low, high = 1, N
    while low < high:
        B = (low + high) // 2
        if c1 * B * B >= c0 * noise:
            high = B
        else:
            low = B + 1
    return low


def wrong_price_itself(c0, c1, noise, N):
    """DESERVES: the batch size is wanted, not its price
    PART: no
    BREAKS: A batch size B, at best_batch(1.0, 1.0, 1.0, 10)
    """
    low = min(max(int(min((c0 * noise / c1) ** 0.5, N)), 1), N)
    return min((c0 + c1 * B) * (1 + noise / B) for B in (low, min(low + 1, N)))


def wrong_all_if_free(c0, c1, noise, N):
    """DESERVES: if a step costs nothing besides its samples, one sample is best, not all of them
    PART: yes
    BREAKS: c0 >= 0, at best_batch(0.0, 1.0, 1.0, 2)
    """
    if c0 == 0:
        return N
    low = min(max(int(min((c0 * noise / c1) ** 0.5, N)), 1), N)
    return min(low, min(low + 1, N), key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def wrong_all_without_noise(c0, c1, noise, N):
    """DESERVES: without noise one sample tells as much as all, and costs less
    PART: yes
    BREAKS: noise >= 0, at best_batch(1.0, 1.0, 0.0, 2)
    """
    if noise == 0:
        return N
    low = min(max(int(min((c0 * noise / c1) ** 0.5, N)), 1), N)
    return min(low, min(low + 1, N), key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def wrong_the_table(c0, c1, noise, N):
    """DESERVES: you try the batch sizes of the table only
    PART: no
    BREAKS: one integer from 1 to N, at best_batch(9.0, 1.0, 1.0, 10)
    """
    tried = [B for B in (1, 10, 20, 40, 80, 160, N) if B <= N] + [2, 2][: N >= 2]
    return min(tried, key=lambda B: (c0 + c1 * B) * (1 + noise / B))
