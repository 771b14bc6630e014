// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// The affine maps of a block's segments, z -> image + J (z - anchor), with their Jacobians where a walk
// left them. Every operation is that of AffineBlock, in double, in the order of time; `number` is double
// here, whatever the walk's precision is.
//
// Anchors and images [segments][D]; jacobians [segments][D] or [segments][D][D], finite; is_constant
// [segments]: not 0 for a map that sends everything to its image.
//
// A map waits for the one before it, so what counts is how long one takes: what it needs is fetched
// while the one before is worked on.
//
// Set by the host: D, FORM, COLUMNS (of a product that a group takes), AHEAD (segments whose anchors and
// images are fetched at once), STAGED (whether two full Jacobians fit into what a group shares).
#include "distances.h"

#define DIAGONAL 1
#define DENSE 2
#if FORM == DENSE
#define ENTRIES (D * D)
#else
#define ENTRIES D
#endif

#if FORM == DENSE && STAGED
// Jacobians that a group goes through one after the other. STAGE declares room for two; FETCH_FIRST
// brings one there. Behind the barrier that begins its turn FETCH_NEXT fetches the next one, if there is
// one, which PUT_NEXT puts where no item reads: before the next barrier. ROW is row i of the one whose turn
// it is. The pitch keeps rows in banks of their own.
#define PITCH (D | 1)
#define PIECES ((ENTRIES + ITEMS - 1) / ITEMS)
#define STAGE \
  LOCAL STORED stage[2 * D * PITCH]; \
  STORED coming[PIECES];
#define FETCH(segment) \
  UNROLL for (int p = 0; p < PIECES; p++) { \
    int e = p * ITEMS + ITEM; \
    coming[p] = e < ENTRIES ? jacobians[(size_t)(segment) * ENTRIES + e] : 0; \
  }
#define PUT(segment) \
  UNROLL for (int p = 0; p < PIECES; p++) { \
    int e = p * ITEMS + ITEM; \
    if (e < ENTRIES) stage[((segment) & 1) * D * PITCH + e / D * PITCH + e % D] = coming[p]; \
  }
#define FETCH_FIRST(segment) FETCH(segment) PUT(segment)
#define FETCH_NEXT(segment, last) if ((segment) + 1 < (last)) FETCH((segment) + 1)
#define PUT_NEXT(segment, last) if ((segment) + 1 < (last)) PUT((segment) + 1)
#define ROW(segment, i) (stage + ((segment) & 1) * D * PITCH + (i) * PITCH)
#else
#define STAGE
#define FETCH_FIRST(segment)
#define FETCH_NEXT(segment, last)
#define PUT_NEXT(segment, last)
#define ROW(segment, i) (jacobians + (size_t)(segment) * ENTRIES + (i) * D)
#endif

// Row i of a segment's Jacobian times a vector, which for a diagonal is one number.
#if FORM == DENSE
#define TIMES(product, segment, i, vector) \
  number product = N(0.0); \
  UNROLL_SOME for (int k = 0; k < D; k++) { \
    product = FMA(ENTRY(ROW(segment, i), k, segment), (vector)[k], product); \
  }
#else
#define TIMES(product, segment, i, vector) \
  number product = (vector)[i] * ENTRY(jacobians, (size_t)(segment) * D + i, segment);
#endif

// Copies the Jacobians of lanes to their segments, and replaces those that are not finite: by zeros, or
// number by number, infinities by the `largest` where that is not 0. A group takes one lane. replaced
// [lanes]: 1 for those.
KERNEL BOUNDS void collect(
    GLOBAL const STORED* RESTRICT products, GLOBAL const int* RESTRICT segments,
    GLOBAL STORED* RESTRICT jacobians, GLOBAL int* RESTRICT replaced,
    GLOBAL const number* RESTRICT largest) {
  ARRAY(lost, 1);
  GLOBAL const STORED* from = products + (size_t)GROUP * ENTRIES;
  GLOBAL STORED* to = jacobians + (size_t)segments[GROUP] * ENTRIES;
  if (ITEM == 0) lost[0] = N(0.0);
  BARRIER;
  EACH(i, ENTRIES) {
    if (!IS_FINITE((number)from[i])) lost[0] = N(1.0);
  }
  BARRIER;
  STORED most = (STORED)largest[0];
  EACH(i, ENTRIES) {
    STORED entry = from[i];
    STORED reset = entry > 0 ? most : entry < 0 ? -most : 0;
    bool stays = lost[0] == N(0.0) || (most > 0 && IS_FINITE((number)entry));
    to[i] = stays ? entry : reset;
  }
  if (ITEM == 0) replaced[GROUP] = lost[0] != N(0.0);
}

