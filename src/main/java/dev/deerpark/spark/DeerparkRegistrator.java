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
import dev.deerpark.engine.sweep.Restarting;
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
import dev.deerpark.sequence.Restarts;
import dev.deerpark.sequence.States;
import dev.deerpark.spark.kernel.TravellingKernels;
import dev.deerpark.spark.scan.RunGroup;
import java.util.ArrayList;
import org.apache.spark.serializer.KryoRegistrator;

/**
 * Registers with Spark's Kryo every type that is sent by the engine and when tables are read. A
 * Kryo that requires registration needs it; to any other it saves the names of classes in what is
 * sent. Each type names its own serializer. Bulk data is sent as primitive arrays inside records.
 */
public final class DeerparkRegistrator implements KryoRegistrator {

  @Override
  public void registerClasses(Kryo kryo) {
    kryo.register(InputBlock.class);
    kryo.register(Restarts.class);
    kryo.register(States.class);
    kryo.register(Numbers.Floats.class);
    kryo.register(Numbers.Doubles.class);
    variants(kryo, SegmentMap.class);
    kryo.register(Belief.class);
    variants(kryo, Uncertainty.class);
    variants(kryo, LinearMap.class);
    kryo.register(SweepElement.class);
    kryo.register(SweepSummary.class);
    kryo.register(Joints.class);
    kryo.register(Update.class);
    kryo.register(SweepWork.class);
    kryo.register(Evaluations.class);
    kryo.register(NonFinite.class);
    kryo.register(Magnitudes.class);
    kryo.register(Growth.class);
    kryo.register(SweepPlan.class);
    kryo.register(Damping.class);
    variants(kryo, Shrinking.class);
    kryo.register(Filter.class);
    kryo.register(Reset.class);
    kryo.register(Filter.Prefix.class);
    kryo.register(Filter.Mean.class);
    kryo.register(BlockIterate.class);
    kryo.register(Restarting.class);
    kryo.register(Walks.class);
    kryo.register(TreeRun.class);
    kryo.register(RunGroup.class);
    kryo.register(SolutionFunctions.LoopReport.class);
    kryo.register(SolutionFunctions.BlockEnd.class);
    kryo.register(Comparison.class);
    kryo.register(Predictability.class);
    kryo.register(TwinWalk.At.class);
    kryo.register(JacobianForm.class);
    kryo.register(ArrayList.class);
    kryo.register(TravellingKernels.class);
    TravellingTypes.RECORDS.forEach(kryo::register);
    TravellingTypes.CLASSES.forEach(kryo::register);
    TravellingTypes.SCHEMA_TYPES.forEach(kryo::register);
    TravellingTypes.LISTED_FILES.forEach(type -> kryo.register(type, new JavaSerializer()));
    registerOfSpark(kryo);
  }

  /** The records that implement a sealed interface. */
  private static void variants(Kryo kryo, Class<?> sealed) {
    for (Class<?> variant : sealed.getPermittedSubclasses()) {
      kryo.register(variant);
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
