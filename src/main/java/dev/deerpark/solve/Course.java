// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.solve;

import dev.deerpark.sequence.Layout;
import java.util.OptionalDouble;

/**
 * What was chosen for a run by the size of its cluster and by a probe, and on which bits depend: a
 * run that goes on from its state must not choose anew.
 *
 * @param method to use
 * @param forms of the Jacobians
 * @param layout of the series, whose number of partitions is of no account
 * @param patience see {@link SolverOptions}
 * @param crawlingPatience see {@link SolverOptions}
 */
public record Course(
    Method method,
    FormPolicy forms,
    Layout layout,
    OptionalDouble patience,
    OptionalDouble crawlingPatience) {}
