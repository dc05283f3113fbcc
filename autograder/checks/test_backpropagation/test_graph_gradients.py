"""Mark scheme of graph_gradients: the chain rule on a graph."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, weight
from autograder.checks.test_backpropagation.inputs import SINGLE, eighths, off_zero
from solutions.backpropagation import graph_gradients


def nodes(d, count):
    """Names whose order says nothing about the graph."""
    return [f"n{number}" for number in d.permutation(count)]


def labelled(d, node, places):
    """Edges between the nodes at these places; the labels are multiples of 1/8, not 0."""
    labels = off_zero(eighths(d, len(places), 2))
    return [(node[i], node[j], float(label)) for (i, j), label in zip(places, labels, strict=True)]


def trees(d):
    """Each node but the last has one edge that leaves it, and so one path; edges in the order of the computation.

    The first edge is the only one of its node, and has the label 0.
    """
    n = d.integer(2, 7)
    node = nodes(d, n + 1)
    edges = labelled(d, node, [(i, i + 1 + d.integer(0, n - 2 - i)) for i in range(n - 1)])
    return [(node[n], node[d.integer(0, n - 1)], 0.0), *edges], node[n - 1]


def multiple_edges(d):
    """A chain with up to three edges between neighbours, the last edge of the computation first.

    Two of those that reach the output are the same, and a third has another label. No label is negative, so that no
    derivative is 0.
    """
    n = d.integer(2, 5)
    node = nodes(d, n)
    places = [(i, i + 1) for i in range(n - 1) for _ in range(d.integer(1, 3))]
    edges = [(u, v, abs(label)) for u, v, label in labelled(d, node, [*places, (n - 2, n - 1)])]
    u, v, label = edges[-1]
    return [(u, v, label), (u, v, label), (u, v, label + 3), *reversed(edges[:-1])], node[n - 1]


def graphs(d):
    """A diamond with a tail and more, edges in any order, one label perhaps 0; the end, and the node before it."""
    last, shortcuts = d.integer(3, 5), d.integer(0, 5)
    node = nodes(d, last + 1)
    starts, lengths = d.integers(shortcuts, 0, last - 1), d.integers(shortcuts, 1, last)
    places = [(i, i + 1) for i in range(last)] + [(1, last)]
    places += [(i, min(i + length, last)) for i, length in zip(starts, lengths, strict=True)]
    edges = labelled(d, node, places)
    if d.boolean():
        u, v, _ = edges[int(d.integers(1, 0, len(edges) - 1)[0])]
        edges.append((u, v, 0.0))
    return [edges[k] for k in d.permutation(len(edges))], node[last], node[last - 1]


def diamonds(d):
    """Diamonds in a row, in the order of the computation; the factor of each is between 1/2 and 2."""
    count = d.integer(1, 30)
    labels = d.integers((count, 4), 1, 2) / 2
    edges = []
    for i, (a, b, c, e) in enumerate(labels.tolist()):
        top, left, right, bottom = f"x{i}", f"u{i}", f"v{i}", f"x{i + 1}"
        edges += [(top, left, a), (top, right, b), (left, bottom, c), (right, bottom, e)]
    return edges, f"x{count}"


GRADIENTS = "graph_gradients(edges, output)"


def derivatives(got, edges, output, what=GRADIENTS):
    """The dictionary, with all nodes and no others as its keys, and numbers as its values."""
    nodes = {node: 0 for edge in edges for node in edge[:2]} | {output: 0}
    expect.equal(dict.fromkeys(got, 0) if isinstance(got, dict) else got, nodes, what)
    return {node: expect.number(got[node], f"{what}[{node!r}]") for node in nodes}


def same_derivatives(got, edges, output, what=GRADIENTS):
    got = derivatives(got, edges, output, what)
    for node, derivative in graph_gradients(edges, output).items():
        expect.close(got[node], derivative, f"{what}[{node!r}]", rtol=SINGLE)


@exercise(reference=graph_gradients)
class TestGraphGradients:
    CONTRACT: ClassVar = {
        "{node: derivative}": ("test_one_path", "test_chain_rule_at_every_node"),
        "is computed from u": ("test_one_path", "test_chain_rule_at_every_node"),
        "there may be several between two nodes": (
            "test_parallel_edges",
            "test_chain_rule_at_every_node",
            "test_one_path",
        ),
        "The keys are all": ("test_one_path", "test_chain_rule_at_every_node"),
        "does not grow with the number of paths": ("test_many_paths",),
    }

    @weight(1)
    @forall(trees, draws=10)
    def test_one_path(self, student, edges, output):
        """The labels of a single path multiply; that of the output is 1, also if no edge has it, or there is none."""
        same_derivatives(student.graph_gradients(edges, output), edges, output)
        same_derivatives(student.graph_gradients(edges, "alone"), edges, "alone", 'graph_gradients(edges, "alone")')
        same_derivatives(student.graph_gradients([], output), [], output, "graph_gradients([], output)")

    @weight(1)
    @forall(multiple_edges)
    def test_parallel_edges(self, student, edges, output):
        """The labels of several edges between the same two nodes add."""
        same_derivatives(student.graph_gradients(edges, output), edges, output)

    # The one identity whose two sides are the student's: with 1 at the output it has one solution.
    @practice
    @weight(2)
    @forall(graphs, draws=10)
    def test_chain_rule_at_every_node(self, student, edges, end, before):
        """d out / du is the sum over the edges (u, v, d) of d * (d out / dv), 0 without any, in any order."""
        for output in (end, before):
            all_of_them = f"graph_gradients(edges, {output!r})"
            got = derivatives(student.graph_gradients(edges, output), edges, output, all_of_them)
            expect.close(got[output], 1.0, f"{all_of_them}[{output!r}]", rtol=SINGLE)
            for node in got.keys() - {output}:
                terms = [d * got[v] for u, v, d in edges if u == node]
                room = SINGLE * sum(map(abs, terms))
                what = f"{all_of_them}[{node!r}], where those of the nodes behind it add up to {sum(terms):g}"
                expect.close(got[node], sum(terms), what, atol=1e-9 + room)

    # The last one: no check of an exercise is run after a time-out.
    @weight(1)
    @forall(diamonds, draws=5)
    def test_many_paths(self, student, edges, output):
        """30 diamonds in a row have 2^30 paths: the time must not grow with them, nor if an edge labelled 0 follows."""
        same_derivatives(student.graph_gradients(edges, output), edges, output)
        longer = [*edges, (output, "end", 0.0)]  # now all derivatives are 0 but one
        same_derivatives(student.graph_gradients(longer, "end"), longer, "end", 'graph_gradients(longer, "end")')

    @misconception("Roads add up: += for every edge that leaves a node, not =.", see="def-computational-graph")
    def overwritten(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        left = list(edges)
        while left:
            waiting = {u for u, _, _ in left}
            ready = [edge for edge in left if edge[1] not in waiting]
            for u, v, d in ready:
                if u != output:
                    grads[u] = d * grads[v]
            left = [edge for edge in left if edge[1] in waiting]
        return grads

    @misconception("Roads add up: += for every edge that leaves a node, not =.", see="def-computational-graph")
    def overwritten_backwards(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        for u, v, d in reversed(edges):
            grads[u] = d * grads[v]
        return grads

    @misconception("Two equal edges are two roads, too: a set keeps one.", see="def-computational-graph")
    def equal_edges_merged(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        left = list(dict.fromkeys(edges))
        while left:
            waiting = {u for u, _, _ in left}
            for u, v, d in left:
                if v not in waiting:
                    grads[u] += d * grads[v]
            left = [edge for edge in left if edge[1] in waiting]
        return grads

    @misconception("The output is a key, even if no edge has it: its derivative is 1.", see="def-computational-graph")
    def output_left_out(edges, output):
        known = {output: 1.0}

        def gradient(u):
            if u not in known:
                known[u] = sum(d * gradient(v) for start, v, d in edges if start == u)
            return known[u]

        return {node: gradient(node) for edge in edges for node in edge[:2]}

    @misconception("A node passes on all it has received: wait until it is complete.", see="def-computational-graph")
    def each_node_once_depth_first(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        stack, visited = [output], set()
        while stack:
            v = stack.pop()
            if v in visited:
                continue
            visited.add(v)
            for u, end, d in edges:
                if end == v:
                    grads[u] += d * grads[v]
                    stack.append(u)
        return grads

    @misconception("A node passes on all it has received: wait until it is complete.", see="def-computational-graph")
    def each_node_once_breadth_first(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        queue = [output]
        for v in queue:
            for u, end, d in edges:
                if end == v:
                    grads[u] += d * grads[v]
                    if u not in queue:
                        queue.append(u)
        return grads

    @misconception("The edges come in any order: find out when a node is complete.", see="def-computational-graph")
    def last_edge_first(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        for u, v, d in reversed(edges):
            grads[u] += d * grads[v]
        return grads

    @misconception("The edges come in any order: find out when a node is complete.", see="def-computational-graph")
    def first_edge_first(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        for u, v, d in edges:
            grads[u] += d * grads[v]
        return grads

    @misconception("An edge with the label 0 has nodes too, which are keys.", see="def-computational-graph")
    def edges_of_zero_dropped(edges, output):
        edges = [edge for edge in edges if edge[2]]
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        left = edges
        while left:
            waiting = {u for u, _, _ in left}
            for u, v, d in left:
                if v not in waiting and u != output:
                    grads[u] += d * grads[v]
            left = [edge for edge in left if edge[1] in waiting]
        return grads

    @misconception("Along a path the derivatives multiply, they do not add.", see="def-computational-graph")
    def labels_added(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        left = list(edges)
        while left:
            waiting = {u for u, _, _ in left}
            for u, v, d in left:
                if v not in waiting:
                    grads[u] += d + grads[v]
            left = [edge for edge in left if edge[1] in waiting]
        return grads

    @misconception("The derivatives are real numbers: int cuts their fractions off.", see="def-computational-graph")
    def labels_cut_to_integers(edges, output):
        grads = {node: 0 for u, v, _ in edges for node in (u, v)} | {output: 1}
        left = list(edges)
        while left:
            waiting = {u for u, _, _ in left}
            for u, v, d in left:
                if v not in waiting and u != output:
                    grads[u] += int(d) * grads[v]
            left = [edge for edge in left if edge[1] in waiting]
        return grads

    @misconception("Two edges between the same nodes are two roads: keep both.", see="def-computational-graph")
    def parallel_edges_merged(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        left = {(u, v): d for u, v, d in edges}
        while left:
            waiting = {u for u, _ in left}
            for u, v in [pair for pair in left if pair[1] not in waiting]:
                grads[u] += left.pop((u, v)) * grads[v]
        return grads

    @misconception("Go back from the output: its derivative by each node.", see="def-computational-graph")
    def forward_from_the_output(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        left = list(edges)
        while left:
            waiting = {v for _, v, _ in left}
            for u, v, d in left:
                if u not in waiting:
                    grads[v] += d * grads[u]
            left = [edge for edge in left if edge[0] in waiting]
        return grads

    @misconception("Start with 1 at the output alone; another last node has 0.", see="def-computational-graph")
    def every_last_node_starts_with_one(edges, output):
        starts = {u for u, _, _ in edges}
        grads = {node: float(node not in starts) for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        left = list(edges)
        while left:
            waiting = {u for u, _, _ in left}
            for u, v, d in left:
                if v not in waiting:
                    grads[u] += d * grads[v]
            left = [edge for edge in left if edge[1] in waiting]
        return grads

    @misconception("Start with 1 at the output alone; another last node has 0.", see="def-computational-graph")
    def every_other_last_node_is_one(edges, output):
        starts, known = {u for u, _, _ in edges}, {output: 1.0}

        def gradient(u):
            if u not in known:
                known[u] = sum(d * gradient(v) for start, v, d in edges if start == u) if u in starts else 1.0
            return known[u]

        return {node: gradient(node) for edge in edges for node in edge[:2]} | {output: 1.0}

    @misconception("A node that is visited again passes on its whole sum again: wait.", see="def-computational-graph")
    def sums_passed_on_again(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        queue = [output]
        for v in queue[:2000]:
            for u, end, d in edges:
                if end == v and len(queue) < 2000:
                    grads[u] += d * grads[v]
                    queue.append(u)
        return grads

    @misconception("Edges to nodes behind the output are never used: wait for none.", see="def-computational-graph")
    def waiting_for_nodes_behind_the_output(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        left = {node: sum(u == node for u, _, _ in edges) for node in grads}
        ready = [output]
        for v in ready:
            for u, end, d in edges:
                if end == v:
                    grads[u] += d * grads[v]
                    left[u] -= 1
                    ready += [u] * (not left[u])
        return grads

    @misconception("The output has 1 also if edges leave it: begin at the output.", see="def-computational-graph")
    def one_for_a_last_output_alone(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 0.0}
        left = {node: sum(u == node for u, _, _ in edges) for node in grads}
        grads[output] = float(not left[output])
        ready = [node for node in grads if not left[node]]
        for v in ready:
            for u, end, d in edges:
                if end == v:
                    grads[u] += d * grads[v]
                    left[u] -= 1
                    ready += [u] * (not left[u])
        return grads

    @misconception("A graph without edges has a node, the output: its derivative is 1.", see="def-computational-graph")
    def nothing_without_edges(edges, output):
        known = {output: 1.0}

        def gradient(u):
            if u not in known:
                known[u] = sum(d * gradient(v) for start, v, d in edges if start == u)
            return known[u]

        return {node: gradient(node) for edge in edges for node in edge[:2]} | ({output: 1.0} if edges else {})

    @misconception("Nodes that the output does not depend on are keys too, with 0.", see="def-computational-graph")
    def zeros_left_out(edges, output):
        known = {output: 1.0}

        def gradient(u):
            if u not in known:
                known[u] = sum(d * gradient(v) for start, v, d in edges if start == u)
            return known[u]

        return {node: gradient(node) for edge in edges for node in edge[:2] if gradient(node)} | {output: 1.0}

    @misconception("A node without a path to the output has the derivative 0.", see="def-computational-graph")
    def unreachable_nodes_left_out(edges, output):
        grads, left = {output: 1.0}, list(edges)
        while left:
            waiting = {u for u, _, _ in left}
            for u, v, d in left:
                if v not in waiting and v in grads:
                    grads[u] = grads.get(u, 0.0) + d * grads[v]
            left = [edge for edge in left if edge[1] in waiting]
        return grads

    @alternate
    def by_remembered_recursion(edges, output):
        known = {output: 1}

        def gradient(u):
            if u not in known:
                known[u] = sum(d * gradient(v) for start, v, d in edges if start == u)
            return known[u]

        return {node: gradient(node) for edge in edges for node in edge[:2]} | {output: 1}

    @alternate
    def by_linear_system(edges, output):
        order = list({node: 0 for edge in edges for node in edge[:2]} | {output: 0})
        A, e = np.eye(len(order)), np.zeros(len(order))
        e[order.index(output)] = 1
        for u, v, d in edges:
            if u != output:
                A[order.index(u), order.index(v)] -= d
        return dict(zip(order, np.linalg.solve(A, e), strict=True))

    @alternate
    def by_rounds(edges, output):
        grads = {node: np.float32(0) for edge in edges for node in edge[:2]} | {output: np.float32(1)}
        before = None
        while before != grads:
            before, grads = grads, {node: np.float32(node == output) for node in grads}
            for u, v, d in edges:
                if u != output:
                    grads[u] += np.float32(d) * before[v]
        return {node: np.array(value) for node, value in grads.items()}

    @alternate
    def in_postorder(edges, output):
        """Depth first along the edges: a node comes after all that it leads to."""
        leaving = {node: [] for edge in edges for node in edge[:2]} | {output: []}
        for u, v, d in edges:
            leaving[u].append((v, d))
        grads = {}
        for start in leaving:
            stack = [(start, iter(leaving[start]))]
            while stack:
                node, others = stack[-1]
                waiting = next((v for v, _ in others if v not in grads), None)
                if waiting is not None:
                    stack.append((waiting, iter(leaving[waiting])))
                    continue
                stack.pop()
                grads[node] = 1.0 if node == output else float(sum(d * grads[v] for v, d in leaving[node]))
        return grads
