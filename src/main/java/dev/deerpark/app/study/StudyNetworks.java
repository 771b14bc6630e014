// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.study;

import dev.deerpark.app.measure.RandomNetworks;
import dev.deerpark.app.run.NetworkFiles;
import dev.deerpark.app.study.StudyGrid.Network;
import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.io.model.ModelFile;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.settings.GeneratedNetwork;
import dev.deerpark.settings.ModelSettings;
import dev.deerpark.settings.StudySettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The networks of a study, by the names that its cells have.
 *
 * @param models in the order in which they were asked for
 */
record StudyNetworks(Map<String, Model> models) {

  /**
   * Reads or makes them.
   *
   * @throws BadInputException for a model that cannot be read or is not one recurrence
   */
  static StudyNetworks of(StudySettings settings, Configuration hadoop) {
    Map<String, Model> models = new LinkedHashMap<>();
    if (settings.model().isPresent()) {
      Model model = read(settings.model().get(), settings.precision(), hadoop);
      models.put(model.name(), model);
    }
    for (GeneratedNetwork network : settings.axes().networks()) {
      models.put(network.toString(), RandomNetworks.of(network, settings.seed()));
    }
    return new StudyNetworks(models);
  }

  private static Model read(String path, Precision precision, Configuration hadoop) {
    Optional<NetworkModel> network =
        NetworkFiles.read(ModelSettings.ofFile(path), precision, hadoop);
    if (network.filter(several -> !several.network().isOneRecurrence()).isPresent()) {
      throw new BadInputException(
          "--model " + path + " has several recurrences; a study measures one at a time.");
    }
    return network
        .map(NetworkModel::asModel)
        .orElseGet(() -> ModelFile.read(path, precision, hadoop));
  }

  /** What the grid needs to know of each. */
  List<Network> sizes() {
    return models.entrySet().stream()
        .map(
            entry ->
                new Network(
                    entry.getKey(), build(entry.getKey()).stateSize(), entry.getValue().digest()))
        .toList();
  }

  Model model(String name) {
    return models.get(name);
  }

  Recurrence build(String name) {
    return model(name).spec().build();
  }

  /** {@code [D]}: the state before the first step, where the model gives one. */
  double[] start(String name) {
    return model(name).initialState().orElseGet(build(name)::initialState);
  }
}
