// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// Restarts: steps of the block before which a lane's state is replaced by one that is given, whatever it
// was. A group looks for them where its next one comes, not at every step.
//
// Set by the host: RESTARTS, whether there are any; a walk without has no trace of them.
#if RESTARTS
#if FORM != PLAIN
#error "the Jacobian of a segment with a restart is zero"
#endif
#define NEVER 0x7fffffff

// The first restart at a step of the block or after it; `count` where there is none.
FN int first_restart(GLOBAL const int* restarts, int count, int step) {
  int from = 0;
  int to = count;
  while (from < to) {
    int middle = from + (to - from) / 2;
    if (restarts[middle] < step) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return from;
}

// Step of its segment at which a lane comes to a restart of the block.
FN int step_of(GLOBAL const int* restarts, int count, int restart, int segment_begin) {
  return restart < count ? restarts[restart] - segment_begin : NEVER;
}
#endif
