// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.JsonObject;
import dev.deerpark.network.Feed;
import dev.deerpark.network.Network;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.network.Node;
import dev.deerpark.network.Rows;
import dev.deerpark.network.pointwise.Apply;
import dev.deerpark.network.pointwise.Concatenate;
import dev.deerpark.network.pointwise.Elementwise;
import dev.deerpark.network.pointwise.Linear;
import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.ModelOutput;
import dev.deerpark.recurrence.OutputScale;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.RecurrenceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A network of several layers or of both directions, as PyTorch builds it: a layer reads the units
 * of the one before, those that walk forwards first, then those that walk backwards. Its tensors
 * have the names of one layer with another ending: {@code _l0}, {@code _l0_reverse}, {@code _l1},
 * {@code _l1_reverse} and so on. A readout sees the units of the last layer; without one they are
 * the output.
 *
 * <p>Source: the documentation of torch.nn.LSTM, torch.nn.GRU and torch.nn.RNN.
 */
final class LayersFile {
  private final String type;
  private final JsonObject sidecar;
  private final Tensors tensors;
  private final Layers layers;
  private final int hiddenSize;
  private final List<String> assumptions = new ArrayList<>();
  private final Rows rows = new Rows();
  private final List<Node> nodes = new ArrayList<>();

  /**
   * @param type one of {@link Layers#TYPES}
   */
  LayersFile(String type, JsonObject sidecar, Tensors tensors) {
    this.type = type;
    this.sidecar = sidecar;
    this.tensors = tensors;
    this.layers = Layers.of(type, sidecar);
    this.hiddenSize = NetworkFile.hiddenSize(sidecar);
  }

  /**
   * The network.
   *
   * @throws BadInputException for a tensor that is missing, superfluous, misshapen or not finite,
   *     and for fields that are at odds with them or speak of the state of one recurrence
   */
  NetworkModel network(String name, String digest) {
    refuseOfOneState();
    int inputSize = NetworkFile.inputSize(type, sidecar);
    InputFields inputs = new InputFields(sidecar, inputSize);
    int row = rows.source(Feed.INPUT, inputSize);
    for (int layer = 0; layer < layers.count(); layer++) {
      row = layer(layer, row);
    }
    Optional<ModelOutput> readout =
        new ReadoutFields(sidecar, tensors, rows.size(row)).output(assumptions);
    if (readout.isEmpty()) {
      assumptions.add("There is no readout: the outputs are the units of the last layer.");
    }
    tensors.refuseUnused();
    int output = readout.isEmpty() ? row : read((Readout) readout.get().trained(), row);
    return new NetworkModel(
        name,
        new Network(inputSize, nodes, rows.feed(output)),
        inputs.columns(),
        inputs.normalisation(),
        readout.flatMap(ModelOutput::target),
        OutputScale.MODEL,
        assumptions.stream().distinct().toList(),
        digest);
  }

  private void refuseOfOneState() {
    boolean zeros = sidecar.json("initial_state").equals("\"zeros\"");
    for (String field : List.of("initial_state", "state_size", "state_order")) {
      if (sidecar.has(field) && !(zeros && field.equals("initial_state"))) {
        throw sidecar.refused(
            field,
            "is of one recurrence, but this is a network of several, which begin with zeros; leave"
                + " it out");
      }
    }
  }

  /**
   * Adds the nodes of a layer.
   *
   * @param from the row that it reads
   * @return the row of its units
   */
  private int layer(int layer, int from) {
    List<Integer> units = new ArrayList<>();
    for (boolean reversed :
        layers.bothDirections() ? new boolean[] {false, true} : new boolean[1]) {
      String direction = reversed ? "_reverse" : "";
      RecurrenceSpec spec =
          NetworkFile.spec(
              type, sidecar, tensors, "_l" + layer + direction, rows.size(from), assumptions);
      int stateSize = spec.build().stateSize();
      int state = rows.source(nodes.size(), stateSize);
      units.add(rows.select(state, IntStream.range(0, hiddenSize).toArray()));
      nodes.add(
          new Node(
              "layer" + layer + direction,
              type,
              spec,
              reversed,
              new double[stateSize],
              rows.feed(from)));
    }
    return units.size() == 1 ? units.get(0) : rows.add(new Concatenate(units));
  }

  /** Adds a readout of a row; returns the row that it gives. */
  private int read(Readout readout, int row) {
    int sums =
        rows.add(new Linear(through(readout.before(), row), readout.weight(), readout.bias()));
    return through(readout.after(), sums);
  }

  private int through(List<Activation> activations, int row) {
    int last = row;
    for (Activation activation : activations) {
      Elementwise function =
          Elementwise.of(
              switch (activation) {
                case TANH -> Elementwise.Kind.TANH;
                case SIGMOID -> Elementwise.Kind.SIGMOID;
                case RELU -> Elementwise.Kind.RELU;
              });
      last = rows.add(new Apply(last, function));
    }
    return last;
  }
}
