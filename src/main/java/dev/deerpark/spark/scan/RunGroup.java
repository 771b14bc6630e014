// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.scan;

import com.esotericsoftware.kryo.DefaultSerializer;
import dev.deerpark.base.RecordSerializer;
import dev.deerpark.scan.TreeRun;
import java.io.Serializable;
import java.util.ArrayList;

/**
 * Neighbouring runs that were merged, kept at each level of the way up for the way down.
 *
 * @param first the place of the first of them in the order of the scan
 * @param runs in that order; an {@code ArrayList}, which serializers know
 * @param whole all of them merged
 */
@DefaultSerializer(RecordSerializer.class)
public record RunGroup<E>(int first, ArrayList<TreeRun<E>> runs, TreeRun<E> whole)
    implements Serializable {}
