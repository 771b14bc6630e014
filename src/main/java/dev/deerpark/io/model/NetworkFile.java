// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Precision;
import dev.deerpark.io.file.JsonObject;
import dev.deerpark.io.file.WholeFile;
import dev.deerpark.io.model.ActivationFields.Role;
import dev.deerpark.io.model.ModelFile.Definition;
import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.ModelOutput;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.network.AutoregressiveGruWeights;
import dev.deerpark.recurrence.network.DiagonalLinear;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.recurrence.network.LemWeights;
import dev.deerpark.recurrence.network.LstmWeights;
import dev.deerpark.recurrence.network.MguWeights;
import dev.deerpark.recurrence.network.RnnWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The weights of a trained network, with the names and shapes that PyTorch gives them, after the
 * sidecar's {@code prefix}.
 *
 * <ul>
 *   <li>{@code gru}, {@code lstm}, {@code rnn} (also {@code rnn_tanh} and {@code rnn_relu}) and
 *       {@code mgu}, with G = 3, 4, 1 and 2: {@code weight_ih_l0} [G H, I], {@code weight_hh_l0} [G
 *       H, H], {@code bias_ih_l0} and {@code bias_hh_l0} [G H] unless the sidecar says {@code
 *       "bias": false};
 *   <li>{@code lem}: {@code inp2hid.weight} [4 H, I], {@code hid2hid.weight} [3 H, H], {@code
 *       transform_z.weight} [H, H] and a bias each;
 *   <li>{@code diagonal_linear}: {@code decay} [H], {@code weight} [H, I] and {@code bias} [H];
 *   <li>{@code gru_autoregressive}: a GRU with one input, {@code readout.weight} [2, H], {@code
 *       readout.bias} [2], and, where the output sees the input directly, {@code skip.weight} [2,
 *       1].
 * </ul>
 *
 * <p>All but the last may have the tensors of a readout that the sidecar names: its weight, and its
 * bias, which it may leave out.
 */
final class NetworkFile {
  static final List<String> TYPES =
      List.of(
          "gru",
          "lstm",
          "rnn",
          "rnn_tanh",
          "rnn_relu",
          "mgu",
          "lem",
          "diagonal_linear",
          "gru_autoregressive");

  private static final int LARGEST_WEIGHTS = 1 << 30;

  private final String type;
  private final JsonObject sidecar;
  private final Tensors tensors;
  private final LayerTensors layers;
  private final int inputSize;
  private final int hiddenSize;
  private final List<String> assumptions = new ArrayList<>();

  private NetworkFile(
      String type, JsonObject sidecar, Tensors tensors, LayerTensors layers, int inputSize) {
    this.type = type;
    this.sidecar = sidecar;
    this.tensors = tensors;
    this.layers = layers;
    this.hiddenSize = hiddenSize(sidecar);
    this.inputSize = inputSize;
  }

  static int hiddenSize(JsonObject sidecar) {
    return (int) sidecar.integer("hidden_size", 1, Integer.MAX_VALUE);
  }

  static int inputSize(String type, JsonObject sidecar) {
    long most = type.equals("gru_autoregressive") ? 1 : Integer.MAX_VALUE;
    return (int) sidecar.integer("input_size", 1, most);
  }

  /**
   * A weights file.
   *
   * @param file its name in messages
   * @param bytes all of it; not modified
   * @param precision in which the weights are used
   */
  record Weights(String file, byte[] bytes, Precision precision) {

    /** Its tensors by name, in the format that its name says. */
    private SortedMap<String, Tensor> parse() {
      return Npz.isNamed(file) ? Npz.parse(bytes, file) : Safetensors.parse(bytes, file);
    }

    static Weights read(WholeFile file, Precision precision) {
      return new Weights(file.toString(), file.read(LARGEST_WEIGHTS), precision);
    }
  }

  /**
   * @param type one of {@link #TYPES}
   * @param files returns the weights file of a name
   * @throws BadInputException for a sidecar or weights that do not make such a network
   */
  static Definition read(String type, JsonObject sidecar, Function<String, Weights> files) {
    NetworkChecks.check(type, sidecar);
    Weights weights = files.apply(weightsName(sidecar));
    Tensors tensors = tensors(weights, sidecar);
    NetworkFile network =
        new NetworkFile(
            type, sidecar, tensors, LayerTensors.ofOne(sidecar, tensors), inputSize(type, sidecar));
    RecurrenceSpec spec = network.spec();
    Optional<ModelOutput> output =
        new ReadoutFields(sidecar, tensors, network.hiddenSize).output(network.assumptions);
    tensors.refuseUnused();
    return new Definition(spec, network.stateNames(), output, network.assumptions, weights.bytes());
  }

  /**
   * One recurrence of a {@linkplain Layers network of several}.
   *
   * @param ending that of its tensors' names, such as {@code _l1_reverse}
   * @param inputSize numbers in its inputs
   * @param assumptions gets sentences on what the sidecar leaves open
   */
  static RecurrenceSpec spec(
      String type,
      JsonObject sidecar,
      Tensors tensors,
      String ending,
      int inputSize,
      List<String> assumptions) {
    LayerTensors layers = new LayerTensors(sidecar, tensors, ending);
    NetworkFile network = new NetworkFile(type, sidecar, tensors, layers, inputSize);
    RecurrenceSpec spec = network.spec();
    assumptions.addAll(network.assumptions);
    return spec;
  }

