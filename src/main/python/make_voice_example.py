"""Writes the synthetic series of the example `voice`: `python make_voice_example.py FILE`.

Frames of 128 numbers at 0 or above, most of them 0, as the encoder of a voice activity detector
gives them. They come from no recording: bursts of random shape, with pauses between, are drawn from
a fixed seed. Needs numpy and pyarrow.
"""

import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

FRAMES, CHANNELS = 8192, 128
LEVELS = 16  # values are whole multiples of 1 / LEVELS, which keeps the file small


def frames():
    random = np.random.default_rng(20261126)
    values = np.zeros((FRAMES, CHANNELS), dtype=np.float32)
    at = 0
    while at < FRAMES:
        burst, pause = random.integers(20, 120), random.integers(10, 200)
        shape = np.maximum(random.normal(-0.9, 1.2, CHANNELS), 0)
        for begin in range(at, min(at + burst, FRAMES), 4):  # a shape is held for four frames
            drawn = np.maximum(shape + random.normal(0, 0.4, CHANNELS) * (shape > 0), 0)
            values[begin:min(begin + 4, at + burst)] = np.round(drawn * LEVELS) / LEVELS
        at += burst + pause
    return values


if __name__ == "__main__":
    table = {"t": np.arange(FRAMES, dtype=np.int64)}
    table.update({f"f{i}": column for i, column in enumerate(frames().T)})
    pq.write_table(pa.table(table), sys.argv[1], compression="zstd", compression_level=19,
                   row_group_size=FRAMES, write_statistics=False)
