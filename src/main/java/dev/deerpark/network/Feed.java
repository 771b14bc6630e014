// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network;

import dev.deerpark.network.pointwise.Binary;
import dev.deerpark.network.pointwise.Combine;
import dev.deerpark.network.pointwise.Constant;
import dev.deerpark.network.pointwise.Operation;
import dev.deerpark.network.pointwise.Pointwise;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.sequence.InputBlock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs of a node, or the output of a network, as a program over rows of several signals.
 *
 * @param sources the signals whose rows stand side by side in the program's row: {@link #INPUT}, or
 *     the number of a node, whose state is meant
 * @param program of those rows
 */
public record Feed(List<Integer> sources, Pointwise program) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The network's own input. */
  public static final int INPUT = -1;

  public Feed {
    sources = List.copyOf(sources);
  }

  /** Its results for a block in which the rows of its sources stand side by side. */
  public InputBlock apply(InputBlock beside) {
    return program.isIdentity() ? beside : program.apply(beside);
  }

  /** What it gives, in other units: {@code y std + mean}. */
  Feed restoring(Normalisation scale) {
    List<Operation> operations = new ArrayList<>(program.operations());
    int given = operations.size();
    operations.add(new Constant(scale.std()));
    operations.add(new Combine(given, given + 1, Binary.MULTIPLY));
    operations.add(new Constant(scale.mean()));
    operations.add(new Combine(given + 2, given + 3, Binary.ADD));
    return new Feed(sources, new Pointwise(program.inputSize(), operations));
  }

  /** Whether it reads this signal and no other. */
  public boolean readsOnly(int source) {
    return sources.equals(List.of(source));
  }
}
