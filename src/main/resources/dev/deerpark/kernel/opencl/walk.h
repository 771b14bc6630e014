// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0

// What a model's text finds, and what it has to define.
//
// A group walks LANES lanes in lockstep. Number i of lane c lies at [i * LANES + c] of what the group
// shares. With full Jacobians it also carries COLUMNS directions a lane; number i of direction j of
// lane c lies at [i * WIDTH + j * LANES + c]. Arrays for states and directions have room for three
// numbers more, which a tile of four rows may write.
//
// Set by the host: D, I, LANES, PER (a divisor of LANES: lanes that a tile takes), FORM; with full
// Jacobians COLUMNS and PER_COLUMN (a divisor of WIDTH: directions that a tile takes); KEPT, numbers a
// lane that the model keeps; AHEAD, steps whose inputs are fetched at once; ARENA, numbers that a group
// shares in all; and what the model's text says that it wants.
//
// A model defines, for all items of a group to call together:
//
//   FN void step(const SHARED number* x, const SHARED number* state, SHARED number* next,
//                SHARED number* kept, SHARED number* product, HELD const number4* constants)
//     writes next from state and the inputs x, [I][LANES]. FORM DIAGONAL: multiplies product, [D][LANES],
//     by the diagonal of the step's Jacobian. FORM DENSE: leaves in kept, [KEPT][LANES], what tangent needs.
//
//   FN void tangent(SHARED number* direction, SHARED number* moved, const SHARED number* state,
//                   const SHARED number* next, SHARED number* kept, HELD const number4* constants)
//     FORM DENSE: writes the Jacobian times each direction to moved; may overwrite direction.
//
// The arrays are ready when they are called; what they wrote is waited for after them.
#define PLAIN 0
#define DIAGONAL 1
#define DENSE 2
#define SLOTS (LANES / PER)
#if FORM == DENSE
#define WIDTH (COLUMNS * LANES)
#define DIRECTION_SLOTS (WIDTH / PER_COLUMN)
#endif
