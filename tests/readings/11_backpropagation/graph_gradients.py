import numpy as np
import math


def right_kahn(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    grads = {output: 0.0}
    left = {output: 0}
    into = {output: []}
    for u, v, d in edges:
        for node in (u, v):
            grads.setdefault(node, 0.0)
            left.setdefault(node, 0)
            into.setdefault(node, [])
        left[u] += 1
        into[v].append((u, d))
    grads[output] = 1.0
    ready = [node for node in left if left[node] == 0]
    while ready:
        v = ready.pop()
        for u, d in into[v]:
            grads[u] += d * grads[v]
            left[u] -= 1
            if left[u] == 0:
                if u == output:
                    grads[u] = 1.0
                ready.append(u)
    return grads


def right_memo(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    known = {output: 1.0}

    def grad(u):
        if u not in known:
            known[u] = sum(d * grad(v) for a, v, d in edges if a == u)
        return known[u]

    for u, v, _ in edges:
        grad(u), grad(v)
    return known


def right_lru_cache(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    from collections import defaultdict
    from functools import cache

    after = defaultdict(list)
    for u, v, d in edges:
        after[u].append((v, float(d)))

    @cache
    def grad(u):
        return 1.0 if u == output else float(sum(d * grad(v) for v, d in after.get(u, ())))

    nodes = {u for u, _, _ in edges} | {v for _, v, _ in edges} | {output}
    return {node: grad(node) for node in sorted(nodes)}


def right_sweeps(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    # repeat the equations until nothing changes: as many sweeps as the longest path
    nodes = [output]
    for u, v, _ in edges:
        nodes += [n for n in (u, v) if n not in nodes]
    grads = dict.fromkeys(nodes, 0.0)
    grads[output] = 1.0
    for _ in nodes:
        new = dict.fromkeys(nodes, 0.0)
        for u, v, d in edges:
            new[u] += d * grads[v]
        new[output] = 1.0
        if new == grads:
            break
        grads = new
    return grads


def right_matrix_powers(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    nodes = list(dict.fromkeys([n for e in edges for n in e[:2]] + [output]))
    at = {n: i for i, n in enumerate(nodes)}
    A = np.zeros((len(nodes), len(nodes)))
    for u, v, d in edges:
        A[at[u], at[v]] += d
    A[at[output]] = 0  # what leaves the output leads nowhere back
    x = np.zeros(len(nodes))
    x[at[output]] = 1
    total = x.copy()
    for _ in nodes:
        x = A @ x
        total += x
    return {n: total[at[n]] for n in nodes}


def right_depth_first(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    after, order, seen = {output: []}, [], set()
    for u, v, d in edges:
        after.setdefault(u, []).append((v, d))
        after.setdefault(v, [])
    for start in after:
        stack = [(start, iter(after[start]))]
        if start in seen:
            continue
        seen.add(start)
        while stack:
            node, rest = stack[-1]
            for v, _ in rest:
                if v not in seen:
                    seen.add(v)
                    stack.append((v, iter(after[v])))
                    break
            else:
                order.append(node)  # all that comes later stands before it
                stack.pop()
    grads = {}
    for u in order:
        grads[u] = 1.0 if u == output else sum((d * grads[v] for v, d in after[u]), 0.0)
    return grads


def right_forward_from_each(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    # forward mode: the nodes in order, one journey from each
    nodes = {n for e in edges for n in e[:2]} | {output}
    order, rest = [], list(edges)
    left = set(nodes)
    while left:
        first = sorted(left - {v for _, v, _ in rest})
        order += first
        left -= set(first)
        rest = [e for e in rest if e[0] in left]
    result = {}
    for start in nodes:
        value = dict.fromkeys(order, 0.0)
        value[start] = 1.0
        for v in order:
            value[v] += sum(d * value[u] for u, w, d in edges if w == v)
        result[start] = value[output]
    return result


def right_class(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    class Node:
        def __init__(self):
            self.out, self.value = [], None

        def __call__(self):
            if self.value is None:
                self.value = 0.0
                for node, d in self.out:
                    self.value += d * node()
            return self.value

    graph = {output: Node()}
    for u, v, d in edges:
        graph.setdefault(u, Node()).out.append((graph.setdefault(v, Node()), d))
    graph[output].value = 1.0
    print(len(graph), "nodes")
    return {name: node() for name, node in graph.items()}


def right_merged_edges(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    label, nodes = {}, [output]
    for u, v, d in list(edges):
        label[u, v] = label.get((u, v), 0) + d
        nodes.extend((u, v))
    todo, grads = set(nodes), {}
    while todo:
        for u in list(todo):
            outs = [v for a, v in label if a == u]
            if all(v in grads for v in outs):
                grads[u] = np.float64(u == output) if u == output else np.dot([label[u, v] for v in outs], [grads[v] for v in outs])
                todo.remove(u)
    return grads


def right_solve(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    # eliminate one complete node after another from the edge list
    nodes = {output, *(e[0] for e in edges), *(e[1] for e in edges)}
    grads = {n: 0 for n in nodes}
    grads[output] = 1
    rest = [tuple(e) for e in edges]
    done = set()
    while len(done) < len(nodes):
        starts = {u for u, _, _ in rest}
        complete = nodes - starts - done
        for v in complete:
            for u, w, d in rest:
                if w == v and u != output:
                    grads[u] += d * grads[v]
        rest = [e for e in rest if e[1] not in complete]
        done |= complete
    return grads


def right_only_ancestors(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    grads = {n: 0.0 for e in edges for n in (e[0], e[1])}
    grads[output] = 1.0
    before = {}
    for u, v, d in edges:
        before.setdefault(v, []).append((u, d))
    reach, stack = set(), [output]  # all that output depends on
    while stack:
        v = stack.pop()
        if v not in reach:
            reach.add(v)
            stack += [u for u, _ in before.get(v, [])]
    missing = {n: sum(1 for u, v, _ in edges if u == n and v in reach) for n in reach}
    missing[output] = 0
    ready = [output]
    for v in ready:
        for u, d in before.get(v, []):
            grads[u] += grads[v] * d
            missing[u] -= 1
            if not missing[u]:
                ready.append(u)
    return grads


def right_longest_path_levels(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    level = {n: 0 for e in edges for n in e[:2]}
    level[output] = level.get(output, 0)
    changed = True
    while changed:
        changed = False
        for u, v, _ in edges:
            if level[u] <= level[v]:
                level[u], changed = level[v] + 1, True
    grads = dict.fromkeys(level, 0.0)
    grads[output] = 1.0
    for u, v, d in sorted(edges, key=lambda e: level[e[0]]):
        if u != output:
            grads[u] += d * grads[v]
    return grads


def right_substitution(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    # (I - A)^-1, the sum over all paths, by substitution in topological order
    names = sorted({n for e in edges for n in e[:2]} | {output})
    indegree = {n: sum(e[0] == n for e in edges) for n in names}
    order = []
    while len(order) < len(names):
        n = next(m for m in names if m not in order and indegree[m] == 0)
        order.append(n)
        for u, v, _ in edges:
            indegree[u] -= v == n
    e = np.array([float(n == output) for n in order])
    for i, n in enumerate(order):
        e[i] += sum(d * e[order.index(v)] for u, v, d in edges if u == n and n != output)
    return {n: float(x) for n, x in zip(order, e)}


def wrong_order_given(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: The edges come in any order: a node may pass its value on only when all edges that leave it are used.
    PART: yes
    BREAKS: "The edges come in any order"; input: graph_gradients([("x", "y", 2.0), ("y", "z", 3.0)], "z")"""
    grads = {n: 0.0 for e in edges for n in e[:2]}
    grads[output] = 1.0
    for u, v, d in edges:
        grads[u] += d * grads[v]
    return grads


def wrong_order_reversed(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: Going through the edges backwards is right only if they are listed from the input to the output.
    PART: yes
    BREAKS: "The edges come in any order"; input: graph_gradients([("y", "z", 3.0), ("x", "y", 2.0)], "z")"""
    grads = {n: 0.0 for e in edges for n in e[:2]}
    grads[output] = 1.0
    for u, v, d in reversed(edges):
        if u != output:
            grads[u] += d * grads[v]
    return grads


def wrong_by_name(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: The names say nothing about the order of the computation: do not sort by them.
    PART: yes
    BREAKS: "The edges come in any order"; input: graph_gradients([("b", "a", 2.0), ("a", "c", 3.0)], "c")"""
    nodes = sorted({n for e in edges for n in e[:2]} | {output}, reverse=True)
    grads = dict.fromkeys(nodes, 0.0)
    grads[output] = 1.0
    for n in nodes:
        if n != output:
            grads[n] = sum(d * grads[v] for u, v, d in edges if u == n)
    return grads


def wrong_first_come(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: Your nodes pass their value on at their first visit, before all edges that leave them are used.
    PART: yes
    BREAKS: "Derivative of the node output by each node"; input: graph_gradients([("t", "x", 2.0), ("x", "p", 3.0), ("x", "v", 1.0), ("v", "p", 4.0)], "p")"""
    grads = {n: 0.0 for e in edges for n in e[:2]}
    grads[output] = 1.0
    queue, seen = [output], {output}
    for v in queue:
        for u, w, d in edges:
            if w == v and u != output:
                grads[u] += d * grads[v]
                if u not in seen:
                    seen.add(u)
                    queue.append(u)
    return grads


def wrong_passes_on_sums(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: A node that is visited again passes on its whole sum again: only what is new, or once when complete.
    PART: yes
    BREAKS: "Derivative of the node output by each node"; input: graph_gradients([("t", "x", 1.0), ("x", "u", 1.0), ("u", "p", 1.0), ("x", "p", 1.0)], "p")"""
    grads = {n: 0.0 for e in edges for n in e[:2]}
    grads[output] = 1.0
    queue = [output]
    for v in queue:
        for u, w, d in edges:
            if w == v:
                grads[u] += d * grads[v]
                queue.append(u)
    return grads


def wrong_all_paths(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: You walk all paths, a billion for thirty diamonds: remember what each node has found.
    PART: yes
    BREAKS: "The time does not grow with the number of paths": thirty diamonds in a row"""
    def grad(u):
        return 1.0 if u == output else sum(d * grad(v) for a, v, d in edges if a == u)

    nodes = {n for e in edges for n in e[:2]} | {output}
    return {n: float(grad(n)) for n in nodes}


def wrong_parallel_lost(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: Several edges between two nodes add up; in your dictionary the last one replaces the others.
    PART: yes
    BREAKS: "there may be several between two nodes"; input: graph_gradients([("x", "y", 1.0), ("x", "y", 2.0)], "y")"""
    label = {(u, v): d for u, v, d in edges}
    known = {output: 1.0}

    def grad(u):
        if u not in known:
            known[u] = sum(d * grad(v) for (a, v), d in label.items() if a == u)
        return known[u]

    for u, v in label:
        grad(u), grad(v)
    return known


def wrong_equal_edges_once(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: In a set two equal edges are one, as those of v = u * u: keep them in a list.
    PART: yes
    BREAKS: "there may be several between two nodes"; input: graph_gradients([("x", "y", 3.0), ("x", "y", 3.0)], "y")"""
    known = {output: 1.0}
    unique = set(edges)

    def grad(u):
        if u not in known:
            known[u] = sum(d * grad(v) for a, v, d in unique if a == u)
        return known[u]

    for u, v, _ in edges:
        grad(u), grad(v)
    return known


def wrong_late_missing(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: Nodes that the output does not depend on have the key 0: you leave them out.
    PART: yes
    BREAKS: "The keys are all nodes of the edges and output"; input: graph_gradients([("x", "y", 1.0), ("y", "z", 1.0)], "y")"""
    known = {output: 1.0}

    def grad(u):
        if u not in known:
            known[u] = sum(d * grad(v) for a, v, d in edges if a == u)
        return known[u]

    for u, v, _ in edges:
        grad(u), grad(v)
    return {n: g for n, g in known.items() if g != 0}


def wrong_starts_only(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: Nodes that only edges lead to are nodes as well: go through both ends of each edge.
    PART: yes
    BREAKS: "The keys are all nodes of the edges and output"; input: graph_gradients([("x", "y", 1.0), ("x", "z", 1.0)], "y")"""
    known = {output: 1.0}

    def grad(u):
        if u == output:
            return 1.0
        return sum(d * (known[v] if v in known else grad(v)) for a, v, d in edges if a == u)

    for u, _, _ in edges:
        known[u] = grad(u)
    return known


def wrong_output_missing(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: The output has the key 1 also where no edge knows it.
    PART: yes
    BREAKS: "output, which need not be among them: 1 for output"; input: graph_gradients([("x", "y", 1.0)], "z")"""
    known = {output: 1.0}

    def grad(u):
        if u not in known:
            known[u] = sum(d * grad(v) for a, v, d in edges if a == u)
        return known[u]

    nodes = {n for e in edges for n in e[:2]}
    return {n: grad(n) for n in nodes}


def wrong_sinks_one(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: Only the output starts with 1, not every node without leaving edges.
    PART: yes
    BREAKS: "0 for nodes it does not depend on"; input: graph_gradients([("x", "y", 1.0), ("x", "z", 1.0)], "y")"""
    starts = {u for u, _, _ in edges}
    known = {output: 1.0}

    def grad(u):
        if u not in known:
            known[u] = 1.0 if u not in starts else sum(d * grad(v) for a, v, d in edges if a == u)
        return known[u]

    for u, v, _ in edges:
        grad(u), grad(v)
    return known


def wrong_stuck_at_late(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: Edges to nodes that the output does not depend on are never used, and your node waits for them in vain.
    PART: yes
    BREAKS: "Derivative of the node output by each node"; input: graph_gradients([("t", "x", 2.0), ("x", "y", 3.0), ("x", "late", 5.0)], "y")"""
    grads = {n: 0.0 for e in edges for n in e[:2]}
    left = dict.fromkeys(grads, 0)
    for u, v, d in edges:
        left[u] += 1
    grads[output] = 1.0
    ready = [output]
    while ready:
        v = ready.pop()
        for u, w, d in edges:
            if w == v:
                grads[u] += d * grads[v]
                left[u] -= 1
                if left[u] == 0:
                    ready.append(u)
    return grads


def wrong_output_must_be_last(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: You begin with the nodes that no edge leaves; an output that something else uses never gets its 1.
    PART: yes
    BREAKS: "1 for output"; input: graph_gradients([("x", "y", 1.0), ("y", "late", 1.0)], "y")"""
    grads = {n: 0.0 for e in edges for n in e[:2]}
    grads.setdefault(output, 0.0)
    left = dict.fromkeys(grads, 0)
    for u, v, d in edges:
        left[u] += 1
    if left[output] == 0:
        grads[output] = 1.0
    ready = [n for n in left if left[n] == 0]
    while ready:
        v = ready.pop()
        for u, w, d in edges:
            if w == v:
                grads[u] += d * grads[v]
                left[u] -= 1
                if left[u] == 0:
                    ready.append(u)
    return grads


def wrong_late_counts(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: The edges that leave the output do not matter for it: its derivative by itself is 1.
    PART: yes
    BREAKS: "1 for output, 0 for nodes it does not depend on"; input: graph_gradients([("x", "y", 2.0), ("y", "late", 5.0)], "y")"""
    ends = {n for e in edges for n in e[:2]} | {output}
    known = {}

    def grad(u):
        if u not in known:
            known[u] = float(u == output) + sum(d * (grad(v) or 1.0) for a, v, d in edges if a == u)
        return known[u]

    return {n: grad(n) for n in ends}


def wrong_from_inputs(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: You take the derivatives of each node by `output`; wanted are those of output by each node.
    PART: no
    BREAKS: "Derivative of the node output by each node"; input: graph_gradients([("x", "y", 2.0)], "y")"""
    known = {output: 1.0}

    def grad(v):
        if v not in known:
            known[v] = sum(d * grad(u) for u, w, d in edges if w == v)
        return known[v]

    for u, v, _ in edges:
        grad(u), grad(v)
    return known


def wrong_one_path(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: You follow one path; the paths add up.
    PART: no
    BREAKS: "Derivative of the node output by each node"; input: graph_gradients([("x", "y", 1.0), ("x", "u", 1.0), ("u", "y", 1.0)], "y")"""
    grads = {n: 0.0 for e in edges for n in e[:2]}
    grads[output] = 1.0
    stack = [output]
    while stack:
        v = stack.pop()
        for u, w, d in edges:
            if w == v and grads[u] == 0:
                grads[u] = d * grads[v]
                stack.append(u)
    return grads


def wrong_product_of_roads(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: Along a road factors multiply, where roads meet they add; you multiply there too.
    PART: no
    BREAKS: "Derivative of the node output by each node"; input: graph_gradients([("x", "y", 2.0), ("x", "y", 3.0)], "y")"""
    known = {output: 1.0}

    def grad(u):
        if u not in known:
            terms = [d * grad(v) for a, v, d in edges if a == u]
            known[u] = float(np.prod(terms)) if terms else 0.0
        return known[u]

    for u, v, _ in edges:
        grad(u), grad(v)
    return known


def wrong_labels_add(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: Along a path the labels are multiplied, not added.
    PART: no
    BREAKS: "Derivative of the node output by each node"; input: graph_gradients([("x", "u", 3.0), ("u", "y", 3.0)], "y")"""
    known = {output: 0.0}
    reach = {output}

    def grad(u):
        if u not in known:
            known[u] = sum(d + grad(v) for a, v, d in edges if a == u)
        return known[u]

    for u, v, _ in edges:
        grad(u), grad(v)
    return {n: 1.0 if n in reach else g for n, g in known.items()}


def wrong_pops_edges(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: You take the edges out of the caller's list: work on a copy.
    PART: yes
    BREAKS: "A function leaves the arrays and lists that it is given as they were"; input: graph_gradients([("x", "y", 1.0)], "y")"""
    grads = {n: 0.0 for e in edges for n in e[:2]}
    grads[output] = 1.0
    while edges:
        starts = {u for u, _, _ in edges}
        for u, v, d in [e for e in edges if e[1] not in starts]:
            if u != output:
                grads[u] += d * grads[v]
            edges.remove((u, v, d))
    return grads


def wrong_sorts_edges(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: edges.sort() rearranges the caller's list: use sorted.
    PART: yes
    BREAKS: "A function leaves the arrays and lists that it is given as they were"; input: graph_gradients([("y", "z", 1.0), ("x", "y", 1.0)], "z")"""
    edges.sort()
    known = {output: 1.0}

    def grad(u):
        if u not in known:
            known[u] = sum(d * grad(v) for a, v, d in edges if a == u)
        return known[u]

    for u, v, _ in edges:
        grad(u), grad(v)
    return known


def wrong_zero_labels_dropped(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: An edge with the label 0 has nodes too, which need their keys.
    PART: yes
    BREAKS: "The keys are all nodes of the edges and output"; input: graph_gradients([("x", "y", 0.0)], "y")"""
    known = {output: 1.0}
    used = [e for e in edges if e[2]]

    def grad(u):
        if u not in known:
            known[u] = sum(d * grad(v) for a, v, d in used if a == u)
        return known[u]

    for u, v, _ in used:
        grad(u), grad(v)
    return known


def wrong_zero_not_remembered(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: Where the derivative is 0 you take it for unknown and compute it anew on every path.
    PART: yes
    BREAKS: "The time does not grow with the number of paths": thirty diamonds in a row, none of which leads to the output"""
    known = {n: 0.0 for e in edges for n in e[:2]}
    known[output] = 1.0

    def grad(u):
        if not known[u]:
            known[u] = sum(d * grad(v) for a, v, d in edges if a == u)
        return known[u]

    for n in list(known):
        known[n] = float(grad(n))
    return known


def wrong_integers(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: The labels are real numbers: int cuts their fractions off.
    PART: no
    BREAKS: "with the partial derivative dv/du = d"; input: graph_gradients([("x", "y", 0.5)], "y")"""
    known = {output: 1}

    def grad(u):
        if u not in known:
            known[u] = sum(int(d) * grad(v) for a, v, d in edges if a == u)
        return known[u]

    for u, v, _ in edges:
        grad(u), grad(v)
    return known


def wrong_memory_stays(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: Your memory outlives the call, so that the next graph gets the values of this one.
    PART: no
    BREAKS: "Derivative of the node output": graph_gradients([("x", "y", 3.0)], "y") after graph_gradients([("x", "y", 2.0)], "y")"""
    memory = wrong_memory_stays.__dict__.setdefault("memory", {})
    memory[output] = 1.0

    def grad(u):
        if u not in memory:
            memory[u] = sum(d * grad(v) for a, v, d in edges if a == u)
        return memory[u]

    nodes = {n for e in edges for n in e[:2]} | {output}
    return {n: grad(n) for n in nodes}


def wrong_list_of_pairs(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: A dictionary is wanted, not a list of pairs.
    PART: yes
    BREAKS: "{node: derivative}"; input: graph_gradients([("x", "y", 1.0)], "y")"""
    known = {output: 1.0}

    def grad(u):
        if u not in known:
            known[u] = sum(d * grad(v) for a, v, d in edges if a == u)
        return known[u]

    for u, v, _ in edges:
        grad(u), grad(v)
    return list(known.items())


def wrong_empty_graph(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """DESERVES: Without edges the output is still a node, with the derivative 1.
    PART: yes
    BREAKS: "The keys are all nodes of the edges and output"; input: graph_gradients([], "y")"""
    if not edges:
        return {}
    known = {output: 1.0}

    def grad(u):
        if u not in known:
            known[u] = sum(d * grad(v) for a, v, d in edges if a == u)
        return known[u]

    for u, v, _ in edges:
        grad(u), grad(v)
    return known
