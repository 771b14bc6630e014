// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// The affine maps of a block's segments, z -> image + J (z - anchor), with their Jacobians where a walk
// left them. Every operation is that of AffineBlock, in double, in the order of time; `number` is double
// here, whatever the walk's precision is.
//
// Anchors and images [segments][D]; jacobians [segments][D] or [segments][D][D], finite; is_constant
// [segments]: not 0 for a map that sends everything to its image.
//
// Set by the host: D, FORM, STORED (what Jacobians are stored in), COLUMNS (of a product that a group
// takes), AHEAD (segments whose anchors and images are fetched at once).
#define DIAGONAL 1
#define DENSE 2
#if FORM == DENSE
#define ENTRIES (D * D)
#else
#define ENTRIES D
#endif

// Row i of a segment's Jacobian times a vector, which for a diagonal is one number.
#if FORM == DENSE
#define TIMES(product, jacobian, i, vector) \
  number product = N(0.0); \
  UNROLL_SOME for (int k = 0; k < D; k++) product = FMA((number)(jacobian)[(i) * D + k], (vector)[k], product);
#else
#define TIMES(product, jacobian, i, vector) number product = (vector)[i] * (number)(jacobian)[i];
#endif

// Copies the Jacobians of lanes to their segments, and replaces those that are not finite by zeros, any
// finite numbers will do. A group takes one lane. replaced [lanes]: 1 for those.
KERNEL BOUNDS void collect(
    GLOBAL const STORED* RESTRICT products, GLOBAL const int* RESTRICT segments,
    GLOBAL STORED* RESTRICT jacobians, GLOBAL int* RESTRICT replaced) {
  ARRAY(lost, 1);
  GLOBAL const STORED* from = products + (size_t)GROUP * ENTRIES;
  GLOBAL STORED* to = jacobians + (size_t)segments[GROUP] * ENTRIES;
  if (ITEM == 0) lost[0] = N(0.0);
  BARRIER;
  EACH(i, ENTRIES) {
    if (!IS_FINITE((number)from[i])) lost[0] = N(1.0);
  }
  BARRIER;
  EACH(i, ENTRIES) to[i] = lost[0] != N(0.0) ? 0 : from[i];
  if (ITEM == 0) replaced[GROUP] = lost[0] != N(0.0);
}

// Takes a state through the maps from the segment `first` on to `last`. ends [D]: the state after them;
// before [segments][D]: the states before the segments, where they are wanted, the first of which is the
// one given in `start`; moves [D]: the largest scaled distance of an anchor from the state that comes to
// it, for each number of a state, or NaN. One group.
KERNEL BOUNDS void along(
    GLOBAL const number* RESTRICT start, GLOBAL const number* RESTRICT anchors,
    GLOBAL const number* RESTRICT images, GLOBAL const STORED* RESTRICT jacobians,
    GLOBAL const int* RESTRICT is_constant, GLOBAL number* RESTRICT ends, GLOBAL number* RESTRICT before,
    GLOBAL number* RESTRICT moves, int first, int last, int wanted) {
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
  for (int fetched = first; fetched < last; fetched += AHEAD) {
    int ahead = last - fetched < AHEAD ? last - fetched : AHEAD;
    BARRIER;
    EACH(i, ahead * D) {
      anchor[i] = anchors[(size_t)fetched * D + i];
      image[i] = images[(size_t)fetched * D + i];
    }
    BARRIER;
    for (int t = 0; t < ahead; t++) {
      int segment = fetched + t;
      GLOBAL const STORED* jacobian = jacobians + (size_t)segment * ENTRIES;
      EACH(i, D) {
        number from = state[i];
        if (wanted) before[(size_t)segment * D + i] = from;
        number distance = ABS(anchor[t * D + i] - from) / (N(1.0) + ABS(from));
        // keeps NaN
        if (distance > largest[i] || distance != distance) largest[i] = distance;
        moved[i] = from - anchor[t * D + i];
      }
      BARRIER;
      if (!is_constant[segment]) {
        EACH(i, D) {
          TIMES(product, jacobian, i, moved)
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
    GLOBAL const STORED* RESTRICT jacobians, GLOBAL number* RESTRICT whole, int count) {
#if FORM == DENSE
  ARRAY(shared, 2 * D * COLUMNS);
  SHARED number* product = shared;
  SHARED number* next = shared + D * COLUMNS;
  int first = GROUP * COLUMNS;
  EACH(i, D * COLUMNS) {
    int column = first + i % COLUMNS;
    product[i] = column < D ? (number)jacobians[i / COLUMNS * D + column] : N(0.0);
  }
  for (int segment = 1; segment < count; segment++) {
    GLOBAL const STORED* jacobian = jacobians + (size_t)segment * ENTRIES;
    BARRIER;
    EACH(i, D * COLUMNS) {
      number sum = N(0.0);
      UNROLL_SOME for (int k = 0; k < D; k++) {
        sum = FMA((number)jacobian[i / COLUMNS * D + k], product[k * COLUMNS + i % COLUMNS], sum);
      }
      next[i] = sum;
    }
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
    number factor = jacobians[i];
    UNROLL_SOME for (int segment = 1; segment < count; segment++) {
      factor = factor * (number)jacobians[(size_t)segment * D + i];
    }
    whole[i] = factor;
  }
#endif
}

#if FORM == DENSE
// Multiplies a vector by one Jacobian after the other, as Growth has it. grown [count][2]: the largest
// number of the product and the norm of the product over it. Where the largest is not above 0 and finite,
// both are NaN and the vector is a fresh one. One group.
KERNEL BOUNDS void growth(
    GLOBAL const STORED* RESTRICT jacobians, GLOBAL number* RESTRICT grown, int count) {
  ARRAY(shared, 3 * D);
  SHARED number* vector = shared;
  SHARED number* pushed = vector + D;
  SHARED number* parts = pushed + D;
  number fresh = N(1.0) / ROOT((number)D);
  EACH(i, D) vector[i] = fresh;
  for (int segment = 0; segment < count; segment++) {
    GLOBAL const STORED* jacobian = jacobians + (size_t)segment * ENTRIES;
    BARRIER;
    EACH(i, D) {
      TIMES(product, jacobian, i, vector)
      pushed[i] = product;
    }
    BARRIER;
    number largest = N(0.0);
    for (int k = 0; k < D; k++) {
      number size = ABS(pushed[k]);
      // keeps NaN
      if (size > largest || size != size) largest = size;
    }
    bool grows = largest > N(0.0) && IS_FINITE(largest);
    EACH(i, D) parts[i] = pushed[i] / largest;
    BARRIER;
    number squares = N(0.0);
    for (int k = 0; k < D; k++) squares = squares + parts[k] * parts[k];
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
    GLOBAL const STORED* RESTRICT jacobians, GLOBAL const number* RESTRICT vectors,
    GLOBAL number* RESTRICT products) {
  ARRAY(vector, D);
  EACH(i, D) vector[i] = vectors[(size_t)GROUP * D + i];
  BARRIER;
  GLOBAL const STORED* jacobian = jacobians + (size_t)GROUP * ENTRIES;
  EACH(i, D) {
    TIMES(product, jacobian, i, vector)
    products[(size_t)GROUP * D + i] = product;
  }
}
