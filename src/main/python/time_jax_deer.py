"""Times DEER and quasi-DEER in JAX on one sequence, for the command bench.

    python time_jax_deer.py deer|quasi-deer STATE_SIZE INPUTS STEPS REPEATS float|double TOLERANCE

A GRU with PyTorch's initialisation and normal inputs is evaluated as the papers do it: Jacobians of
all steps at once by forward mode (quasi-DEER keeps their diagonals), an associative scan of the
affine maps, from zeros until no state moves by more than the tolerance, scaled by 1 + |state|.
Prints the seconds of every repeat, a line each; the last line says how many iterations it took.
Exits with 3 where there is no JAX.
"""

import sys
import time

try:
    import jax
    import jax.numpy as jnp
except ImportError:
    sys.exit(3)

MOST_ITERATIONS = 1000


def gru_step(weights, state, given):
    """PyTorch's GRU. The weights of the gates r, z and n are stacked."""
    of_input = weights["input"] @ given + weights["input_bias"]
    of_state = weights["state"] @ state + weights["state_bias"]
    r_in, z_in, n_in = jnp.split(of_input, 3)
    r_state, z_state, n_state = jnp.split(of_state, 3)
    r = jax.nn.sigmoid(r_in + r_state)
    z = jax.nn.sigmoid(z_in + z_state)
    n = jnp.tanh(n_in + r * n_state)
    return (1 - z) * n + z * state


def dense(later, earlier):
    """The map of an earlier and then a later run of steps."""
    return later[0] @ earlier[0], (later[0] @ earlier[1][..., None])[..., 0] + later[1]


def diagonal(later, earlier):
    return later[0] * earlier[0], later[0] * earlier[1] + later[1]


def solver(quasi, tolerance):
    """All states of a sequence from a zero state, and the iterations that took."""

    def update(weights, inputs, states):
        step = lambda state, given: gru_step(weights, state, given)
        before = jnp.concatenate([jnp.zeros_like(states[:1]), states[:-1]])
        ends = jax.vmap(step)(before, inputs)
        jacobians = jax.vmap(jax.jacfwd(step))(before, inputs)
        if quasi:
            jacobians = jnp.diagonal(jacobians, axis1=1, axis2=2)
            offsets = ends - jacobians * before
        else:
            offsets = ends - jnp.einsum("tij,tj->ti", jacobians, before)
        combine = diagonal if quasi else dense
        return jax.lax.associative_scan(lambda a, b: combine(b, a), (jacobians, offsets))[1]

    def solve(weights, inputs, states):
        def goes_on(carry):
            _, move, iteration = carry
            return (move > tolerance) & (iteration < MOST_ITERATIONS)

        def iterate(carry):
            states, _, iteration = carry
            newer = update(weights, inputs, states)
            move = jnp.max(jnp.abs(newer - states) / (1 + jnp.abs(newer)))
            return newer, move, iteration + 1

        first = (states, jnp.asarray(jnp.inf, states.dtype), 0)
        states, _, iterations = jax.lax.while_loop(goes_on, iterate, first)
        return states, iterations

    return jax.jit(solve)


def main():
    method = sys.argv[1]
    size, width, steps, repeats = (int(word) for word in sys.argv[2:6])
    dtype = jnp.float32 if sys.argv[6] == "float" else jnp.float64
    if dtype == jnp.float64:
        jax.config.update("jax_enable_x64", True)
    keys = jax.random.split(jax.random.key(1), 5)
    bound = size**-0.5
    uniform = lambda key, *shape: jax.random.uniform(key, shape, dtype, -bound, bound)
    weights = {
        "input": uniform(keys[0], 3 * size, width),
        "state": uniform(keys[1], 3 * size, size),
        "input_bias": uniform(keys[2], 3 * size),
        "state_bias": uniform(keys[3], 3 * size),
    }
    inputs = jax.random.normal(keys[4], (steps, width), dtype)
    zeros = jnp.zeros((steps, size), dtype)
    solve = solver(method == "quasi-deer", float(sys.argv[7]))
    states, iterations = jax.block_until_ready(solve(weights, inputs, zeros))
    seconds = []
    for _ in range(repeats):
        began = time.perf_counter()
        states, iterations = jax.block_until_ready(solve(weights, inputs, zeros))
        seconds.append(time.perf_counter() - began)
        print(seconds[-1])
    each = sorted(seconds)[len(seconds) // 2] / int(iterations)
    converged = "" if iterations < MOST_ITERATIONS else ", not converged"
    print(f"jax {jax.__version__}, {method} as published, {iterations} iterations{converged}, {each:.3f} seconds each")


if __name__ == "__main__":
    main()