#if FORM == DENSE && SHRINKS
// Makes the segments' factors so small that the bounds of their Jacobians' norms keep to their limit. A group
// takes one segment.
KERNEL BOUNDS void limit_norms(GLOBAL const STORED* RESTRICT jacobians, GLOBAL number* RESTRICT shrinking) {
  ARRAY(sums, 2 * D);
  GLOBAL const STORED* jacobian = jacobians + (size_t)GROUP * ENTRIES;
  EACH(i, D) {
    number row = N(0.0);
    number column = N(0.0);
    for (int k = 0; k < D; k++) {
      row = row + ABS((number)jacobian[i * D + k]);
      column = column + ABS((number)jacobian[k * D + i]);
    }
    sums[i] = row;
    sums[D + i] = column;
  }
  BARRIER;
  if (ITEM == 0) {
    number row = N(0.0);
    number column = N(0.0);
    for (int i = 0; i < D; i++) {
      if (sums[i] > row) row = sums[i];
      if (sums[D + i] > column) column = sums[D + i];
    }
    number least = shrinking[1] / ROOT(row * column);
    if (least < N(1.0)) shrinking[2 + GROUP] = shrinking[2 + GROUP] * least;
  }
}
#endif

// Takes a state through the maps from the segment `first` on to `last`. ends [D]: the state after them;
// before [segments][D]: the states before the segments, where they are wanted, the first of which is the
// one given in `start`; moves [D]: the largest scaled distance of an anchor from the state that comes to
// it, for each number of a state, or NaN. One group.
#define BATCH 16
KERNEL BOUNDS void along(
    GLOBAL const number* RESTRICT start, GLOBAL const number* RESTRICT anchors,
    GLOBAL const number* RESTRICT images, GLOBAL const STORED* RESTRICT jacobians,
    GLOBAL const int* RESTRICT is_constant, GLOBAL const number* RESTRICT shrinking,
    GLOBAL number* RESTRICT ends, GLOBAL number* RESTRICT before, GLOBAL number* RESTRICT moves, int first,
    int last, int wanted) {
  ARRAY(shared, (4 + 2 * AHEAD) * D + 2);
  SHARED number* state = shared;
  SHARED number* moved = state + D;
  SHARED number* correction = moved + D;
  SHARED number* largest = correction + D;
  SHARED number* anchor = largest + D;
  SHARED number* image = anchor + AHEAD * D;
  // of segments with odd and even numbers, so that one can be set while the other is still read
  SHARED number* lost = image + AHEAD * D;
  EACH(i, D) {
    state[i] = start[i];
    largest[i] = N(0.0);
  }
  if (ITEM < 2) lost[ITEM] = N(-1.0);
  int from = first;
#if FORM == DIAGONAL && D <= ITEMS
  BARRIER;
  // Each item takes one number along by itself; they meet after BATCH maps. Where a product overflowed,
  // from the first of these on the maps are taken one by one.
  ARRAY(overflowed, 3);
  if (ITEM < 3) overflowed[ITEM] = N(0.0);
  BARRIER;
  bool mine = ITEM < D;
  number here = mine ? state[ITEM] : N(0.0);
  number furthest = N(0.0);
  bool all = true;
  int turn = 0;
  while (all && from < last) {
    number anchors_here[BATCH];
    number images_here[BATCH];
    number factors[BATCH];
    bool corrects[BATCH];
    UNROLL for (int t = 0; t < BATCH; t++) {
      bool taken = mine && from + t < last;
      size_t at = (size_t)(from + t) * D + ITEM;
      anchors_here[t] = taken ? anchors[at] : N(0.0);
      images_here[t] = taken ? images[at] : N(0.0);
      factors[t] = taken ? ENTRY(jacobians, at, from + t) : N(0.0);
      corrects[t] = taken && !is_constant[from + t];
    }
    number begun = here;
    number furthest_before = furthest;
    bool finite = true;
    UNROLL for (int t = 0; t < BATCH; t++) {
      if (mine && from + t < last) {
        if (wanted) before[(size_t)(from + t) * D + ITEM] = here;
        furthest = further(furthest, anchors_here[t], here);
        number product = (here - anchors_here[t]) * factors[t];
        finite = finite && (!corrects[t] || IS_FINITE(product));
        // adding 0 would turn -0 into 0
        here = corrects[t] && product != N(0.0) ? images_here[t] + product : images_here[t];
      }
    }
    // three marks: that of this turn, that of the next one, and one that late items may still read
    if (!finite) overflowed[turn] = N(1.0);
    int next_turn = (turn + 1) % 3;
    if (ITEM == 0) overflowed[next_turn] = N(0.0);
    BARRIER;
    all = overflowed[turn] == N(0.0);
    turn = next_turn;
    if (all) from += BATCH;
    here = all ? here : begun;
    furthest = all ? furthest : furthest_before;
  }
  if (mine) {
    state[ITEM] = here;
    largest[ITEM] = furthest;
  }
#endif
  STAGE
  if (first < last) {
    FETCH_FIRST(first)
  }
  for (int fetched = from; fetched < last; fetched += AHEAD) {
    int ahead = last - fetched < AHEAD ? last - fetched : AHEAD;
    BARRIER;
    EACH(i, ahead * D) {
      anchor[i] = anchors[(size_t)fetched * D + i];
      image[i] = images[(size_t)fetched * D + i];
    }
    BARRIER;
    for (int t = 0; t < ahead; t++) {
      int segment = fetched + t;
#if FORM == DENSE && STAGED
      if (t > 0) BARRIER;
#endif
      FETCH_NEXT(segment, last)
      EACH(i, D) {
        number from = state[i];
        if (wanted) before[(size_t)segment * D + i] = from;
        largest[i] = further(largest[i], anchor[t * D + i], from);
        moved[i] = from - anchor[t * D + i];
      }
      BARRIER;
      if (!is_constant[segment]) {
        EACH(i, D) {
          TIMES(product, segment, i, moved)
          correction[i] = product;
          if (!IS_FINITE(product)) lost[segment & 1] = segment;
        }
      }
      BARRIER;
      EACH(i, D) {
        number end = image[t * D + i];
        // adding 0 would turn -0 into 0
        bool corrects = !is_constant[segment] && lost[segment & 1] != segment && correction[i] != N(0.0);
        state[i] = corrects ? end + correction[i] : end;
      }
      PUT_NEXT(segment, last)
    }
  }
  EACH(i, D) {
    if (wanted) before[(size_t)last * D + i] = state[i];
    ends[i] = state[i];
    moves[i] = largest[i];
  }
}
// The product of the Jacobians of the first `count` segments, the later ones from the left: [ENTRIES].
// A group takes COLUMNS columns, or as many numbers of a diagonal as it has items.
KERNEL BOUNDS void product(
    GLOBAL const STORED* RESTRICT jacobians, GLOBAL const number* RESTRICT shrinking,
    GLOBAL number* RESTRICT whole, int count) {
#if FORM == DENSE
  ARRAY(shared, 2 * D * COLUMNS);
  SHARED number* product = shared;
  SHARED number* next = shared + D * COLUMNS;
  int first = GROUP * COLUMNS;
  STAGE
  EACH(i, D * COLUMNS) {
    int column = first + i % COLUMNS;
    product[i] = column < D ? ENTRY(jacobians, i / COLUMNS * D + column, 0) : N(0.0);
  }
  if (1 < count) {
    FETCH_FIRST(1)
  }
  for (int segment = 1; segment < count; segment++) {
    BARRIER;
    FETCH_NEXT(segment, count)
    EACH(i, D * COLUMNS) {
      number sum = N(0.0);
      UNROLL_SOME for (int k = 0; k < D; k++) {
        number entry = ENTRY(ROW(segment, i / COLUMNS), k, segment);
        sum = FMA(entry, product[k * COLUMNS + i % COLUMNS], sum);
      }
      next[i] = sum;
    }
    PUT_NEXT(segment, count)
    SHARED number* last = product;
    product = next;
    next = last;
  }
  BARRIER;
  EACH(i, D * COLUMNS) {
    int column = first + i % COLUMNS;
    if (column < D) whole[i / COLUMNS * D + column] = product[i];
  }
#else
  int i = GROUP * ITEMS + ITEM;
  if (i < D) {
    number factor = ENTRY(jacobians, i, 0);
    UNROLL_SOME for (int segment = 1; segment < count; segment++) {
      factor = factor * ENTRY(jacobians, (size_t)segment * D + i, segment);
    }
    whole[i] = factor;
  }
#endif
}

