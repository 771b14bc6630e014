// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network;

import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.ModelOutput;
import dev.deerpark.recurrence.Normalisation;
import java.util.List;
import java.util.Optional;

/**
 * A network as read from its file.
 *
 * @param name its name in reports
 * @param network what is evaluated
 * @param assumptions what the file leaves open and how it is interpreted, one sentence each
 * @param digest SHA-256 of the files and texts that define it, in hexadecimal
 */
public record NetworkModel(String name, Network network, List<String> assumptions, String digest) {

  public NetworkModel {
    assumptions = List.copyOf(assumptions);
  }

  /**
   * The model that this is, where it {@linkplain Network#isOneRecurrence is one recurrence}.
   *
   * @throws IllegalStateException where it is not
   */
  public Model asModel() {
    if (!network.isOneRecurrence()) {
      throw new IllegalStateException(name + " has " + network);
    }
    Node node = network.nodes().get(0);
    Pointwise encoder = node.feed().program();
    return new Model(
        name,
        node.type(),
        node.spec(),
        encoder.isIdentity() ? Optional.empty() : Optional.of(encoder),
        Optional.of(ModelOutput.of(network.output().program(), Optional.empty())),
        List.of(),
        Normalisation.none(network.inputSize()),
        Optional.of(node.initialState()),
        assumptions,
        digest);
  }

  /** One of its nodes as a model, with its own inputs and without an output. */
  public Model ofNode(int index) {
    Node node = network.nodes().get(index);
    int inputs = node.feed().program().outputSize();
    return Model.of(node.name(), node.type(), node.spec(), inputs, digest);
  }
}
