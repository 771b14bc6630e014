// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network;

import dev.deerpark.network.pointwise.Pointwise;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.ModelOutput;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.recurrence.OutputScale;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A network as read from its file.
 *
 * @param name its name in reports
 * @param network what is evaluated
 * @param columns the value columns in the order of the inputs; empty where the file names none
 * @param normalisation of those columns
 * @param target how the data that it was trained to predict were scaled, where that is known
 * @param scale the units of the network's output
 * @param assumptions what the file leaves open and how it is interpreted, one sentence each
 * @param digest SHA-256 of the files and texts that define it, in hexadecimal
 */
public record NetworkModel(
    String name,
    Network network,
    List<String> columns,
    Normalisation normalisation,
    Optional<Normalisation> target,
    OutputScale scale,
    List<String> assumptions,
    String digest) {

  public NetworkModel {
    columns = List.copyOf(columns);
    assumptions = List.copyOf(assumptions);
  }

  /** A network whose file says nothing of columns and of how they are scaled. */
  public static NetworkModel of(
      String name, Network network, List<String> assumptions, String digest) {
    return new NetworkModel(
        name,
        network,
        List.of(),
        Normalisation.none(network.inputSize()),
        Optional.empty(),
        OutputScale.MODEL,
        assumptions,
        digest);
  }

  /**
   * This network with its output, which is in the model's own units, in those of the data: {@code y
   * std + mean}.
   *
   * @throws java.util.NoSuchElementException where the target is not known
   */
  public NetworkModel inUnitsOfData() {
    Feed restored = network.output().restoring(target.orElseThrow());
    return new NetworkModel(
        name,
        new Network(network.inputSize(), network.nodes(), restored),
        columns,
        normalisation,
        target,
        OutputScale.DATA,
        assumptions,
        digest);
  }

  /** How inputs and outputs are scaled, for people. */
  public String scaling() {
    return normalisation.scaling() + ", " + ModelOutput.scaling(scale, target);
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
        columns,
        normalisation,
        Optional.of(node.initialState()),
        assumptions,
        digest);
  }

  /** What it reads, as a model: its columns and how they are scaled. */
  public Model reading() {
    return new Model(
        name,
        "network",
        network.nodes().get(0).spec(),
        Optional.empty(),
        Optional.empty(),
        columns,
        normalisation,
        Optional.empty(),
        assumptions,
        digest);
  }

  /** All of its nodes, {@linkplain #ofNode as models}. */
  public List<Model> ofNodes() {
    return IntStream.range(0, network.nodes().size()).mapToObj(this::ofNode).toList();
  }

  /** One of its nodes as a model, with its own inputs and without an output. */
  public Model ofNode(int index) {
    Node node = network.nodes().get(index);
    int inputs = node.feed().program().outputSize();
    return Model.of(node.name(), node.type(), node.spec(), inputs, digest);
  }
}
