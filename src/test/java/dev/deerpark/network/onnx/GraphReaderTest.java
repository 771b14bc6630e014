// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deerpark.base.BadInputException;
import dev.deerpark.network.Network;
import dev.deerpark.network.Node;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphReaderTest {
  private static final double[] X = {0.5, 1, 2, 3};
  private static final int[] FEATURES = {TestGraph.WIDTH};

  private static TestGraph graph() {
    return new TestGraph().recurrence("x");
  }

  private static void assertMaps(TestGraph graph, DoubleUnaryOperator function) {
    assertThat(graph.output("y", X))
        .containsExactly(Arrays.stream(X).map(function).toArray(), within(1e-7));
  }

  @Test
  void functionsOfOneNumberAreThoseOfOnnx() {
    assertMaps(graph().node("Sigmoid", "h", "y"), v -> 1 / (1 + Math.exp(-v)));
    assertMaps(graph().node("Softplus", "h", "y"), v -> Math.log(1 + Math.exp(v)));
    assertMaps(graph().node("Neg", "h", "n").node("LeakyRelu", "n", "y"), v -> -0.01 * v);
    assertMaps(
        graph().node("Neg", "h", "n").node("Elu", "n", "y", "alpha", 2.0),
        v -> 2 * (Math.exp(-v) - 1));
    assertMaps(
        graph().node("Neg", "h", "n").node("Selu", "n", "y"),
        v -> 1.0507009873554805 * 1.6732632423543772 * (Math.exp(-v) - 1));
    assertMaps(graph().node("HardSigmoid", "h", "y"), v -> Math.min(1, 0.2 * v + 0.5));
    assertMaps(
        graph().opset(7).node("Clip", "h", "y", "min", 0.75, "max", 2.5),
        v -> Math.max(0.75, Math.min(2.5, v)));
    assertMaps(
        graph().floats("least", new int[0], 0.75).node("Clip", "h least", "y"),
        v -> Math.max(0.75, v));
    assertMaps(graph().node("Cast", "h", "y", "to", 7), v -> Math.floor(v));
    assertMaps(graph().node("Dropout", "h", "y"), v -> v);
  }

  @Test
  void numbersAreRepeatedWhereShapesDiffer() {
    assertMaps(graph().floats("c", new int[] {1}, 3).node("Div", "h c", "y"), v -> v / 3);
    assertMaps(graph().floats("c", new int[0], 2).node("Pow", "h c", "y"), v -> v * v);
    assertThat(graph().floats("c", FEATURES, 4, 3, 2, 1).node("Sub", "c h", "y").output("y", X))
        .containsExactly(3.5, 2, 0, -2);
    TestGraph table = graph().floats("c", new int[] {2, 1}, 10, 20).node("Add", "h c", "y");
    assertThat(table.output("y", X)).containsExactly(10.5, 11, 12, 13, 20.5, 21, 22, 23);
  }

  @Test
  void rowsAreTakenApartAndPutTogether() {
    TestGraph graph =
        graph()
            .integers("starts", 3)
            .integers("ends", -5)
            .integers("axes", 3)
            .integers("steps", -2)
            .node("Slice", "h starts ends axes steps", "back")
            .integers("sizes", 1, 3)
            .node("Split", "h sizes", "one three", "axis", -1)
            .integers("chosen", 2, 0)
            .node("Gather", "three chosen", "two", "axis", 3)
            .node("Concat", "back two one", "y", "axis", -1);
    assertThat(graph.output("y", X)).containsExactly(3, 1, 3, 1, 0.5);
  }

  @Test
  void concatenationAlongAnInnerAxisInterleaves() {
    TestGraph graph =
        graph()
            .integers("pairs", 0, 1, 2, 2)
            .node("Reshape", "h pairs", "p")
            .node("Concat", "p p", "joined", "axis", 3)
            .integers("flat", -1, 8)
            .node("Reshape", "joined flat", "y");
    assertThat(graph.output("y", X)).containsExactly(0.5, 1, 0.5, 1, 2, 3, 2, 3);
  }

  @Test
  void aTranspositionMovesTheNumbersOfARow() {
    TestGraph graph =
        graph()
            .integers("pairs", 0, 1, 2, 2)
            .node("Reshape", "h pairs", "p")
            .node("Transpose", "p", "q", "perm", new int[] {3, 0, 1, 2})
            .node("Transpose", "q", "y", "perm", new int[] {1, 0, 2, 3});
    assertThat(graph.output("y", X)).containsExactly(0.5, 2, 1, 3);
  }

  @Test
  void weightsMayServeGroupsOfARow() {
    TestGraph graph =
        graph()
            .integers("pairs", 0, 2, 2)
            .node("Reshape", "h pairs", "p")
            .floats("M", new int[] {2, 1}, 1, 10)
            .node("MatMul", "p M", "y");
    assertThat(graph.output("y", X)).containsExactly(10.5, 32);
  }

  @Test
  void aGeneralProductScalesAndShifts() {
    TestGraph graph =
        graph()
            .integers("flat", -1, 4)
            .node("Reshape", "h flat", "f")
            .floats("M", new int[] {4, 1}, 1, 1, 1, 1)
            .floats("b", new int[] {1}, 4)
            .node("Gemm", "f M b", "y", "alpha", 2.0, "beta", 0.5);
    assertThat(graph.output("y", X)).containsExactly(15);
  }

  @Test
  void aLayerIsNormalisedAsItsPartsAre() {
    double mean = 1.625;
    double variance = Arrays.stream(X).map(v -> (v - mean) * (v - mean)).sum() / 4;
    double[] expected =
        Arrays.stream(X).map(v -> (v - mean) / Math.sqrt(variance + 1e-5) * 2 + 1).toArray();
    TestGraph whole =
        graph()
            .floats("scale", FEATURES, 2, 2, 2, 2)
            .floats("shift", FEATURES, 1, 1, 1, 1)
            .node("LayerNormalization", "h scale shift", "y");
    TestGraph parts =
        graph()
            .node("ReduceMean", "h", "mean", "axes", new int[] {-1})
            .node("Sub", "h mean", "apart")
            .floats("two", new int[0], 2)
            .node("Pow", "apart two", "square")
            .node("ReduceMean", "square", "variance", "axes", new int[] {-1})
            .floats("epsilon", new int[0], 1e-5)
            .node("Add", "variance epsilon", "safe")
            .node("Sqrt", "safe", "deviation")
            .node("Div", "apart deviation", "normal")
            .node("Mul", "normal two", "scaled")
            .floats("one", new int[0], 1)
            .node("Add", "scaled one", "y");
    assertThat(whole.output("y", X)).containsExactly(expected, within(1e-7));
    assertThat(parts.output("y", X)).containsExactly(expected, within(1e-7));
  }

  @Test
  void sharesAddUpToOne() {
    double[] shares = graph().node("Softmax", "h", "y").output("y", X);
    assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-12));
    assertThat(shares[3] / shares[2]).isCloseTo(Math.E, within(1e-12));
  }

  @Test
  void anEmbeddingLooksUpTheRowsOfItsTable() {
    TestGraph graph =
        new TestGraph("T")
            .floats("table", new int[] {3, 4}, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
            .node("Cast", "x", "index", "to", 7)
            .node("Gather", "table index", "row")
            .integers("axes", 1)
            .node("Unsqueeze", "row axes", "e")
            .recurrence("e");
    Network network = graph.network("h");
    assertThat(network.inputSize()).isEqualTo(1);
    assertThat(network.evaluate(new double[][] {{2}, {0}}).outputs())
        .isDeepEqualTo(new double[][] {{9, 10, 11, 12}, {1, 2, 3, 4}});
    assertThatThrownBy(() -> network.evaluate(new double[][] {{3}}))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("3.0", "the_Gather", "0 to 2");
  }

  @Test
  void shapesThatExportersComputeAreFolded() {
    TestGraph graph =
        graph()
            .node("Shape", "x", "shape")
            .integers("first", 0)
            .node("Gather", "shape first", "steps")
            .integers("rest", 1, 4)
            .node("Concat", "steps rest", "wanted", "axis", 0)
            .node("Reshape", "h wanted", "r")
            .node("ConstantOfShape", "wanted", "zeros")
            .node("Add", "r zeros", "y");
    assertMaps(graph, v -> v);
  }

  @Test
  void theNumberOfStepsMayBeStated() {
    TestGraph graph =
        new TestGraph(200, 1, 4)
            .recurrence("x")
            .integers("flat", 200, 4)
            .node("Reshape", "h flat", "y");
    assertMaps(graph, v -> v);
  }

  @Test
  void timeIsTheOpenDimensionThatTheRecurrenceWalks() {
    TestGraph graph =
        new TestGraph("batch", "sequence", 4)
            .node("Transpose", "x", "t", "perm", new int[] {1, 0, 2})
            .recurrence("t");
    assertMaps(graph.node("Identity", "h", "y"), v -> v);
    assertMaps(new TestGraph("a", "b", 4).recurrence("x").node("Identity", "h", "y"), v -> v);
  }

  @Test
  void whatMixesStepsIsRefused() {
    TestGraph longer = graph().integers("flat", -1, 2).node("Reshape", "h flat", "y");
    assertRefused(longer, "the_Reshape", "mixes the steps", "--onnx-to h", "--onnx-from y");
    TestGraph later =
        graph().integers("a", 1).integers("b", 9).integers("c", 0).node("Slice", "h a b c", "y");
    assertRefused(later, "the_Slice", "mixes the steps");
    assertRefused(graph().node("Concat", "h h", "y", "axis", 0), "the_Concat", "mixes the steps");
    assertRefused(
        graph().integers("i", 0).node("Gather", "h i", "y"), "the_Gather", "mixes the steps");
    assertRefused(graph().node("Softmax", "h", "y", "axis", 0), "the_Softmax");
    assertRefused(graph().node("ReduceMean", "h", "y", "axes", new int[] {0}), "the_ReduceMean");
  }

  private static void assertRefused(TestGraph graph, String... parts) {
    assertThatThrownBy(() -> graph.network("y"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(parts)
        .message()
        .hasSizeLessThan(400);
  }

  @Test
  void whatIsNotSupportedIsRefused() {
    assertRefused(graph().node("Conv", "h W", "y"), "the_Conv", "is not supported");
    assertRefused(graph().node("MatMul", "h h", "y"), "the_MatMul", "'h'");
    assertRefused(graph().node("Relu", "h", "y", "alpha", 2.0), "the_Relu", "alpha");
    assertRefused(graph().node("Add", "h missing", "y"), "missing");
    assertRefused(graph().node("Relu", "h_last", "y"), "the last state of rnn");
    assertRefused(new TestGraph().node("Relu", "x", "y"), "no recurrent node");
    assertThatThrownBy(() -> graph().network("h_last"))
        .hasMessageContainingAll("the last state of rnn", "--onnx-to");
    assertThatThrownBy(() -> new TestGraph("T", 2, 4).recurrence("x").network("h"))
        .hasMessageContaining("a batch of 2 series");
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 23})
  void otherVersionsOfTheOperatorsAreRefused(int opset) {
    assertThatThrownBy(() -> graph().opset(opset).network("h"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("opset " + opset, "7 to 22");
  }

  @Test
  void anInitialStateThatIsAnInputIsTakenAsZeros() {
    OnnxModel model = new TestGraph().input("h0", 1, "batch", 4).recurrence("x", "h0").read("h");
    assertThat(model.network().nodes().get(0).initialState()).containsExactly(0, 0, 0, 0);
    assertThat(model.assumptions()).first().asString().contains("h0", "initial state", "zeros");
  }

  @Test
  void whatWasAssumedIsSaid() {
    assertThat(graph().read("h").assumptions())
        .hasSize(1)
        .first()
        .asString()
        .contains("x, read as [T, 1, 4], is the input", "h is the output");
  }

  @Test
  void partsOfAnInitialStateThatIsAnInputAreZerosToo() {
    OnnxModel model =
        new TestGraph()
            .input("h0", 2, "batch", 4)
            .integers("chosen", 1)
            .node("Gather", "h0 chosen", "h1")
            .recurrence("x", "h1")
            .read("h");
    assertThat(model.assumptions()).first().asString().contains("h0", "initial state", "zeros");
  }

  @Test
  void severalInputsAreColumnsSideBySide() {
    TestGraph two = new TestGraph().input("z", "T", 1, 4).node("Sub", "z x", "s").recurrence("s");
    OnnxModel model = two.read("h");
    assertThat(model.network().inputSize()).isEqualTo(8);
    assertThat(model.network().evaluate(new double[][] {{1, 2, 3, 4, 9, 8, 7, 6}}).outputs()[0])
        .containsExactly(8, 6, 4, 2);
    assertThat(model.assumptions()).first().asString().contains("x, read as", "then of z");
    TestGraph scalar = new TestGraph().input("rate").node("Mul", "x rate", "s").recurrence("s");
    assertThatThrownBy(() -> scalar.network("h"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("rate");
  }

  @Test
  void theLengthOfTheSeriesMayBeAnInput() {
    TestGraph graph = new TestGraph().input("length", 1);
    OnnxModel model = graph.recurrence("x", "", "length").read("h");
    assertThat(model.assumptions()).first().asString().contains("length");
    assertThat(model.network().evaluate(new double[][] {X}).outputs()[0]).containsExactly(X);
  }

  @Test
  void openFeaturesAreAsManyAsTheRecurrenceReads() {
    assertMaps(
        new TestGraph("T", "batch", "features").recurrence("x").node("Identity", "h", "y"), v -> v);
  }

  @Test
  void nodesHaveNamesThatDifferWhateverTheCase() {
    TestGraph graph =
        graph().integers("a", 1).node("Squeeze", "h a", "s").recurrence("s", "", "", "RNN", "h2");
    assertThat(graph.network("h2").nodes()).extracting(Node::name).containsExactly("rnn", "RNN_2");
  }

  @Test
  void stepsMayBeReversedAround() {
    TestGraph graph =
        new TestGraph()
            .integers("starts", -1)
            .integers("ends", Integer.MIN_VALUE)
            .integers("axes", 0)
            .integers("steps", -1)
            .node("Slice", "x starts ends axes steps", "back")
            .recurrence("back")
            .node("Slice", "h starts ends axes steps", "y");
    Network network = graph.network("y");
    assertThat(network.nodes().get(0).reversed()).isTrue();
    assertThat(network.evaluate(new double[][] {X, {0, 0, 0, 0}}).outputs()[0]).containsExactly(X);
    assertThatThrownBy(() -> reversedAndNot().network("z")).hasMessageContaining("mixes the steps");
  }

  private static TestGraph reversedAndNot() {
    return graph()
        .integers("starts", -1)
        .integers("ends", Integer.MIN_VALUE)
        .integers("axes", 0)
        .integers("steps", -1)
        .node("Slice", "h starts ends axes steps", "back")
        .node("Add", "h back", "z");
  }

  @Test
  void aReshapeMayStateTheStepsAndLeaveTheRestOpen() {
    TestGraph graph =
        new TestGraph(200, 1, 4)
            .recurrence("x")
            .integers("open", 200, 1, -1)
            .node("Reshape", "h open", "y");
    assertMaps(graph, v -> v);
  }
}
