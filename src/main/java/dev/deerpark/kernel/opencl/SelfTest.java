// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.base.SplitMix64;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.WalkRequest;
import dev.deerpark.kernel.WalkResult;
import dev.deerpark.recurrence.Activation;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Lorenz96;
import dev.deerpark.recurrence.MeanField;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.RecurrenceSpec;
import dev.deerpark.recurrence.TwoWellLangevin;
import dev.deerpark.recurrence.network.AutoregressiveGruWeights;
import dev.deerpark.recurrence.network.DiagonalLinear;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.recurrence.network.LemWeights;
import dev.deerpark.recurrence.network.LstmWeights;
import dev.deerpark.recurrence.network.MguWeights;
import dev.deerpark.recurrence.network.RnnWeights;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Restarts;
import dev.deerpark.sequence.States;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Walks a small network, that uses sums, activations and exponentials, on a device and by the jvm
 * kernel: 256 lanes of 300 steps, whose maps are then folded. A device or driver that gives other
 * bits is not used.
 */
final class SelfTest {
  private static final int LANES = 256;
  private static final int STEPS = 300;

  /** Steps of a series where there are many. */
  private static final int SERIES = 77;

  private SelfTest() {}

  /**
   * @param device its name
   * @param jvm opens a jvm kernel for a model
   * @param opencl opens a kernel on the device for a model
   * @throws IllegalStateException where their bits differ
   */
  static void run(
      String device,
      Precision precision,
      Function<RecurrenceSpec, Kernel> jvm,
      Function<RecurrenceSpec, Kernel> opencl) {
    RecurrenceSpec model = Samples.autoregressiveGru();
    for (JacobianForm form : new JacobianForm[] {JacobianForm.ZERO, JacobianForm.DIAGONAL}) {
      require(device, precision, compare(model, precision, form, jvm, opencl));
    }
  }

