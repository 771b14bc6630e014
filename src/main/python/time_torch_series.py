"""Times PyTorch's nn.GRU on many series of one length, batch by batch.

    python time_torch_series.py SERIES STEPS STATE_SIZE INPUTS float|double

Tries batches of several sizes on one thread and on all of them, takes the fastest, and prints the
seconds for all series, with what was taken. The inputs are random numbers that are there before
the clock starts; of the outputs nothing is kept, as they are consumed elsewhere.
"""

import sys
import time

import torch

TRIED = (100, 1_000, 10_000)


def walk(gru, inputs, series):
    """Seconds for so many series, the same inputs again and again."""
    began = time.perf_counter()
    with torch.no_grad():
        done = 0
        while done < series:
            gru(inputs)
            done += inputs.shape[0]
    return time.perf_counter() - began


def main():
    series, steps, size, width = (int(word) for word in sys.argv[1:5])
    dtype = torch.float32 if sys.argv[5] == "float" else torch.float64
    torch.manual_seed(1)
    gru = torch.nn.GRU(width, size, batch_first=True, dtype=dtype)
    trials = {}
    for batch in (count for count in TRIED if count <= series):
        inputs = torch.randn(batch, steps, width, dtype=dtype)
        for threads in sorted({1, torch.get_num_threads()}):
            torch.set_num_threads(threads)
            trials[batch, threads] = walk(gru, inputs, batch) / batch
    batch, threads = min(trials, key=trials.get)
    torch.set_num_threads(threads)
    seconds = walk(gru, torch.randn(batch, steps, width, dtype=dtype), series)
    rate = series * steps / seconds / 1e6
    print(f"{seconds:.1f} s for {series} series of {steps} steps, {rate:.1f} million steps a second")
    print(f"torch {torch.__version__}, nn.GRU, batches of {batch}, {threads} threads")


if __name__ == "__main__":
    main()