  /** The tensors in a weights file, of the type that the sidecar says. */
  static Tensors tensors(Weights weights, JsonObject sidecar) {
    Tensors tensors = new Tensors(weights.file(), weights.parse(), weights.precision());
    if (sidecar.has("dtype")) {
      tensors.requireType(sidecar);
    }
    return tensors;
  }

  private RecurrenceSpec spec() {
    return switch (type) {
      case "gru" -> gru();
      case "lstm" -> lstm();
      case "rnn" -> rnn();
      case "rnn_tanh" -> rnn(Activation.TANH);
      case "rnn_relu" -> rnn(Activation.RELU);
      case "mgu" -> mgu();
      case "lem" -> lem();
      case "diagonal_linear" -> diagonalLinear();
      case "gru_autoregressive" -> autoregressive();
      default -> throw new IllegalStateException("no network of the type " + type);
    };
  }

  private GruWeights gru() {
    ActivationFields activations = activations(Role.GATE, Role.CANDIDATE);
    return new GruWeights(
        layer(GruWeights.GATES.length()),
        NetworkChecks.resetAfter(sidecar),
        activations.of(Role.GATE),
        activations.of(Role.CANDIDATE));
  }

  private LstmWeights lstm() {
    ActivationFields activations = activations(Role.GATE, Role.CANDIDATE, Role.OUTPUT);
    return new LstmWeights(
        layer(LstmWeights.GATES.length()),
        new double[0],
        activations.of(Role.GATE),
        activations.of(Role.CANDIDATE),
        activations.of(Role.OUTPUT));
  }

  private RnnWeights rnn() {
    return new RnnWeights(layer(1), activations(Role.CANDIDATE).of(Role.CANDIDATE));
  }

  private RnnWeights rnn(Activation named) {
    activations(Role.CANDIDATE).require(Role.CANDIDATE, named);
    return new RnnWeights(layer(1), named);
  }

  private MguWeights mgu() {
    activations(Role.GATE, Role.CANDIDATE).requireUsual();
    return new MguWeights(layer(MguWeights.GATES.length()));
  }

  private LemWeights lem() {
    double timeStep = sidecar.has("time_step") ? sidecar.number("time_step") : 1;
    if (timeStep <= 0) {
      throw sidecar.refused("time_step", "is " + timeStep + " but must be above 0");
    }
    int size = hiddenSize;
    boolean biases =
        layers.hasBiases(List.of("inp2hid.bias", "hid2hid.bias", "transform_z.bias"), assumptions);
    return new LemWeights(
        inputSize,
        size,
        timeStep,
        layers.take("inp2hid.weight", 4L * size, inputSize),
        bias("inp2hid.bias", 4 * size, biases),
        layers.take("hid2hid.weight", 3L * size, size),
        bias("hid2hid.bias", 3 * size, biases),
        layers.take("transform_z.weight", size, size),
        bias("transform_z.bias", size, biases));
  }

  private DiagonalLinear diagonalLinear() {
    return new DiagonalLinear(
        inputSize,
        layers.take("decay", hiddenSize),
        layers.take("weight", hiddenSize, inputSize),
        bias("bias", hiddenSize, layers.hasBiases(List.of("bias"), assumptions)));
  }

  private double[] bias(String name, int size, boolean present) {
    return present ? layers.take(name, size) : new double[size];
  }

  private AutoregressiveGruWeights autoregressive() {
    activations(Role.GATE, Role.CANDIDATE).requireUsual();
    Readout readout =
        new Readout(
            2, tensors.take("readout.weight", 2, hiddenSize), tensors.take("readout.bias", 2));
    double[] skip = tensors.has("skip.weight") ? tensors.take("skip.weight", 2, 1) : new double[2];
    GruWeights cell = new GruWeights(layer(GruWeights.GATES.length()));
    return new AutoregressiveGruWeights(cell, readout, skip);
  }

  private ActivationFields activations(Role... roles) {
    return new ActivationFields(sidecar, List.of(roles));
  }

  private LayerWeights layer(int gates) {
    return layers.layer(gates, inputSize, hiddenSize, assumptions);
  }

  private List<String> stateNames() {
    return switch (type) {
      case "lstm" -> Stream.concat(names("h"), names("c")).toList();
      case "lem" -> Stream.concat(names("y"), names("z")).toList();
      case "gru_autoregressive" -> Stream.concat(Stream.of("x"), names("h")).toList();
      default -> names("h").toList();
    };
  }

  private Stream<String> names(String letter) {
    return IntStream.range(0, hiddenSize).mapToObj(i -> letter + i);
  }

  /** A plain file name: a sidecar from elsewhere must not reach into other folders. */
  static String weightsName(JsonObject sidecar) {
    String name = sidecar.text("weights");
    if (!name.matches("[^/\\\\:\\p{Cntrl}]+") || name.equals(".") || name.equals("..")) {
      throw sidecar.refused("weights", "is not the plain name of a file beside the sidecar");
    }
    return name;
  }
}
