// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// A network of tanh units, as FloatMeanField has it: s' = W tanh(s) + u. No unit sees itself.
//
// Constants, in quads: weights [D][PARTS].
//
// kept [D][LANES]: tanh of the state before the step.
#define PARTS PARTS_OF(D)

FN void step(
    const SHARED number* x, const SHARED number* state, SHARED number* next, SHARED number* kept,
    SHARED number* product, HELD const number4* constants) {
  EACH(i, D * LANES) {
    kept[i] = tanh_of(state[i]);
#if FORM == DIAGONAL
    product[i] = N(0.0);
#endif
  }
  BARRIER;
  EACH(tile, PARTS * SLOTS) {
    int part = tile / SLOTS;
    int slot = tile % SLOTS;
    number sums[4][PER];
    CLEAR_SUMS(sums, 1, PER)
    ADD_COLUMNS(sums, 1, PER, D, kept, LANES, slot, constants, PARTS, part)
    UNROLL for (int i = 0; i < 4; i++) {
      UNROLL for (int c = 0; c < PER; c++) {
        int unit = part * 4 + i;
        int at = unit * LANES + slot * PER + c;
#if I > 0
        next[at] = unit < I ? sums[i][c] + x[at] : sums[i][c];
#else
        next[at] = sums[i][c];
#endif
      }
    }
  }
}

#if FORM == DENSE
FN void tangent(
    SHARED number* direction, SHARED number* moved, const SHARED number* state,
    const SHARED number* next, SHARED number* kept, HELD const number4* constants) {
  EACH(i, D * WIDTH) {
    number active = kept[i / WIDTH * LANES + i % LANES];
    direction[i] = (N(1.0) - active * active) * direction[i];
  }
  BARRIER;
  EACH(tile, PARTS * DIRECTION_SLOTS) {
    int part = tile / DIRECTION_SLOTS;
    int slot = tile % DIRECTION_SLOTS;
    number sums[4][PER_COLUMN];
    CLEAR_SUMS(sums, 1, PER_COLUMN)
    ADD_COLUMNS(sums, 1, PER_COLUMN, D, direction, WIDTH, slot, constants, PARTS, part)
    UNROLL for (int i = 0; i < 4; i++) {
      UNROLL for (int c = 0; c < PER_COLUMN; c++) {
        moved[(part * 4 + i) * WIDTH + slot * PER_COLUMN + c] = sums[i][c];
      }
    }
  }
}
#endif
