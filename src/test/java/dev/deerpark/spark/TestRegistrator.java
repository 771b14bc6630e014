// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.scan.Intervals;
import dev.deerpark.spark.kernel.CountingKernels;
import org.apache.spark.serializer.KryoRegistrator;

/** The types that only tests send. */
public final class TestRegistrator implements KryoRegistrator {
  @Override
  public void registerClasses(Kryo kryo) {
    kryo.register(CountingKernels.class, new JavaSerializer());
    kryo.register(Intervals.class, new RecordSerializer<>(Intervals.class));
  }
}
