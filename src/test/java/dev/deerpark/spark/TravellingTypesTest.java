// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.deerpark.base.Precision;
import dev.deerpark.engine.sweep.SweepRule;
import dev.deerpark.engine.trajectory.StateTrace;
import dev.deerpark.engine.trajectory.WalkedBlock;
import dev.deerpark.io.table.time.TravellingTimeline;
import dev.deerpark.io.trajectory.NetworkRows;
import dev.deerpark.io.trajectory.NetworkSchema;
import dev.deerpark.io.trajectory.StateColumns;
import dev.deerpark.io.trajectory.TrajectorySchema;
import dev.deerpark.io.trajectory.TrajectorySink;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.network.Feed;
import dev.deerpark.network.pointwise.Apply;
import dev.deerpark.network.pointwise.Binary;
import dev.deerpark.network.pointwise.Choose;
import dev.deerpark.network.pointwise.Combine;
import dev.deerpark.network.pointwise.Concatenate;
import dev.deerpark.network.pointwise.Constant;
import dev.deerpark.network.pointwise.Elementwise;
import dev.deerpark.network.pointwise.Embed;
import dev.deerpark.network.pointwise.Linear;
import dev.deerpark.network.pointwise.Normalise;
import dev.deerpark.network.pointwise.Pointwise;
import dev.deerpark.network.pointwise.Reduce;
import dev.deerpark.network.pointwise.Select;
import dev.deerpark.network.pointwise.Softmax;
import dev.deerpark.recurrence.Readout;
import dev.deerpark.recurrence.UserModel;
import dev.deerpark.recurrence.network.GruWeights;
import dev.deerpark.recurrence.network.LayerWeights;
import dev.deerpark.scan.ScanTree;
import dev.deerpark.sequence.Layout;
import dev.deerpark.sequence.States;
import dev.deerpark.sequence.time.TimeAxis;
import dev.deerpark.sequence.time.TimeType;
import dev.deerpark.sequence.time.Timeline;
import dev.deerpark.spark.kernel.TravellingKernels;
import dev.deerpark.spark.scan.LeafOrder;
import dev.deerpark.spark.scan.ScanPlan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever travels comes back as it went, with Java's serialization and with Spark's Kryo. */
class TravellingTypesTest {
  private static final long SEED = 20261126;
  private static final int SAMPLES = 4;
  private static final double[] PAIR = {0.5, -0.0};

  /** One that requires registration. */
  private static Kryo strict() {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.kryo.registrationRequired", "true")
            .set("spark.kryo.registrator", DeerparkRegistrator.class.getName());
    return new KryoSerializer(conf).newKryo();
  }

  /** One that has not heard of our types. */
  private static Kryo plain() {
    return new KryoSerializer(new SparkConf(false)).newKryo();
  }

  /** Samples of every record of ours that is registered. */
  static Stream<Record> registered() {
    Kryo kryo = strict();
    Random random = new Random(SEED);
    return IntStream.range(0, kryo.getNextRegistrationId())
        .mapToObj(kryo::getRegistration)
        .filter(registration -> registration != null)
        .map(registration -> registration.getType())
        .filter(type -> type.isRecord() && type.getName().startsWith("dev.deerpark."))
        .filter(type -> type != TravellingKernels.class)
        .flatMap(
            type -> IntStream.range(0, SAMPLES).mapToObj(i -> new RandomRecords(random).of(type)));
  }

  /** Kernels, whose models may be of any class. */
  static Stream<Object> kernels() {
    return Stream.<KernelFactory>of(
            new ReferenceKernels(
                new GruWeights(
                    new LayerWeights(
                        3, 1, 1, new double[3], new double[3], new double[3], new double[3])),
                Precision.FLOAT),
            new ReferenceKernels(
                new UserModel("some.Model", new TreeMap<>(Map.of("a", "1"))), Precision.DOUBLE))
        .map(TravellingKernels::new);
  }

  /** What goes with the tasks. */
  static Stream<Object> closures() {
    return Stream.of(
        new Layout(5, 100, 3, 4, 2, 8),
        SweepRule.of(Precision.FLOAT, 1e-6),
        SweepRule.of(Precision.FLOAT, 1e-6).judging(new Readout(1, PAIR, new double[] {1})),
        ScanPlan.tree(64, "test"),
        new ScanTree(100, 8),
        new LeafOrder(new long[] {0, 2, 5}, true),
        new TrajectorySchema(Precision.FLOAT, StateColumns.array("state"), true, "t"),
        new WalkedBlock(3, new StateTrace(PAIR, PAIR, 0.1, 42), new States(PAIR, 1)),
        new TrajectorySink(
            new TrajectorySchema(Precision.FLOAT, StateColumns.array("state"), true, "t"),
            TravellingTimeline.withTasks(Timeline.of(TimeAxis.INDEXES, 7, 9)),
            2,
            Optional.of(new Readout(1, PAIR, new double[] {1}))),
        new Readout(1, PAIR, new double[] {1}),
        new NetworkRows(
            new NetworkSchema(
                Precision.FLOAT, "t", TimeType.INDEX, List.of(StateColumns.array("a_state")), true),
            Timeline.of(TimeAxis.INDEXES, 7, 9),
            2,
            List.of(1, 2),
            new Feed(List.of(Feed.INPUT, 0), program()),
            null));
  }

  /** A program with an operation of every kind. */
  private static Pointwise program() {
    return new Pointwise(
        3,
        List.of(
            new Select(0, new int[] {2, 1}),
            new Constant(PAIR),
            new Combine(1, 2, Binary.ADD),
            new Linear(3, new double[4], PAIR),
            new Apply(4, new Elementwise(Elementwise.Kind.ELU, 1, 0)),
            new Normalise(5, 1e-5, PAIR, PAIR),
            new Softmax(6, 2),
            new Concatenate(List.of(7, 1)),
            new Choose(8, 8, 8),
            new Reduce(9, 2, Reduce.Kind.SUM),
            new Embed(10, "table", 1, PAIR)));
  }

  @ParameterizedTest
  @MethodSource({"registered", "kernels", "closures"})
  void javaBringsItBack(Object sent) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).as("seed %d", SEED).usingRecursiveComparison().isEqualTo(sent);
    }
  }

  @ParameterizedTest
  @MethodSource({"registered", "kernels"})
  void kryoBringsItBackWithOurRegistratorAndWithout(Object sent) {
    requireBack(strict(), sent);
    requireBack(plain(), sent);
  }

  private static void requireBack(Kryo kryo, Object sent) {
    Output output = new Output(256, -1);
    kryo.writeClassAndObject(output, sent);
    Object received = kryo.readClassAndObject(new Input(output.toBytes()));
    assertThat(received).as("seed %d", SEED).usingRecursiveComparison().isEqualTo(sent);
  }
}
