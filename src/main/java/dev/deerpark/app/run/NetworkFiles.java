// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.run;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.model.OnnxFile;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.network.onnx.Cut;
import dev.deerpark.recurrence.Model;
import dev.deerpark.settings.ModelSettings;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The network that the settings name, where they name one. */
public final class NetworkFiles {
  private NetworkFiles() {}

  /**
   * @throws BadInputException for a file that cannot be read
   */
  public static Optional<NetworkModel> read(ModelSettings settings, Configuration hadoop) {
    Cut cut = new Cut(settings.onnxFrom(), settings.onnxTo());
    return settings.onnx().map(path -> OnnxFile.read(path, cut, hadoop));
  }

  /**
   * The network, where it is more than one recurrence, which has to be solved node by node.
   *
   * @throws BadInputException for a file that cannot be read
   */
  public static Optional<NetworkModel> several(ModelSettings settings, Configuration hadoop) {
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
