// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.kernel;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import dev.deerpark.kernel.KernelFactory;
import java.io.Serializable;

/**
 * A kernel factory as it is sent to the executors, once per run. It is written by Java's own
 * serialization, whatever the session's serializer is, since its model may be of any class; so a
 * new kernel needs no registration.
 *
 * @param factory opens the kernels
 */
@DefaultSerializer(JavaSerializer.class)
public record TravellingKernels(KernelFactory factory) implements Serializable {}
