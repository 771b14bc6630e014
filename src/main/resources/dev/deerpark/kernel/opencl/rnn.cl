// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// Plain recurrent units, as FloatRnn has them. ACTIVATION is theirs.
//
// Constants, in quads: the joined sums' of one gate, the hidden weights' diagonals [PARTS].
#define PARTS PARTS_OF(D)
#define HIDDEN (constants + I * PARTS)
#define OWN (constants + JOINED_QUADS(I + D, PARTS, 1))

FN void step(
    const SHARED number* x, const SHARED number* state, SHARED number* next, SHARED number* kept,
    SHARED number* product, HELD const number4* constants) {
  EACH(tile, PARTS * SLOTS) {
    int part = tile / SLOTS;
    int slot = tile % SLOTS;
    number sums[4][PER];
    SET_JOINED_SUMS(sums, 1, I, x, D, state, slot, constants, PARTS, part)
    UNROLL for (int i = 0; i < 4; i++) {
      UNROLL for (int c = 0; c < PER; c++) {
        int at = (part * 4 + i) * LANES + slot * PER + c;
        number y = activated(ACTIVATION, sums[i][c]);
        next[at] = y;
#if FORM == DIAGONAL
        product[at] = slope_of(ACTIVATION, y) * OF_ROW(OWN, 1, 0, part, i) * product[at];
#endif
      }
    }
  }
}

#if FORM == DENSE
FN void tangent(
    SHARED number* direction, SHARED number* moved, const SHARED number* state,
    const SHARED number* next, SHARED number* kept, HELD const number4* constants) {
  EACH(tile, PARTS * DIRECTION_SLOTS) {
    int part = tile / DIRECTION_SLOTS;
    int slot = tile % DIRECTION_SLOTS;
    number sums[4][PER_COLUMN];
    CLEAR_SUMS(sums, 1, PER_COLUMN)
    ADD_COLUMNS(sums, 1, PER_COLUMN, D, direction, WIDTH, slot, HIDDEN, PARTS, part)
    UNROLL for (int i = 0; i < 4; i++) {
      UNROLL for (int c = 0; c < PER_COLUMN; c++) {
        int unit = part * 4 + i;
        int column = slot * PER_COLUMN + c;
        number slope = slope_of(ACTIVATION, next[unit * LANES + column % LANES]);
        moved[unit * WIDTH + column] = slope * sums[i][c];
      }
    }
  }
}
#endif
