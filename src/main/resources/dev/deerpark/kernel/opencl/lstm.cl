// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// An LSTM and its Jacobian, as FloatLstm and FloatLstmDerivative have them: a state is h, then c. GATE
// is the activation of i, f and o, CANDIDATE that of g, OUTPUT that of the cells in h'; PEEPHOLES says
// whether the gates see the cells.
//
// Constants, in quads: the joined sums' of the gates i, f, g and o; the hidden weights' diagonals
// [PARTS][4]; the peepholes of i, f and o [PARTS][3].
//
// kept [6][4 PARTS][LANES]: the factors of i, f, g, o, and k and e, of dc' = i (Whi dh) + f (Whf dh) +
// g (Whg dh) + k dc and dh' = e dc' + o (Who dh).
#define UNITS (D / 2)
#define PARTS PARTS_OF(UNITS)
#define HIDDEN (constants + I * PARTS * 4)
#define OWN (constants + JOINED_QUADS(I + UNITS, PARTS, 4))
#define PEEPHOLE (OWN + PARTS * 4)
#define FACTORS (4 * PARTS * LANES)

FN void step(
    const SHARED number* x, const SHARED number* state, SHARED number* next, SHARED number* kept,
    SHARED number* product, HELD const number4* constants) {
  EACH(tile, PARTS * SLOTS) {
    int part = tile / SLOTS;
    int slot = tile % SLOTS;
    number sums[16][PER];
    SET_JOINED_SUMS(sums, 4, I, x, UNITS, state, slot, constants, PARTS, part)
    UNROLL for (int i = 0; i < 4; i++) {
      UNROLL for (int c = 0; c < PER; c++) {
        int at = (part * 4 + i) * LANES + slot * PER + c;
        number cell = state[UNITS * LANES + at];
#if PEEPHOLES
        number of_enter = OF_ROW(PEEPHOLE, 3, 0, part, i);
        number of_forget = OF_ROW(PEEPHOLE, 3, 1, part, i);
        number of_show = OF_ROW(PEEPHOLE, 3, 2, part, i);
        sums[i][c] = FMA(cell, of_enter, sums[i][c]);
        sums[4 + i][c] = FMA(cell, of_forget, sums[4 + i][c]);
#endif
        number enter = activated(GATE, sums[i][c]);
        number forget = activated(GATE, sums[4 + i][c]);
        number candidate = activated(CANDIDATE, sums[8 + i][c]);
        number after = FMA(enter, candidate, forget * cell);
#if PEEPHOLES
        sums[12 + i][c] = FMA(after, of_show, sums[12 + i][c]);
#endif
        number show = activated(GATE, sums[12 + i][c]);
        number shown = activated(OUTPUT, after);
        // the rows beyond the last unit are those of the cells
        bool held = part * 4 + i < UNITS;
        if (held) {
          next[at] = show * shown;
          next[UNITS * LANES + at] = after;
        }
#if FORM != PLAIN
        number by_enter = candidate * slope_of(GATE, enter);
        number by_forget = cell * slope_of(GATE, forget);
        number by_candidate = enter * slope_of(CANDIDATE, candidate);
        number by_show = shown * slope_of(GATE, show);
        number by_cell = show * slope_of(OUTPUT, shown);
        number stays = forget;
#if PEEPHOLES
        stays = FMA(by_forget, of_forget, FMA(by_enter, of_enter, stays));
        by_cell = FMA(by_show, of_show, by_cell);
#endif
#endif
#if FORM == DIAGONAL
        if (held) {
          number moved = FMA(by_candidate, OF_ROW(OWN, 4, 2, part, i), N(0.0));
          moved = FMA(by_forget, OF_ROW(OWN, 4, 1, part, i), moved);
          moved = FMA(by_enter, OF_ROW(OWN, 4, 0, part, i), moved);
          number own = FMA(by_cell, moved, by_show * OF_ROW(OWN, 4, 3, part, i));
          product[at] = own * product[at];
          product[UNITS * LANES + at] = stays * product[UNITS * LANES + at];
        }
#elif FORM == DENSE
        kept[at] = by_enter;
        kept[FACTORS + at] = by_forget;
        kept[2 * FACTORS + at] = by_candidate;
        kept[3 * FACTORS + at] = by_show;
        kept[4 * FACTORS + at] = stays;
        kept[5 * FACTORS + at] = by_cell;
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
    number sums[16][PER_COLUMN];
    CLEAR_SUMS(sums, 4, PER_COLUMN)
    ADD_COLUMNS(
        sums, 4, PER_COLUMN, UNITS, direction, WIDTH, slot, HIDDEN, PARTS, part)
    UNROLL for (int i = 0; i < 4; i++) {
      UNROLL for (int c = 0; c < PER_COLUMN; c++) {
        int unit = part * 4 + i;
        int column = slot * PER_COLUMN + c;
        int at = unit * WIDTH + column;
        int factor = unit * LANES + column % LANES;
        number cell = kept[4 * FACTORS + factor] * direction[UNITS * WIDTH + at];
        cell = FMA(kept[2 * FACTORS + factor], sums[8 + i][c], cell);
        cell = FMA(kept[FACTORS + factor], sums[4 + i][c], cell);
        cell = FMA(kept[factor], sums[i][c], cell);
        if (unit < UNITS) {
          number by_show = kept[3 * FACTORS + factor] * sums[12 + i][c];
          moved[at] = FMA(kept[5 * FACTORS + factor], cell, by_show);
          moved[UNITS * WIDTH + at] = cell;
        }
      }
    }
  }
}
#endif
