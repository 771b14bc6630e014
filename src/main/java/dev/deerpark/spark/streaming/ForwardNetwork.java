// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.streaming;

import dev.deerpark.base.Precision;
import dev.deerpark.network.Feed;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.recurrence.RowFunction;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.spark.kernel.RunKernels;
import java.io.Serializable;
import java.util.List;

/**
 * Recurrences that all walk forwards, each fed by the input and by those before it: a model of one,
 * or a network of several. It is sent to the tasks.
 *
 * @param precision of the states
 * @param normalisation of the input
 * @param nodes the recurrences, in an order in which each reads those before it alone
 * @param output of every step; null where there is none or it is not wanted
 */
public record ForwardNetwork(
    Precision precision, Normalisation normalisation, List<Node> nodes, Rows output)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public ForwardNetwork {
    nodes = List.copyOf(nodes);
  }

  /**
   * One of the recurrences.
   *
   * @param initialState {@code [D]}: the state before the first step of a series that is given no
   *     other, in the network's precision; not modified
   * @param feed its inputs
   * @param kernels that walk it
   */
  public record Node(double[] initialState, Rows feed, RunKernels kernels) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Numbers in its state, D. */
    int stateSize() {
      return initialState.length;
    }
  }

  /**
   * A function of signals.
   *
   * @param sources the signals whose rows stand side by side in the function's row: {@link
   *     Feed#INPUT}, or the number of a node, whose state is meant
   * @param function of those rows; null for the rows themselves
   */
  public record Rows(List<Integer> sources, RowFunction function) implements Serializable {
    private static final long serialVersionUID = 1L;

    public Rows {
      sources = List.copyOf(sources);
    }

    /**
     * The results for some steps.
     *
     * @param signals the input, then the states of the nodes, for those steps
     */
    InputBlock of(List<InputBlock> signals) {
      InputBlock beside =
          sources.stream()
              .map(source -> signals.get(source - Feed.INPUT))
              .reduce(InputBlock::beside)
              .orElseThrow();
      return function == null ? beside : function.apply(beside);
    }
  }

  /** The states before the first step of a series that is given no others, {@code [nodes][D]}. */
  List<double[]> initialStates() {
    return nodes.stream().map(node -> node.initialState().clone()).toList();
  }
}
