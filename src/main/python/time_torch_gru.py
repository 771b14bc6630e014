"""Times PyTorch's nn.GRU on one sequence, for the command bench.

    python time_torch_gru.py STATE_SIZE INPUTS STEPS REPEATS float|double

Tries one thread and all of them, takes the faster, and prints the seconds of every repeat over the
whole sequence, a line each; the last line says with how many threads. Exits with 3 where there is
no torch. Long sequences are walked
through a shorter one again and again, with the state handed on, so that memory does not decide.
"""

import sys
import time

try:
    import torch
except ImportError:
    sys.exit(3)

CHUNK = 100_000
TRIAL = 5_000


def walk(gru, inputs, steps):
    """Seconds for so many steps."""
    state = None
    began = time.perf_counter()
    with torch.no_grad():
        done = 0
        while done < steps:
            count = min(inputs.shape[1], steps - done)
            _, state = gru(inputs[:, :count], state)
            done += count
    return time.perf_counter() - began


def main():
    size, width, steps, repeats = (int(word) for word in sys.argv[1:5])
    dtype = torch.float32 if sys.argv[5] == "float" else torch.float64
    torch.manual_seed(1)
    gru = torch.nn.GRU(width, size, batch_first=True, dtype=dtype)
    inputs = torch.randn(1, min(steps, CHUNK), width, dtype=dtype)
    trials = {}
    for threads in sorted({1, torch.get_num_threads()}):
        torch.set_num_threads(threads)
        walk(gru, inputs, TRIAL)
        trials[threads] = walk(gru, inputs, TRIAL)
    fastest = min(trials, key=trials.get)
    torch.set_num_threads(fastest)
    for _ in range(repeats):
        print(walk(gru, inputs, steps))
    print(f"torch {torch.__version__}, nn.GRU, {fastest} thread{'s' if fastest > 1 else ''}")


if __name__ == "__main__":
    main()
