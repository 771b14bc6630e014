// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import dev.deerpark.base.Numbers;
import dev.deerpark.engine.summary.Evaluations;
import dev.deerpark.engine.summary.Growth;
import dev.deerpark.engine.summary.Joints;
import dev.deerpark.engine.summary.Magnitudes;
import dev.deerpark.engine.summary.NonFinite;
import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.engine.summary.Update;
import dev.deerpark.engine.sweep.BlockIterate;
import dev.deerpark.engine.sweep.Damping;
import dev.deerpark.engine.sweep.Filter;
import dev.deerpark.engine.sweep.Reset;
import dev.deerpark.engine.sweep.Shrinking;
import dev.deerpark.engine.sweep.SweepElement;
import dev.deerpark.engine.sweep.SweepPlan;
import dev.deerpark.engine.sweep.Walks;
import dev.deerpark.engine.trajectory.Predictability;
import dev.deerpark.engine.trajectory.Trajectory.Comparison;
import dev.deerpark.engine.trajectory.TwinWalk;
import dev.deerpark.io.table.TravellingTypes;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.scan.Belief;
import dev.deerpark.scan.LinearMap;
import dev.deerpark.scan.SegmentMap;
import dev.deerpark.scan.TreeRun;
import dev.deerpark.scan.Uncertainty;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.States;
import dev.deerpark.spark.kernel.TravellingKernels;
import dev.deerpark.spark.scan.RunGroup;
import java.util.ArrayList;
import org.apache.spark.serializer.KryoRegistrator;

/**
 * Registers with Spark's Kryo every type that is sent by the engine and when tables are read, so
 * that the application runs with registration required. Bulk data is sent as primitive arrays
 * inside records.
 */
public final class DeerparkRegistrator implements KryoRegistrator {

  @Override
  public void registerClasses(Kryo kryo) {
    record(kryo, InputBlock.class);
    record(kryo, States.class);
    record(kryo, Numbers.Floats.class);
    record(kryo, Numbers.Doubles.class);
    variants(kryo, SegmentMap.class);
    record(kryo, Belief.class);
    variants(kryo, Uncertainty.class);
    variants(kryo, LinearMap.class);
    record(kryo, SweepElement.class);
    record(kryo, SweepSummary.class);
    record(kryo, Joints.class);
    record(kryo, Update.class);
    record(kryo, SweepWork.class);
    record(kryo, Evaluations.class);
    record(kryo, NonFinite.class);
    record(kryo, Magnitudes.class);
    record(kryo, Growth.class);
    record(kryo, SweepPlan.class);
    record(kryo, Damping.class);
    variants(kryo, Shrinking.class);
    record(kryo, Filter.class);
    record(kryo, Reset.class);
    kryo.register(Filter.Prefix.class);
    kryo.register(Filter.Mean.class);
    record(kryo, BlockIterate.class);
    record(kryo, Walks.class);
    record(kryo, TreeRun.class);
    record(kryo, RunGroup.class);
    record(kryo, SolutionFunctions.LoopReport.class);
    record(kryo, SolutionFunctions.BlockEnd.class);
    record(kryo, Comparison.class);
    record(kryo, Predictability.class);
    record(kryo, TwinWalk.At.class);
    kryo.register(JacobianForm.class);
    kryo.register(ArrayList.class);
    kryo.register(TravellingKernels.class, new JavaSerializer());
    TravellingTypes.RECORDS.forEach(type -> record(kryo, type));
    TravellingTypes.CLASSES.forEach(kryo::register);
    TravellingTypes.SCHEMA_TYPES.forEach(kryo::register);
    registerOfSpark(kryo);
  }

  private static <T extends Record> void record(Kryo kryo, Class<T> type) {
    kryo.register(type, new RecordSerializer<>(type));
  }

  /** The records that implement a sealed interface. */
  @SuppressWarnings("unchecked")
  private static void variants(Kryo kryo, Class<?> sealed) {
    for (Class<?> variant : sealed.getPermittedSubclasses()) {
      record(kryo, (Class<? extends Record>) variant);
    }
  }

  /** Spark's own classes that it sends without registering them. */
  private static void registerOfSpark(Kryo kryo) {
    String[] names = {"[Lscala.Tuple2;", "scala.reflect.ManifestFactory$ObjectManifest"};
    for (String name : names) {
      try {
        kryo.register(Class.forName(name, false, DeerparkRegistrator.class.getClassLoader()));
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("Spark without " + name, e);
      }
    }
  }
}
