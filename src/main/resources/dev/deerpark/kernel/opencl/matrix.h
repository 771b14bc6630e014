// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// Weights times many vectors. An item keeps a tile of sums in registers, four rows of each gate by some
// vectors, while the columns of the weights pass; each weight that it loads serves all its vectors.
// Every sum begins with its bias and goes through the columns in ascending order by fused
// multiply-adds, as in the jvm kernel.
//
// Weights lie as [column][part][gate][4 rows], biases as [part][gate][4 rows], zeros beyond the last
// row: `quads` is where those of a column and a part begin.

// How many parts of four rows there are.
#define PARTS_OF(rows) (((rows) + 3) / 4)

// sums[4 gates][n] = four rows of each gate, for all n vectors
#define SET_SUMS(sums, gates, n, quads) \
  UNROLL for (int q = 0; q < (gates); q++) { \
    number4 f = (quads)[q]; \
    UNROLL for (int c = 0; c < (n); c++) { \
      sums[4 * q][c] = f.x; \
      sums[4 * q + 1][c] = f.y; \
      sums[4 * q + 2][c] = f.z; \
      sums[4 * q + 3][c] = f.w; \
    } \
  }

// sums[4 gates][n] = 0
#define CLEAR_SUMS(sums, gates, n) \
  UNROLL for (int q = 0; q < 4 * (gates); q++) { \
    UNROLL for (int c = 0; c < (n); c++) sums[q][c] = N(0.0); \
  }

// sums[4 gates][n] += four rows of each gate times v[n]
#define ADD_COLUMN(sums, gates, n, v, quads) \
  UNROLL for (int q = 0; q < (gates); q++) { \
    number4 f = (quads)[q]; \
    UNROLL for (int c = 0; c < (n); c++) { \
      sums[4 * q][c] = FMA(v[c], f.x, sums[4 * q][c]); \
      sums[4 * q + 1][c] = FMA(v[c], f.y, sums[4 * q + 1][c]); \
      sums[4 * q + 2][c] = FMA(v[c], f.z, sums[4 * q + 2][c]); \
      sums[4 * q + 3][c] = FMA(v[c], f.w, sums[4 * q + 3][c]); \
    } \
  }

// Room for n numbers, that loads of four may name where there are fewer.
#define ROOM_FOR(n) ((n) < 4 ? 4 : (n))

// v[n] = numbers of shared memory that lie side by side, in as few loads as there are
#define LOAD(v, n, from) \
  if ((n) % 4 == 0 && LANES % 4 == 0) { \
    UNROLL for (int q = 0; q < (n) / 4; q++) { \
      number4 f = ((const SHARED number4*)(from))[q]; \
      v[4 * q] = f.x; \
      v[4 * q + 1] = f.y; \
      v[4 * q + 2] = f.z; \
      v[4 * q + 3] = f.w; \
    } \
  } else { \
    UNROLL for (int q = 0; q < (n); q++) v[q] = (from)[q]; \
  }

// sums += the weights' `columns` columns from `quads` on times the vectors that lie as [columns][width]
// in `from`, of which this tile takes n from `slot` times n on
#define ADD_COLUMNS(sums, gates, n, columns, from, width, slot, quads, parts, part) \
  UNROLL_SOME for (int k = 0; k < (columns); k++) { \
    number v[ROOM_FOR(n)]; \
    LOAD(v, n, (from) + k * (width) + (slot) * (n)) \
    ADD_COLUMN(sums, gates, n, v, (quads) + (k * (parts) + (part)) * (gates)) \
  }

// A number of a quad array.
#define NUMBER_OF(quads, i) (((HELD const number*)(quads))[i])

// That of row i of a gate in a part, where biases and the like lie as [PARTS][gates][4 rows].
#define OF_ROW(quads, gates, gate, part, i) NUMBER_OF(quads, ((part) * (gates) + (gate)) * 4 + (i))

// Two vectors that give to the same sums, as JoinedAffine has it. Constants: the weights of the first
// [columns][PARTS][gates], those of the second behind them, then the biases [PARTS][gates]; `parts` and
// `part` as above. sums[4 gates][PER] = biases + weights times (first, second)
#define JOINED_QUADS(columns, parts, gates) (((columns) + 1) * (parts) * (gates))
#define SET_JOINED_SUMS(sums, gates, columns, first, more, second, slot, quads, parts, part) \
  SET_SUMS(sums, gates, PER, (quads) + ((columns) + (more)) * (parts) * (gates) + (part) * (gates)) \
  ADD_COLUMNS(sums, gates, PER, columns, first, LANES, slot, quads, parts, part) \
  ADD_COLUMNS( \
      sums, gates, PER, more, second, LANES, slot, (quads) + (columns) * (parts) * (gates), \
      parts, part)
