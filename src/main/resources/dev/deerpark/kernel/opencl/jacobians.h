// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// Entry `at` of a segment's Jacobian, which may be made smaller: its entries are limited, and then multiplied
// by the segment's factor. shrinking [2 + segments]: the limit, that of norms, and the factors.
//
// Set by the host: STORED (what Jacobians are stored in), SHRINKS.
#if SHRINKS
FN number shrunk(number entry, number limit, number factor) {
  number limited = entry > limit ? limit : entry < -limit ? -limit : entry;
  return limited * factor;
}
#define ENTRY(jacobian, at, segment) shrunk((number)(jacobian)[at], shrinking[0], shrinking[2 + (segment)])
#else
#define ENTRY(jacobian, at, segment) ((number)(jacobian)[at])
#endif
