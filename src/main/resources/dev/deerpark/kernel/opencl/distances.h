// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// A product that is smaller by this factor has a quotient that is not larger, however both are rounded.
#define SURELY (N(1.0) - N(0x1p-48))

// The larger one of `furthest` and the scaled distance of an anchor from a state; NaN where one is.
FN number further(number furthest, number anchor, number state) {
  number away = ABS(anchor - state);
  number scale = N(1.0) + ABS(state);
  // a division takes longer than all the rest, and is seldom needed
  if (!(away < furthest * scale * SURELY)) {
    number distance = away / scale;
    // keeps NaN
    if (distance > furthest || distance != distance) return distance;
  }
  return furthest;
}
