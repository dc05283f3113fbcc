"""Model answers: one module for each unit, one function for each exercise. NumPy only.

A table of contents in lesson order. The first module of a unit has its exercises, the others what it leads to.

01  classification       from logits to probabilities, loss, confidence and accuracy
    labels               labels as unit vectors
02  networks             affine maps and activations in turn, and how they start
    activations          the functions of one variable between the layers
03  approximation        what networks with one input can draw, and how many pieces it takes
    constructions        networks that are put together instead of trained
04  learning_modes       clusters, principal components, propagated labels, an alarm
    clustering           k-means from its seeds to its end
    graphs               graphs of samples, for labels to spread on
    detection            what an alarm catches and what it costs, over all thresholds
    autoencoders         networks that repeat their input through a narrow layer
05  regression           least squares, the logistic model, the line between the classes
    logistic             logistic regression, fitted to the end
06  convexity            nearest points, separating hyperplanes, the widest margin
07  soft_margin          the support vector machine as a convex problem, and its dual
    svm                  solvers that stop by a certificate, and several classes
08  kernels              inner products of features that are never formed
09  kernel_methods       decisions, components and random features from Gram matrices
    kernel_models        models that can be evaluated at new points
    tangent_kernel       the gradients of a network as features
10  gradient_descent     the whole gradient, a batch of it, or one with a memory
    optimisers           Adam and its family, and the loops that they run in
    schedules            step sizes that change with time
11  backpropagation      the chain rule from the output back to the input
    array_graphs         the same for every network that is an acyclic graph
12  convolution          one small kernel, moved over the whole image
    patches              an image as the list of all that a kernel sees of it
    shifts               what becomes of a map of signals when they move
    cnn                  a small convolutional network that learns
13  training             everything together: first clear, then fast, then compared
    training_by_samples  the same one sample at a time: right, and slow
    training_runs        runs that stop early, and can be saved and continued
    comparison           models of the digits, side by side

All units:
    data                 random samples of known laws, and the digits
    calls                decorators: what is seen to before and after a call
    require              guards: what a function needs of its arguments
    fast                 the same functions, ahead of what one would take instead

One name has one meaning, and arguments stand in one order:

- A function of a whole model takes its parameters before the samples, the samples before their labels, and words after
  both: `mlp_forward(params, X, act)`, `mlp_backward(params, X, y, act)`, `cnn_forward(params, X)`,
  `logistic_nll_grad(w, X, y)`. One layer takes what its formula has, in the formula's order: `affine(X, W, b)`.
  A function that ends in `_vjp` takes the upstream gradient U first.
- `act` is an activation, `kind` a way to initialise; `lr` is a step size; `rng` is the last argument without a default.
- `tol` of a solver of the soft margin is the violation of the optimality conditions that it allows; `svm.smo` does not
  stop before the duality gap, as a fraction of the dual objective, is as small, too. Other tolerances say what they are
  relative to.
"""
