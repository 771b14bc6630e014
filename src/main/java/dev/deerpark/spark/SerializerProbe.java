// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.base.BadInputException;
import dev.deerpark.engine.summary.Growth;
import dev.deerpark.engine.summary.Joints;
import dev.deerpark.engine.summary.Magnitudes;
import dev.deerpark.engine.summary.NonFinite;
import dev.deerpark.engine.summary.SweepSummary;
import dev.deerpark.engine.summary.SweepWork;
import dev.deerpark.engine.summary.Update;
import dev.deerpark.engine.sweep.SweepElement;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.scan.LinearMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Sends one element through the session's serializer before any job does: a misconfigured
 * serializer fails here, with advice, and not in the middle of a run.
 */
public final class SerializerProbe {
  private SerializerProbe() {}

  /**
   * @throws BadInputException if an element does not come back unchanged
   */
  public static void check() {
    double[] numbers = {1, -0.0, Double.MIN_VALUE, 1e300};
    double[] pair = {0.5, Math.PI};
    SweepSummary summary =
        new SweepSummary(
            new Joints(3, pair, pair, 1, 2, 0.1),
            new Update(0.2, 3, 0.1),
            SweepWork.ofSteps(4),
            new NonFinite(0, -1),
            new Magnitudes(6, 7, 8),
            0.3,
            Growth.NONE);
    SweepElement sent =
        new SweepElement(
            new AnchoredMap(new LinearMap.Matrix(2, numbers), pair, pair), 0.7, summary);
    SerializerInstance serializer = SparkEnv.get().serializer().newInstance();
    ClassTag<SweepElement> tag = ClassTag$.MODULE$.apply(SweepElement.class);
    try {
      SweepElement received = serializer.deserialize(serializer.serialize(sent, tag), tag);
      // arrays compare by identity, so the bytes are compared
      if (!serializer.serialize(sent, tag).equals(serializer.serialize(received, tag))) {
        throw refused("gives back another element than it was given", null);
      }
    } catch (BadInputException refused) {
      throw refused;
    } catch (RuntimeException failure) {
      throw refused("fails: " + failure.getMessage(), failure);
    }
  }

  private static BadInputException refused(String why, Throwable cause) {
    return new BadInputException(
        "The session's serializer, "
            + SparkEnv.get().conf().get("spark.serializer", "Spark's default")
            + ", "
            + why
            + ". Where spark.kryo.registrationRequired is set, spark.kryo.registrator must name "
            + DeerparkRegistrator.class.getName()
            + ", among others.",
        cause);
  }
}
