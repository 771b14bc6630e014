package dev.deerpark.io;

import dev.deerpark.recurrence.GruWeights;
import dev.deerpark.recurrence.Model;
import dev.deerpark.recurrence.Normalisation;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.sequence.BadInputException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * A trained network on disk: a JSON sidecar that says what it is, and beside it the weights in the
 * {@link Safetensors} format with PyTorch's names, shapes and gate order.
 *
 * <pre>
 *   {"name": "gru24", "type": "gru", "input_size": 1, "hidden_size": 24, "num_layers": 1,
 *    "weights": "gru24.safetensors",
 *    "columns": ["mlii_mv"],
 *    "normalisation": {"mean": [-0.18], "std": [0.63]},
 *    "readout": {"weight": "readout.weight", "bias": "readout.bias", "output_size": 1}}
 * </pre>
 *
 * <p>{@code columns}, {@code normalisation} and {@code readout} may be null or missing, and so may
 * {@code name} and {@code num_layers}. Other fields, such as notes on the training, are ignored.
 */
public final class ModelFile {
  private static final int LARGEST_SIDECAR = 1 << 20;
  private static final int LARGEST_WEIGHTS = 1 << 30;
  private static final List<String> GATE_ORDER = List.of("r", "z", "n");

  private final String path;
  private final JsonObject sidecar;
  private final Tensors tensors;
  private final int inputSize;
  private final int hiddenSize;

  private ModelFile(String path, JsonObject sidecar, Tensors tensors) {
    this.path = path;
    this.sidecar = sidecar;
    this.tensors = tensors;
    this.inputSize = (int) sidecar.integer("input_size", 1, Integer.MAX_VALUE);
    this.hiddenSize = (int) sidecar.integer("hidden_size", 1, Integer.MAX_VALUE);
  }

  /**
   * Reads a network.
   *
   * @param sidecarPath the path of the sidecar, on any file system that Hadoop knows
   * @throws BadInputException if a file cannot be read, is no such network, or has weights that are
   *     missing, unknown, misshapen or not finite
   */
  public static Model read(String sidecarPath, Configuration hadoop) {
    WholeFile file = WholeFile.at(sidecarPath, hadoop);
    byte[] text = file.read(LARGEST_SIDECAR);
    JsonObject sidecar = JsonObject.parse(text, file.toString());
    refuseOtherKinds(sidecar);
    WholeFile weights = file.sibling(weightsName(sidecar));
    byte[] bytes = weights.read(LARGEST_WEIGHTS);
    Tensors tensors = new Tensors(weights.toString(), Safetensors.parse(bytes, weights.toString()));
    return new ModelFile(file.name(), sidecar, tensors).model(digest(text, bytes));
  }

  private Model model(String digest) {
    GruWeights weights = gru();
    Optional<Readout> readout = sidecar.object("readout").map(this::readout);
    tensors.refuseUnused();
    String name = sidecar.has("name") ? sidecar.text("name") : path;
    List<String> columns = columns();
    return new Model(name, "gru", weights, readout, columns, normalisation(), digest);
  }

  private GruWeights gru() {
    long rows = 3L * hiddenSize;
    return new GruWeights(
        inputSize,
        hiddenSize,
        tensors.take("weight_ih_l0", rows, inputSize),
        tensors.take("weight_hh_l0", rows, hiddenSize),
        tensors.take("bias_ih_l0", rows),
        tensors.take("bias_hh_l0", rows));
  }

  private Readout readout(JsonObject readout) {
    int outputs = (int) readout.integer("output_size", 1, Integer.MAX_VALUE);
    return new Readout(
        outputs,
        tensors.take(readout.text("weight"), outputs, hiddenSize),
        tensors.take(readout.text("bias"), outputs));
  }

  private List<String> columns() {
    if (!sidecar.has("columns")) {
      return List.of();
    }
    List<String> columns = sidecar.texts("columns");
    if (columns.size() != inputSize || new HashSet<>(columns).size() != inputSize) {
      throw sidecar.refused(
          "columns", "names " + columns + " but needs " + inputSize + " different columns");
    }
    return columns;
  }

  private Normalisation normalisation() {
    return sidecar
        .object("normalisation")
        .map(this::normalisation)
        .orElseGet(() -> Normalisation.none(inputSize));
  }

  private Normalisation normalisation(JsonObject normalisation) {
    double[] mean = normalisation.numbers("mean");
    double[] std = normalisation.numbers("std");
    if (mean.length != inputSize || std.length != inputSize) {
      throw sidecar.refused(
          "normalisation",
          String.format(
              "has %d means and %d standard deviations for %d inputs",
              mean.length, std.length, inputSize));
    }
    for (int i = 0; i < inputSize; i++) {
      if (std[i] <= 0) {
        throw normalisation.refused(
            "std[" + i + "]", "is " + std[i] + " but must be above 0; use 1 to leave values as is");
      }
    }
    return new Normalisation(mean, std);
  }

  private static void refuseOtherKinds(JsonObject sidecar) {
    String type = sidecar.text("type");
    if (!type.equals("gru")) {
      throw sidecar.refused("type", "is '" + type + "'; supported is gru");
    }
    if (sidecar.has("num_layers") && sidecar.integer("num_layers", 1, Integer.MAX_VALUE) != 1) {
      throw sidecar.refused("num_layers", "is above 1; supported are networks of one layer");
    }
    if (sidecar.has("bidirectional") && sidecar.truth("bidirectional")) {
      throw sidecar.refused("bidirectional", "is true; supported are networks of one direction");
    }
    if (sidecar.has("gate_order") && !sidecar.texts("gate_order").equals(GATE_ORDER)) {
      throw sidecar.refused("gate_order", "is not " + GATE_ORDER + ", which is PyTorch's");
    }
  }

  /** A name and nothing else: a sidecar from elsewhere must not reach for other folders. */
  private static String weightsName(JsonObject sidecar) {
    String name = sidecar.text("weights");
    if (!name.matches("[^/\\\\:\\p{Cntrl}]+") || name.equals(".") || name.equals("..")) {
      throw sidecar.refused("weights", "is not the plain name of a file beside the sidecar");
    }
    return name;
  }

  private static String digest(byte[] sidecar, byte[] weights) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(sidecar);
      sha.update(weights);
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
