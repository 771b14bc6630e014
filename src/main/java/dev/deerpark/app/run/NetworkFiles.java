// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.io.model.ModelFile;
import dev.deerpark.io.model.OnnxFile;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.network.onnx.Cut;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.OutputScale;
import dev.deerpark.settings.EvaluateSettings;
import dev.deerpark.settings.ModelSettings;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The network that the settings name, where they name one. */
public final class NetworkFiles {
  private NetworkFiles() {}

  /**
   * @return with its output in the units that are asked for
   * @throws BadInputException for a file that cannot be read, or units that it does not know
   */
  public static Optional<NetworkModel> read(EvaluateSettings settings, Configuration hadoop) {
    return read(settings.model(), settings.solver().precision(), hadoop)
        .map(
            network ->
                network.network().isOneRecurrence()
                    ? network
                    : scaled(network, settings.output().scale()));
  }

  /**
   * @param precision in which its weights are used
   * @return with its output in the units in which it was trained
   * @throws BadInputException for a file that cannot be read
   */
  public static Optional<NetworkModel> read(
      ModelSettings settings, Precision precision, Configuration hadoop) {
    if (settings.onnx().isEmpty()) {
      return settings.sidecar().flatMap(path -> ModelFile.readLayers(path, precision, hadoop));
    }
    Cut cut = new Cut(settings.onnxFrom(), settings.onnxTo());
    return settings.onnx().map(path -> OnnxFile.read(path, cut, hadoop));
  }

  /**
   * The network with its output in the units that are asked for, else in the data's where these are
   * known.
   */
  private static NetworkModel scaled(NetworkModel model, Optional<OutputScale> scale) {
    if (model.target().isPresent()) {
      return scale.orElse(OutputScale.DATA) == OutputScale.DATA ? model.inUnitsOfData() : model;
    }
    if (scale.filter(asked -> asked == OutputScale.DATA).isPresent()) {
      throw new BadInputException(
          "--output-scale data: the file of "
              + model.name()
              + " does not say how its outputs are scaled, as 'target' in a sidecar does. Leave the"
              + " option out.");
    }
    return model;
  }

  /**
   * The network, where it is more than one recurrence, which has to be solved node by node.
   *
   * @throws BadInputException as {@link #read} does
   */
  public static Optional<NetworkModel> several(EvaluateSettings settings, Configuration hadoop) {
    return read(settings, hadoop).filter(network -> !network.network().isOneRecurrence());
  }

  /**
   * The model that a network of one recurrence is.
   *
   * @throws BadInputException for another network
   */
  static Model one(NetworkModel network) {
    if (!network.network().isOneRecurrence()) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "%s is a network of %d recurrent nodes, or of one that walks backwards or whose output"
                  + " reads more than its state: evaluate it without --methods.",
              network.name(),
              network.network().nodes().size()));
    }
    return network.asModel();
  }
}
