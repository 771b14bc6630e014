// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.base.Precision;
import dev.deerpark.base.Sha256;
import dev.deerpark.io.file.JsonObject;
import dev.deerpark.io.file.WholeFile;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.ModelOutput;
import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.RecurrenceSpec;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * A model on disk, described by a JSON sidecar. A trained network has its weights beside it, in the
 * {@link Safetensors} or the {@link Npz} format with PyTorch's names, shapes and gate order:
 *
 * <pre>
 *   {"name": "gru24", "type": "gru", "input_size": 1, "hidden_size": 24, "num_layers": 1,
 *    "weights": "gru24.safetensors",
 *    "columns": ["mlii_mv"],
 *    "normalisation": {"mean": [-0.18], "std": [0.63]},
 *    "readout": {"weight": "readout.weight", "bias": "readout.bias", "output_size": 1},
 *    "target": {"mean": [-0.18], "std": [0.63]},
 *    "initial_state": "zeros",
 *    "notes": "trained on record 208"}
 * </pre>
 *
 * <p>Other models are equations with parameters:
 *
 * <pre>
 *   {"name": "weather", "type": "lorenz96", "parameters": {"dimension": 40, "forcing": 8}}
 * </pre>
 *
 * <p>{@link NetworkFile} and {@link EquationModels} have the types, {@link SidecarFields} has every
 * field. Most may be null or missing. A field that is unknown, in the wrong place or in
 * contradiction to what is evaluated is refused. Several {@code num_layers} and {@code
 * bidirectional} ones make a {@linkplain #readLayers network of several recurrences}.
 */
public final class ModelFile {
  private static final int LARGEST_SIDECAR = 1 << 20;

  private ModelFile() {}

  /**
   * The part of a model that depends on its type.
   *
   * @param spec builds the recurrence
   * @param stateNames names of the numbers of its state; empty where they have none
   * @param output its output, where there is one
   * @param assumptions how it interprets what the sidecar leaves open, one sentence each
   * @param weights the bytes of the weights file; empty without one
   */
  record Definition(
      RecurrenceSpec spec,
      List<String> stateNames,
      Optional<ModelOutput> output,
      List<String> assumptions,
      byte[] weights) {}

  /**
   * Reads a model.
   *
   * @param sidecarPath the path of the sidecar, on any file system that Hadoop knows
   * @param precision in which its weights are used
   * @throws BadInputException if a file cannot be read, is not such a model, has a field that is
   *     unknown or contradicts what is evaluated, weights that are missing, unknown, misshapen or
   *     not finite in that precision, or parameters that are missing, unknown or out of range
   */
  public static Model read(String sidecarPath, Precision precision, Configuration hadoop) {
    WholeFile file = WholeFile.at(sidecarPath, hadoop);
    requireSidecar(file);
    return parse(
        file.read(LARGEST_SIDECAR),
        file.toString(),
        file.name(),
        name -> NetworkFile.Weights.read(file.sibling(name), precision));
  }

  /**
   * Reads a model from its bytes.
   *
   * @param text the sidecar
   * @param where its name in messages
   * @param name the model's, where the sidecar has none
   * @param weights returns the file of a name
   */
  static Model parse(
      byte[] text, String where, String name, Function<String, NetworkFile.Weights> weights) {
    JsonObject sidecar = sidecar(text, where);
    String type = sidecar.text("type");
    Layers.of(type, sidecar).requireOne(sidecar);
    Definition definition =
        NetworkFile.TYPES.contains(type)
            ? NetworkFile.read(type, sidecar, weights)
            : EquationModels.read(type, sidecar);
    Recurrence recurrence = definition.spec().build();
    StateFields state = new StateFields(sidecar, recurrence.stateSize(), definition.stateNames());
    state.check();
    InputFields inputs = new InputFields(sidecar, recurrence.inputSize());
    return new Model(
        name(sidecar, name),
        type,
        definition.spec(),
        Optional.empty(),
        definition.output(),
        inputs.columns(),
        inputs.normalisation(),
        state.initialState(),
        definition.assumptions(),
        digest(text, definition.weights()));
  }

  /**
   * Reads a network of several layers or of both directions, which is more than one recurrence.
   *
   * @param sidecarPath as in {@link #read}
   * @param precision in which its weights are used
   * @return empty for a sidecar of one recurrence, whose weights are then not read
   * @throws BadInputException as {@link #read} does
   */
  public static Optional<NetworkModel> readLayers(
      String sidecarPath, Precision precision, Configuration hadoop) {
    WholeFile file = WholeFile.at(sidecarPath, hadoop);
    requireSidecar(file);
    return parseLayers(
        file.read(LARGEST_SIDECAR),
        file.toString(),
        file.name(),
        weights -> NetworkFile.Weights.read(file.sibling(weights), precision));
  }

  /** The same from the bytes of a sidecar, as {@link #parse} has them. */
  static Optional<NetworkModel> parseLayers(
      byte[] text, String where, String name, Function<String, NetworkFile.Weights> files) {
    JsonObject sidecar = sidecar(text, where);
    String type = sidecar.text("type");
    if (Layers.of(type, sidecar).isOne()) {
      return Optional.empty();
    }
    NetworkChecks.check(type, sidecar);
    NetworkFile.Weights weights = files.apply(NetworkFile.weightsName(sidecar));
    return Optional.of(
        new LayersFile(type, sidecar, NetworkFile.tensors(weights, sidecar))
            .network(name(sidecar, name), digest(text, weights.bytes())));
  }

  /** Refuses weights in place of what says what they are. */
  private static void requireSidecar(WholeFile file) {
    if (Npz.isNamed(file.name()) || file.name().toLowerCase(Locale.ROOT).endsWith(".safetensors")) {
      throw new BadInputException(
          file
              + " holds weights alone. Give the JSON sidecar that says what they are, with \"weights\":"
              + " \""
              + Names.cut(file.name())
              + "\" in it.");
    }
  }

  private static JsonObject sidecar(byte[] text, String where) {
    JsonObject sidecar = JsonObject.parse(text, where);
    String type = sidecar.text("type");
    requireSupported(type, sidecar);
    SidecarFields.check(type, sidecar);
    return sidecar;
  }

  private static String name(JsonObject sidecar, String otherwise) {
    if (!sidecar.has("name")) {
      return otherwise;
    }
    String name = sidecar.text("name");
    if (name.isBlank()) {
      throw sidecar.refused("name", "is blank; give a name, or leave the field out");
    }
    return name;
  }

  private static void requireSupported(String type, JsonObject sidecar) {
    List<String> supported =
        Stream.concat(NetworkFile.TYPES.stream(), EquationModels.TYPES.stream()).toList();
    if (!supported.contains(type)) {
      throw sidecar.refused(
          "type",
          String.format(
              Locale.ROOT, "is '%s'; supported are %s", Names.cut(type), Names.list(supported)));
    }
  }

  private static String digest(byte[] sidecar, byte[] weights) {
    MessageDigest sha = Sha256.begin();
    sha.update(sidecar);
    sha.update(weights);
    return HexFormat.of().formatHex(sha.digest());
  }
}
