// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// The walk of many lanes over the steps of their segments, the same for every model.
#define STATE ((D + 3) * LANES)
#define INPUTS_AHEAD (AHEAD * I * LANES)
#if FORM == DIAGONAL
#define CARRIED STATE
#elif FORM == DENSE
#define DIRECTIONS ((D + 3) * WIDTH)
#define CARRIED (2 * DIRECTIONS)
#define CHUNKS ((D + COLUMNS - 1) / COLUMNS)
#else
#define CARRIED 0
#endif
#ifndef CHUNKS
#define CHUNKS 1
#endif
typedef char arena_is_as_large_as_the_host_says
    [ARENA == 2 * STATE + INPUTS_AHEAD + KEPT * LANES + CARRIED ? 1 : -1];

// inputs [total][I]; segments [lanes]: the segment of a lane, whose steps begin at
// segment * segment_length; starts and ends [lanes][D]; products [lanes][E]: read unless fresh, and
// written; states [lanes][steps][D]: written where every state is wanted; at_marks [lanes][marked][D]:
// written, the states after as many steps as `marks` says, ascending; spill [groups][ARENA].
// The lanes go on after `walked` steps and take `steps` more. Beyond the total they read zeros.
// restarts [restart_count]: steps of the block, ascending; restart_states [restart_count][D], or one for all.
KERNEL BOUNDS void walk(
    GLOBAL const number* RESTRICT inputs, GLOBAL const int* RESTRICT segments,
    GLOBAL const number* RESTRICT starts, GLOBAL number* RESTRICT ends,
    GLOBAL number* RESTRICT products, GLOBAL number* RESTRICT states, GLOBAL number* spill,
    GLOBAL const number4* RESTRICT constants, GLOBAL const int* RESTRICT marks,
    GLOBAL number* RESTRICT at_marks, GLOBAL const int* RESTRICT restarts,
    GLOBAL const number* RESTRICT restart_states, int lanes, int segment_length, int total, int walked,
    int steps, int fresh, int every_state, int marked, int restart_count, int one_for_all) {
  ARRAY(arena, ARENA);
  SHARED number* state = arena;
  SHARED number* next = arena + STATE;
  SHARED number* x = arena + 2 * STATE;
  SHARED number* kept = x + INPUTS_AHEAD;
  SHARED number* product = kept + KEPT * LANES;
  int first_lane = GROUP / CHUNKS * LANES;
#if HELD_QUADS
  LOCAL number4 held[HELD_QUADS];
  EACH(i, HELD_QUADS) held[i] = constants[i];
#else
#define held constants
#endif
#if RESTARTS
  // of each lane: its next restart, and the step of its segment at which that comes
  LOCAL int coming[LANES];
  LOCAL int comes_at[LANES];
  EACH(i, LANES) {
    bool held = first_lane + i < lanes;
    int begin = held ? segments[first_lane + i] * segment_length : 0;
    coming[i] = held ? first_restart(restarts, restart_count, begin + walked) : restart_count;
    comes_at[i] = step_of(restarts, restart_count, coming[i], begin);
  }
  int soonest = walked;
#endif
  EACH(i, STATE) {
    int lane = first_lane + i % LANES;
    int unit = i / LANES;
    bool held = lane < lanes && unit < D;
    state[i] = held ? starts[(size_t)lane * D + unit] : N(0.0);
#if FORM == DIAGONAL
    product[i] = !held || fresh ? N(1.0) : products[(size_t)lane * D + unit];
#endif
  }
#if FORM == DENSE
  SHARED number* direction = product;
  SHARED number* moved = product + DIRECTIONS;
  int first_column = GROUP % CHUNKS * COLUMNS;
  EACH(i, DIRECTIONS) {
    int lane = first_lane + i % LANES;
    int column = first_column + i % WIDTH / LANES;
    int unit = i / WIDTH;
    bool held = lane < lanes && unit < D && column < D;
    direction[i] = !held || fresh ? (unit == column ? N(1.0) : N(0.0))
                                  : products[((size_t)lane * D + unit) * D + column];
  }
#endif
  int seen = 0;
  int mark = marked > 0 ? marks[0] : 0;
  for (int fetched = 0; fetched < steps; fetched += AHEAD) {
    int ahead = steps - fetched < AHEAD ? steps - fetched : AHEAD;
    BARRIER;
#if I > 0
    EACH(i, INPUTS_AHEAD) {
      int place = i % (AHEAD * I);
      int lane = first_lane + i / (AHEAD * I);
      size_t from = lane < lanes ? (size_t)segments[lane] * segment_length + walked + fetched : 0;
      bool given = lane < lanes && from + place / I < (size_t)total;
      x[place * LANES + i / (AHEAD * I)] = given ? inputs[from * I + place] : N(0.0);
    }
    BARRIER;
#endif
    for (int t = 0; t < ahead; t++) {
#if RESTARTS
      int now = walked + fetched + t;
      if (now == soonest) {
        // an item overwrites none but the numbers that it may just have recorded
        EACH(i, D * LANES) {
          int lane = i / D;
          size_t from = one_for_all ? 0 : (size_t)coming[lane] * D;
          if (comes_at[lane] == now) state[i % D * LANES + lane] = restart_states[from + i % D];
        }
      }
      // PoCL 3.1 crashes over barriers in conditions
      BARRIER;
      if (now == soonest) {
        EACH(i, LANES) {
          if (comes_at[i] == now) {
            coming[i]++;
            comes_at[i] = step_of(restarts, restart_count, coming[i], segments[first_lane + i] * segment_length);
          }
        }
      }
#endif
      step(x + t * I * LANES, state, next, kept, product, held);
      BARRIER;
#if RESTARTS
      if (now == soonest) {
        soonest = NEVER;
        for (int lane = 0; lane < LANES; lane++) {
          if (comes_at[lane] < soonest) soonest = comes_at[lane];
        }
      }
#endif
#if FORM == DENSE
      tangent(direction, moved, state, next, kept, held);
      BARRIER;
      SHARED number* last = direction;
      direction = moved;
      moved = last;
#endif
      if (every_state) {
        EACH(i, D * LANES) {
          int lane = first_lane + i / D;
          if (lane < lanes) {
            states[((size_t)lane * steps + fetched + t) * D + i % D] = next[i % D * LANES + i / D];
          }
        }
      }
      if (walked + fetched + t + 1 == mark) {
        EACH(i, D * LANES) {
          int lane = first_lane + i / D;
          if (lane < lanes) {
            at_marks[((size_t)lane * marked + seen) * D + i % D] = next[i % D * LANES + i / D];
          }
        }
        seen++;
        mark = seen < marked ? marks[seen] : 0;
      }
      SHARED number* before = state;
      state = next;
      next = before;
    }
  }
  if (GROUP % CHUNKS == 0) {
    EACH(i, D * LANES) {
      int lane = first_lane + i / D;
      if (lane < lanes) ends[(size_t)lane * D + i % D] = state[i % D * LANES + i / D];
    }
  }
#if FORM == DIAGONAL
  EACH(i, D * LANES) {
    int lane = first_lane + i / D;
    if (lane < lanes) products[(size_t)lane * D + i % D] = product[i % D * LANES + i / D];
  }
#elif FORM == DENSE
  EACH(i, D * WIDTH) {
    int column = first_column + i % COLUMNS;
    int unit = i / COLUMNS % D;
    int lane = i / (COLUMNS * D);
    if (first_lane + lane < lanes && column < D) {
      products[((size_t)(first_lane + lane) * D + unit) * D + column] =
          direction[unit * WIDTH + i % COLUMNS * LANES + lane];
    }
  }
#endif
}
