"""The same functions, fast: ahead of what one would take instead, with nothing but NumPy.

The clear versions are in the modules of the units; these agree with them to rounding. What a module does
to be fast stands at its top, and the measurements in tests/benchmarks say what it is worth.

    gram            squared distances, Gaussian Gram matrices, their rows on demand
    kernel_ridge    kernel ridge regression, on `cholesky`
    smo             the soft-margin support vector machine, on `row_store`
    squared_hinge   the linear one with squared hinge loss
    training        multilayer perceptrons, on `network`, `activations`, `batches` and `optimisers`
    convolution     cross-correlation of images and its gradients, on `columns`

    threads         one thread of NumPy's BLAS while they run, unless told otherwise
"""
