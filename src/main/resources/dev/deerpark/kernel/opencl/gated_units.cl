// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// Units whose candidate sees the state through a gate, as FloatGatedUnits and FloatGatedUnitsDerivative
// have them: n = g(W x + R (r h) + b) and h' = h + p (n - h). GATES says how many there are besides n,
// and COMPLEMENT whether p is 1 less the last of them: in a GRU r, z and 1 - z, in a minimal gated
// unit r alone. GATE and CANDIDATE are the activations.
//
// Constants, in quads: the joined sums' of the gates, those of the candidate; the diagonals of the
// hidden weights of the gates [PARTS][GATES] and of the candidate [PARTS]; the products R_n,ik R_r,ki
// of hidden weights [D][PARTS].
//
// kept, arrays [4 PARTS][LANES]: r h and p; for Jacobians q, r, b and c of dh' = (1 - p) dh + b (Rp dh)
// + c Rn (r dh + q (Rr dh)); then [4 PARTS][WIDTH]: what n sees move.
#define PARTS PARTS_OF(D)
#define HIDDEN (constants + I * PARTS * GATES)
#define CANDIDATES (constants + JOINED_QUADS(I + D, PARTS, GATES))
#define CANDIDATES_HIDDEN (CANDIDATES + I * PARTS)
#define OWN (CANDIDATES + JOINED_QUADS(I + D, PARTS, 1))
#define OWN_CANDIDATE (OWN + PARTS * GATES)
#define THROUGH_RESET (OWN_CANDIDATE + PARTS)
#define LAST (4 * (GATES - 1))
#define FACTORS (4 * PARTS * LANES)
#define GATED kept
#define SHARE (kept + FACTORS)
#define BY_RESET (kept + 2 * FACTORS)
#define RESET (kept + 3 * FACTORS)
#define BY_GATE (kept + 4 * FACTORS)
#define BY_CANDIDATE (kept + 5 * FACTORS)
#define SEEN (kept + 6 * FACTORS)

FN void step(
    const SHARED number* x, const SHARED number* state, SHARED number* next, SHARED number* kept,
    SHARED number* product, HELD const number4* constants) {
  EACH(tile, PARTS * SLOTS) {
    int part = tile / SLOTS;
    int slot = tile % SLOTS;
    number sums[4 * GATES][PER];
    SET_JOINED_SUMS(sums, GATES, I, x, D, state, slot, constants, PARTS, part)
    UNROLL for (int i = 0; i < 4; i++) {
      UNROLL for (int c = 0; c < PER; c++) {
        int at = (part * 4 + i) * LANES + slot * PER + c;
        number reset = activated(GATE, sums[i][c]);
        number last = GATES == 1 ? reset : activated(GATE, sums[LAST + i][c]);
        GATED[at] = reset * state[at];
        SHARE[at] = COMPLEMENT ? N(1.0) - last : last;
#if FORM != PLAIN
        BY_RESET[at] = state[at] * slope_of(GATE, reset);
        RESET[at] = reset;
        BY_GATE[at] = slope_of(GATE, last);
#endif
      }
    }
  }
  BARRIER;
  EACH(tile, PARTS * SLOTS) {
    int part = tile / SLOTS;
    int slot = tile % SLOTS;
    number sums[4][PER];
    SET_JOINED_SUMS(sums, 1, I, x, D, GATED, slot, CANDIDATES, PARTS, part)
#if FORM == DIAGONAL
    number through[4][PER];
    CLEAR_SUMS(through, 1, PER)
    ADD_COLUMNS(through, 1, PER, D, BY_RESET, LANES, slot, THROUGH_RESET, PARTS, part)
#endif
    UNROLL for (int i = 0; i < 4; i++) {
      UNROLL for (int c = 0; c < PER; c++) {
        int at = (part * 4 + i) * LANES + slot * PER + c;
        number n = activated(CANDIDATE, sums[i][c]);
        number h = state[at];
        number share = SHARE[at];
        next[at] = FMA(share, n - h, h);
#if FORM != PLAIN
        number by_gate = (COMPLEMENT ? h - n : n - h) * BY_GATE[at];
        number by_candidate = share * slope_of(CANDIDATE, n);
#endif
#if FORM == DIAGONAL
        number own = FMA(RESET[at], OF_ROW(OWN_CANDIDATE, 1, 0, part, i), through[i][c]);
        number sum = FMA(by_candidate, own, N(1.0) - share);
        product[at] = FMA(by_gate, OF_ROW(OWN, GATES, GATES - 1, part, i), sum) * product[at];
#elif FORM == DENSE
        BY_GATE[at] = by_gate;
        BY_CANDIDATE[at] = by_candidate;
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
    number sums[4 * GATES][PER_COLUMN];
    CLEAR_SUMS(sums, GATES, PER_COLUMN)
    ADD_COLUMNS(
        sums, GATES, PER_COLUMN, D, direction, WIDTH, slot, HIDDEN, PARTS, part)
    UNROLL for (int i = 0; i < 4; i++) {
      UNROLL for (int c = 0; c < PER_COLUMN; c++) {
        int column = slot * PER_COLUMN + c;
        int at = (part * 4 + i) * WIDTH + column;
        int factor = (part * 4 + i) * LANES + column % LANES;
        SEEN[at] = FMA(BY_RESET[factor], sums[i][c], RESET[factor] * direction[at]);
        moved[at] = sums[LAST + i][c];
      }
    }
  }
  BARRIER;
  EACH(tile, PARTS * DIRECTION_SLOTS) {
    int part = tile / DIRECTION_SLOTS;
    int slot = tile % DIRECTION_SLOTS;
    number sums[4][PER_COLUMN];
    CLEAR_SUMS(sums, 1, PER_COLUMN)
    ADD_COLUMNS(
        sums, 1, PER_COLUMN, D, SEEN, WIDTH, slot, CANDIDATES_HIDDEN, PARTS, part)
    UNROLL for (int i = 0; i < 4; i++) {
      UNROLL for (int c = 0; c < PER_COLUMN; c++) {
        int column = slot * PER_COLUMN + c;
        int at = (part * 4 + i) * WIDTH + column;
        int factor = (part * 4 + i) * LANES + column % LANES;
        number sum = (N(1.0) - SHARE[factor]) * direction[at];
        sum = FMA(BY_CANDIDATE[factor], sums[i][c], sum);
        moved[at] = FMA(BY_GATE[factor], moved[at], sum);
      }
    }
  }
}
#endif
