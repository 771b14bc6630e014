// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Operators on the states of {@link TestGraph}, whose numbers are those of the input. */
class OperatorsTest {
  private static final double[] X = {0.5, 1, 2, 3};

  private static TestGraph graph() {
    return new TestGraph().recurrence("x");
  }

  /** With {@code c} for the states less 1.25, which have both signs. */
  private static TestGraph centred() {
    return graph().floats("level", new int[0], 1.25).node("Sub", "h level", "c");
  }

  private static void assertMaps(TestGraph graph, DoubleUnaryOperator function) {
    assertThat(graph.output("y", X))
        .containsExactly(
            Arrays.stream(X).map(v -> function.applyAsDouble(v - 1.25)).toArray(), within(1e-7));
  }

  private static void assertGives(TestGraph graph, double... expected) {
    assertThat(graph.output("y", X)).containsExactly(expected, within(1e-7));
  }

  @Test
  void smoothActivationsAreThoseOfTheirDefinitions() {
    assertMaps(
        centred().node("Celu", "c", "y", "alpha", 2.0), v -> v > 0 ? v : 2 * (Math.exp(v / 2) - 1));
    assertMaps(centred().node("Mish", "c", "y"), v -> v * Math.tanh(Math.log(1 + Math.exp(v))));
    assertMaps(
        centred().node("Gelu", "c", "y", "approximate", "tanh"),
        v -> v / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v))));
    double[] byErf =
        centred()
            .floats("root", new int[0], Math.sqrt(2))
            .floats("one", new int[0], 1)
            .floats("half", new int[0], 0.5)
            .node("Div", "c root", "d")
            .node("Erf", "d", "e")
            .node("Add", "e one", "f")
            .node("Mul", "c f", "g")
            .node("Mul", "g half", "y")
            .output("y", X);
    assertGives(centred().node("Gelu", "c", "y"), byErf);
    assertThat(byErf[3]).isCloseTo(1.75 * 0.9599408, within(1e-6));
  }

  @Test
  void piecewiseFunctionsAreThoseOfTheirDefinitions() {
    assertMaps(
        centred().node("HardSwish", "c", "y"), v -> v * Math.min(1, Math.max(0, v / 6 + 0.5)));
    assertMaps(centred().node("ThresholdedRelu", "c", "y", "alpha", 0.75), v -> v > 0.75 ? v : 0);
    assertMaps(centred().node("Sign", "c", "y"), Math::signum);
    assertMaps(centred().node("Floor", "c", "y"), Math::floor);
    assertMaps(centred().node("Ceil", "c", "y"), Math::ceil);
    assertMaps(centred().node("Round", "c", "y"), Math::rint);
    assertMaps(centred().node("Cast", "c", "b", "to", 9).node("Not", "b", "y"), v -> 0);
    assertGives(
        centred().floats("slopes", new int[] {4}, 1, 2, 3, 4).node("PRelu", "c slopes", "y"),
        -0.75,
        -0.5,
        0.75,
        1.75);
    assertMaps(
        centred().floats("two", new int[0], 0.5).node("Mod", "c two", "y", "fmod", 1),
        v -> v % 0.5);
  }

  @Test
  void numbersAreChosenByConditions() {
    assertMaps(
        centred()
            .floats("zero", new int[0], 0)
            .node("Greater", "c zero", "is")
            .node("Neg", "c", "n")
            .node("Where", "is c n", "y"),
        Math::abs);
    assertMaps(
        centred()
            .floats("low", new int[0], -0.5)
            .floats("high", new int[0], 0.75)
            .node("GreaterOrEqual", "c low", "a")
            .node("Less", "c high", "b")
            .node("And", "a b", "both")
            .node("Cast", "both", "y", "to", 1),
        v -> v >= -0.5 && v < 0.75 ? 1 : 0);
  }

  @Test
  void reductionsAreOverAnyAxesButTime() {
    TestGraph pairs = graph().integers("pairs", 0, 2, 2).node("Reshape", "h pairs", "p");
    assertGives(pairs.node("ReduceSum", "p", "y", "axes", new int[] {1}, "keepdims", 0), 2.5, 4);
    assertGives(graph().node("ReduceMax", "h", "y", "axes", new int[] {1, 3}), 3);
    assertGives(graph().node("ReduceMin", "h", "y", "axes", new int[] {-1}), 0.5);
    assertGives(graph().node("ReduceProd", "h", "y", "axes", new int[] {-1}), 3);
    assertGives(graph().node("ReduceL1", "h", "y", "axes", new int[] {-1}), 6.5);
    assertGives(graph().node("ReduceL2", "h", "y", "axes", new int[] {-1}), Math.sqrt(14.25));
    assertGives(graph().node("ReduceSumSquare", "h", "y", "axes", new int[] {-1}), 14.25);
    double sum = Arrays.stream(X).map(Math::exp).sum();
    assertGives(graph().node("ReduceLogSumExp", "h", "y", "axes", new int[] {-1}), Math.log(sum));
    assertGives(graph().node("ArgMax", "h", "y", "axis", -1), 3);
    assertGives(graph().node("ReduceSum", "h", "y", "noop_with_empty_axes", 1), X);
    assertThatThrownBy(() -> graph().node("ReduceSum", "h", "y").network("y"))
        .hasMessageContaining("mixes the steps");
  }

  @Test
  void sharesAreAlongAnyAxis() {
    TestGraph pairs = graph().integers("pairs", 0, 2, 2).node("Reshape", "h pairs", "p");
    double low = 1 / (1 + Math.exp(1.5));
    double second = 1 / (1 + Math.exp(2));
    assertGives(pairs.node("Softmax", "p", "y", "axis", 1), low, second, 1 - low, 1 - second);
    double sum = Math.log(Arrays.stream(X).map(Math::exp).sum());
    assertGives(graph().node("LogSoftmax", "h", "y"), Arrays.stream(X).map(v -> v - sum).toArray());
  }

  @Test
  void productsAreFromEitherSide() {
    TestGraph vector = graph().floats("w", new int[] {4}, 2, 1, 0, 0);
    assertGives(vector.node("MatMul", "h w", "y"), 2);
    TestGraph left =
        graph()
            .floats("V", new int[] {2, 4}, 2, 1, 0, 0, 0, 0, 1, 1)
            .node("Transpose", "h", "columns", "perm", new int[] {0, 1, 3, 2})
            .node("MatMul", "V columns", "y");
    assertGives(left, 2, 5);
    TestGraph constants =
        graph()
            .floats("A", new int[] {4, 1}, 1, 1, 1, 1)
            .floats("C", new int[] {1, 2}, 1, 2)
            .node("MatMul", "A C", "V")
            .node("MatMul", "h V", "y");
    assertGives(constants, 6.5, 13);
  }

  @Test
  void channelsAreNormalisedAndMixed() {
    TestGraph graph =
        graph()
            .integers("flat", -1, 4, 1)
            .node("Reshape", "h flat", "r")
            .node("Transpose", "r", "channels", "perm", new int[] {2, 1, 0})
            .floats("g", new int[] {4}, 1, 1, 2, 2)
            .floats("b", new int[] {4}, 0, 0, 0, 1)
            .floats("m", new int[] {4}, 0, 1, 0, 1)
            .floats("v", new int[] {4}, 1, 1, 4, 4)
            .node("BatchNormalization", "channels g b m v", "n", "epsilon", 0.0)
            .floats("K", new int[] {2, 4, 1}, 1, 0, 1, 0, 0, 1, 0, 1)
            .floats("bias", new int[] {2}, 0, 10)
            .node("Conv", "n K bias", "y");
    assertGives(graph, 2.5, 13);
  }

  @Test
  void rowsAreRepeatedAndPadded() {
    assertGives(
        graph().integers("times", 1, 1, 1, 2).node("Tile", "h times", "y"),
        0.5,
        1,
        2,
        3,
        0.5,
        1,
        2,
        3);
    TestGraph padded = graph().integers("pads", 0, 0, 0, 1, 0, 0, 0, -1);
    assertGives(padded.floats("v", new int[0], 7).node("Pad", "h pads v", "y"), 7, 0.5, 1, 2);
    assertThatThrownBy(
            () ->
                graph()
                    .integers("pads", 1, 0, 0, 0, 0, 0, 0, 0)
                    .node("Pad", "h pads", "y")
                    .network("y"))
        .hasMessageContainingAll("the_Pad", "mixes the steps");
  }
}
