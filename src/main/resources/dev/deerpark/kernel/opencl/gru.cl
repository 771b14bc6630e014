// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// A GRU whose reset gate comes after the product; its state is its h.
#define UNITS D
#define INPUTS I
#if FORM == DENSE
#define KEEPS_FACTORS
#endif
#include "gru.h"

FN void step(
    const SHARED number* x, const SHARED number* state, SHARED number* next, SHARED number* kept,
    SHARED number* product, HELD const number4* constants) {
  gru_step(x, state, next, kept, product, constants);
}

#if FORM == DENSE
FN void tangent(
    SHARED number* direction, SHARED number* moved, const SHARED number* state,
    const SHARED number* next, SHARED number* kept, HELD const number4* constants) {
  gru_tangent(direction, moved, kept, constants);
}
#endif