  private static void require(String device, Precision precision, Comparison compared) {
    if (compared.differing > 0) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "The device %s does not give the bits of the jvm kernel: %d of %d numbers of its"
                  + " self-test in %s differ. Try another driver, or choose --kernel jvm.",
              device,
              compared.differing,
              compared.numbers,
              precision.name().toLowerCase(Locale.ROOT)));
    }
  }

  /**
   * What two kernels gave.
   *
   * @param differing numbers that have other bits
   * @param numbers that were compared
   */
  record Comparison(int differing, int numbers) {}

  /** Compares the ends and the Jacobians of a model's walks, and what they are folded to. */
  static Comparison compare(
      RecurrenceSpec model,
      Precision precision,
      JacobianForm form,
      Function<RecurrenceSpec, Kernel> jvm,
      Function<RecurrenceSpec, Kernel> opencl) {
    return compare(walk(jvm, model, precision, form), walk(opencl, model, precision, form));
  }

  /** The same of plain walks in which many series begin. */
  static Comparison compareManySeries(
      RecurrenceSpec model,
      Precision precision,
      Function<RecurrenceSpec, Kernel> jvm,
      Function<RecurrenceSpec, Kernel> opencl) {
    return compare(walkManySeries(jvm, model, precision), walkManySeries(opencl, model, precision));
  }

  private static Comparison compare(double[] expected, double[] given) {
    int differing = 0;
    for (int i = 0; i < given.length; i++) {
      differing += Double.compare(given[i], expected[i]) == 0 ? 0 : 1;
    }
    return new Comparison(differing, given.length);
  }

  /** The ends of the walks, their Jacobians, and what they are folded to. */
  static double[] walk(
      Function<RecurrenceSpec, Kernel> opener,
      RecurrenceSpec model,
      Precision precision,
      JacobianForm form) {
    try (Kernel kernel = opener.apply(model)) {
      int size = kernel.stateSize();
      int inputs = model.build().inputSize();
      InputBlock block = block(inputs, precision);
      WalkRequest request = WalkRequest.all(STEPS, form, starts(size));
      WalkResult result = WalkResult.roomFor(request);
      kernel.evaluate(block, request, result);
      double[] folded =
          form.entries(size) == 0
              ? new double[0]
              : new SelfTestFolds(request, result).numbers(kernel, block);
      return Stream.of(result.ends().array(), result.jacobians(), folded)
          .flatMapToDouble(Arrays::stream)
          .toArray();
    }
  }

  /** The ends of walks in which series begin, each from the state of the first lane. */
  private static double[] walkManySeries(
      Function<RecurrenceSpec, Kernel> opener, RecurrenceSpec model, Precision precision) {
    try (Kernel kernel = opener.apply(model)) {
      States starts = starts(kernel.stateSize());
      int[] firsts =
          IntStream.rangeClosed(1, LANES * STEPS / SERIES).map(series -> series * SERIES).toArray();
      InputBlock block =
          block(model.build().inputSize(), precision)
              .with(Restarts.shared(firsts, starts.get(0), false));
      WalkRequest request = WalkRequest.all(STEPS, JacobianForm.ZERO, starts);
      WalkResult result = WalkResult.roomFor(request);
      kernel.evaluate(block, request, result);
      return result.ends().array();
    }
  }

  private static InputBlock block(int inputs, Precision precision) {
    Numbers noise = precision.allocate(LANES * STEPS * inputs);
    for (int i = 0; i < noise.length(); i++) {
      noise.set(i, Samples.uniform(1, i) * 2);
    }
    return new InputBlock(InputBlock.OF_NO_LAYOUT, 0, LANES * STEPS, inputs, noise);
  }

  private static States starts(int size) {
    return new States(Samples.uniform(2, LANES * size, 1), size);
  }

  /** Small models with fixed random weights, one for each kernel text, to try devices on. */
  static final class Samples {
    private static final int UNITS = 7;
    private static final int INPUTS = 2;
    private static final double GAIN = 1.5;

    private Samples() {}

    /** Models by what people call them. */
    static Map<String, RecurrenceSpec> all() {
      return all(UNITS);
    }

    /** The same of another size, as far as they have one. */
    static Map<String, RecurrenceSpec> all(int units) {
      Map<String, RecurrenceSpec> models = new LinkedHashMap<>();
      models.put("gru", gru(units));
      models.put(
          "gru, reset before",
          new GruWeights(layer(3, INPUTS, units), false, Activation.SIGMOID, Activation.TANH));
      models.put(
          "lstm, peepholes",
          new LstmWeights(
              layer(4, INPUTS, units),
              uniform(7, 3 * units, 1),
              Activation.SIGMOID,
              Activation.TANH,
              Activation.TANH));
      models.put("rnn", new RnnWeights(layer(1, INPUTS, units), Activation.TANH));
      models.put("mgu", new MguWeights(layer(2, INPUTS, units)));
      models.put("lem", lem(units));
      models.put(
          "diagonal linear",
          new DiagonalLinear(
              INPUTS, uniform(3, units, 1), uniform(4, units * INPUTS, 1), uniform(5, units, 1)));
      models.put("gru, autoregressive", autoregressiveGru(units));
      models.put("lorenz96", new Lorenz96(units, 8, 0.01, 1));
      models.put("mean field", new MeanField(units, GAIN, 1, INPUTS));
      models.put("langevin", new TwoWellLangevin(0.05, 1));
      return models;
    }

    /** PyTorch's GRU of so many units with two inputs. */
    static GruWeights gru(int units) {
      return new GruWeights(layer(3, INPUTS, units));
    }

    /** Uses sums, activations and exponentials. */
    static AutoregressiveGruWeights autoregressiveGru() {
      return autoregressiveGru(UNITS);
    }

    private static AutoregressiveGruWeights autoregressiveGru(int units) {
      double bound = GAIN / Math.sqrt(units);
      Readout readout = new Readout(2, uniform(7, 2 * units, bound), uniform(8, 2, bound));
      return new AutoregressiveGruWeights(
          new GruWeights(layer(3, 1, units)), readout, uniform(9, 2, bound));
    }

    private static LemWeights lem(int units) {
      double bound = GAIN / Math.sqrt(units);
      return new LemWeights(
          INPUTS,
          units,
          0.75,
          uniform(3, 4 * units * INPUTS, bound),
          uniform(4, 4 * units, bound),
          uniform(5, 3 * units * units, bound),
          uniform(6, 3 * units, bound),
          uniform(7, units * units, bound),
          uniform(8, units, bound));
    }

    private static LayerWeights layer(int gates, int inputs, int units) {
      double bound = GAIN / Math.sqrt(units);
      return new LayerWeights(
          gates,
          inputs,
          units,
          uniform(3, gates * units * inputs, bound),
          uniform(4, gates * units * units, bound),
          uniform(5, gates * units, bound),
          uniform(6, gates * units, bound));
    }

    /** Floats from {@code -bound} to {@code bound}. */
    static double[] uniform(int seed, int count, double bound) {
      double[] numbers = new double[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = (float) (uniform(seed, i) * bound);
      }
      return numbers;
    }

    /** A number from -1 to 1. */
    static double uniform(int seed, int i) {
      long bits = SplitMix64.mix(((long) seed << 32) + i);
      return (bits >> 40) * 0x1p-23;
    }
  }
}