#if FORM == DENSE
// Multiplies a vector by one Jacobian after the other, as it is, as Growth has it. grown [count][2]: the largest
// number of the product and the norm of the product over it. Where the largest is not above 0 and finite,
// both are NaN and the vector is a fresh one. One group.
KERNEL BOUNDS void growth(
    GLOBAL const STORED* RESTRICT jacobians, GLOBAL number* RESTRICT grown, int count) {
  ARRAY(shared, 3 * D);
  SHARED number* vector = shared;
  SHARED number* pushed = vector + D;
  SHARED number* parts = pushed + D;
  number fresh = N(1.0) / ROOT((number)D);
  STAGE
  EACH(i, D) vector[i] = fresh;
  FETCH_FIRST(0)
  for (int segment = 0; segment < count; segment++) {
    BARRIER;
    FETCH_NEXT(segment, count)
    EACH(i, D) {
      number product = N(0.0);
      UNROLL_SOME for (int k = 0; k < D; k++) {
        product = FMA((number)ROW(segment, i)[k], vector[k], product);
      }
      pushed[i] = product;
    }
    PUT_NEXT(segment, count)
    BARRIER;
    number largest = N(0.0);
    UNROLL_SOME for (int k = 0; k < D; k++) {
      number size = ABS(pushed[k]);
      // keeps NaN
      if (size > largest || size != size) largest = size;
    }
    bool grows = largest > N(0.0) && IS_FINITE(largest);
    EACH(i, D) parts[i] = pushed[i] / largest;
    BARRIER;
    number squares = N(0.0);
    UNROLL_SOME for (int k = 0; k < D; k++) squares = squares + parts[k] * parts[k];
    number norm = ROOT(squares);
    EACH(i, D) vector[i] = grows ? parts[i] / norm : fresh;
    if (ITEM == 0) {
      grown[2 * segment] = grows ? largest : N(0.0) / N(0.0);
      grown[2 * segment + 1] = grows ? norm : N(0.0) / N(0.0);
    }
  }
}
#endif

// Every segment's Jacobian times a vector of its own. vectors and products [segments][D]. A group takes
// one segment.
KERNEL BOUNDS void times(
    GLOBAL const STORED* RESTRICT jacobians, GLOBAL const number* RESTRICT shrinking,
    GLOBAL const number* RESTRICT vectors, GLOBAL number* RESTRICT products) {
  ARRAY(vector, D);
  EACH(i, D) vector[i] = vectors[(size_t)GROUP * D + i];
  BARRIER;
  EACH(i, D) {
#if FORM == DENSE
    GLOBAL const STORED* row = jacobians + (size_t)GROUP * ENTRIES + i * D;
    number product = N(0.0);
    UNROLL_SOME for (int k = 0; k < D; k++) product = FMA(ENTRY(row, k, GROUP), vector[k], product);
#else
    TIMES(product, GROUP, i, vector)
#endif
    products[(size_t)GROUP * D + i] = product;
  }
}
