// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.deerpark.base.Numbers;
import dev.deerpark.base.Precision;
import dev.deerpark.engine.BlockIterate;
import dev.deerpark.engine.Damping;
import dev.deerpark.engine.Engine.Comparison;
import dev.deerpark.engine.Growth;
import dev.deerpark.engine.SweepElement;
import dev.deerpark.engine.SweepPlan;
import dev.deerpark.engine.SweepRule;
import dev.deerpark.engine.SweepSummary;
import dev.deerpark.engine.SweepWork;
import dev.deerpark.io.trajectory.TrajectorySchema;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.GruWeights;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.UserModel;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.DiagonalKalmanMap;
import dev.deerpark.scan.KalmanMap;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.ScanTree;
import dev.deerpark.scan.TreeRun;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import dev.deerpark.spark.scan.LeafOrder;
import dev.deerpark.spark.scan.RunGroup;
import dev.deerpark.spark.scan.ScanPlan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever travels comes back as it went, with Java's serialization and with Spark's Kryo. */
class TravellingTypesTest {
  private static final double[] PAIR = {0.5, -0.0};
  private static final SweepSummary SUMMARY =
      new SweepSummary(
          3, PAIR, PAIR, 1, 2, 0.1, 0.2, 3, new SweepWork(4, 5), 0.3, 0, -1, 6, 7, 8, Growth.NONE);

  private static SweepElement element(LinearMap map) {
    return new SweepElement(new AnchoredMap(map, PAIR, PAIR), 0.7, SUMMARY);
  }

  private static final Numbers FLOATS = new Numbers.Floats(new float[] {1, -2, 3, 4});
  private static final Numbers DOUBLES = new Numbers.Doubles(new double[] {1e300, 2, 3, 4});

  /** What goes through the serializer of data. */
  static Stream<Object> data() {
    TreeRun<SweepElement> run = TreeRun.leaf(7, element(new LinearMap.Zero()));
    return Stream.of(
        new InputBlock(3, 1L << 40, 2, 2, FLOATS),
        new InputBlock(3, 1L << 40, 2, 2, DOUBLES),
        element(new LinearMap.Zero()),
        element(new LinearMap.Identity()),
        element(new LinearMap.Diagonal(PAIR)),
        element(new LinearMap.Matrix(new double[] {1, 2, 3, 4})),
        new BlockIterate(
            4,
            9,
            new SweepPlan(JacobianForm.DIAGONAL, Damping.filter(1e-6), 3, 4),
            new States(PAIR, 1),
            new States(PAIR, 2),
            PAIR,
            new States(PAIR, 1),
            element(new LinearMap.Zero())),
        new SweepElement(KalmanMap.segment(new double[] {1, 2, 3, 4}, PAIR, PAIR, 0.5), 0, SUMMARY),
        new SweepElement(DiagonalKalmanMap.segment(PAIR, PAIR, PAIR, 0.5), 0, SUMMARY),
        Belief.exact(PAIR),
        run,
        new RunGroup<>(2, new ArrayList<>(List.of(run)), run),
        new SolutionFunctions.LoopReport(new Comparison(5, 1e-9, 3), PAIR),
        new SolutionFunctions.BlockEnd(4, PAIR, true),
        new ReferenceKernels(
            new GruWeights(1, 1, new double[3], new double[3], new double[3], new double[3]),
            Precision.FLOAT),
        new ReferenceKernels(
            new UserModel("some.Model", new TreeMap<>(java.util.Map.of("a", "1"))),
            Precision.DOUBLE));
  }

  /** What goes with the tasks. */
  static Stream<Object> closures() {
    return Stream.of(
        new Layout(5, 100, 3, 4, 2, 8),
        SweepRule.of(Precision.FLOAT, 1e-6),
        ScanPlan.tree(64, "test"),
        new ScanTree(100, 8),
        new LeafOrder(new long[] {0, 2, 5}, true),
        new TrajectorySchema(Precision.FLOAT, true, true, "t"),
        new BlockTrace(PAIR, PAIR, 0.1, 42),
        new Readout(1, PAIR, new double[] {1}));
  }

  @ParameterizedTest
  @MethodSource({"data", "closures"})
  void javaBringsItBack(Object sent) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).usingRecursiveComparison().isEqualTo(sent);
    }
  }

  @ParameterizedTest
  @MethodSource("data")
  void kryoBringsItBackWithRegistrationRequired(Object sent) {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.kryo.registrationRequired", "true")
            .set("spark.kryo.registrator", DeerparkRegistrator.class.getName());
    Kryo kryo = new KryoSerializer(conf).newKryo();
    Output output = new Output(256, -1);
    kryo.writeClassAndObject(output, sent);
    Object received = kryo.readClassAndObject(new Input(output.toBytes()));
    assertThat(received).usingRecursiveComparison().isEqualTo(sent);
  }
}
