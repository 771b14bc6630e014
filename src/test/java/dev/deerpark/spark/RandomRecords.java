// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark;

import dev.deerpark.base.Numbers;
import dev.deerpark.scan.AnchoredMap;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Restarts;
import dev.deerpark.sequence.States;
import dev.deerpark.sequence.time.TimeAxis;
import dev.deerpark.sequence.time.TimeType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Builds records of any kind from random components. */
final class RandomRecords {
  private static final int LENGTH = 4;

  private final Random random;

  RandomRecords(Random random) {
    this.random = random;
  }

  /** A record of this type. */
  Record of(Class<?> type) {
    if (type == InputBlock.class) {
      return new InputBlock(random.nextInt(9), random.nextLong(), 2, 2, numbers(), restarts());
    }
    if (type == Restarts.class) {
      return restarts();
    }
    if (type == TimeAxis.class) {
      return new TimeAxis((TimeType) of(TimeType.class), random.nextLong(), random.nextInt(1, 9));
    }
    if (type == States.class) {
      return new States(doubles(), 2);
    }
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return (Record) constructor.newInstance(Arrays.stream(types).map(this::any).toArray());
    } catch (ReflectiveOperationException failure) {
      throw new AssertionError("no sample of " + type + ": build it here", failure);
    }
  }

  private Object any(Class<?> type) {
    if (type == int.class) {
      return random.nextInt(1, 100);
    } else if (type == long.class) {
      return random.nextLong();
    } else if (type == double.class) {
      return 1 - random.nextDouble();
    } else if (type == boolean.class) {
      return random.nextBoolean();
    } else if (type == String.class) {
      return "text " + random.nextInt();
    } else if (type == double[].class) {
      return doubles();
    } else if (type == boolean[].class) {
      return new boolean[] {random.nextBoolean(), true};
    } else if (type == float[].class) {
      return new float[] {random.nextFloat(), -0f, Float.MIN_VALUE, 1e30f};
    } else if (type == int[].class) {
      return random.ints(LENGTH).toArray();
    } else if (type == byte[].class) {
      byte[] bytes = new byte[LENGTH];
      random.nextBytes(bytes);
      return bytes;
    } else if (type == long[].class) {
      return random.longs(LENGTH).toArray();
    } else if (type == Numbers.class) {
      return numbers();
    } else if (type == Optional.class) {
      return Optional.empty();
    } else if (type == ArrayList.class || type == List.class || type == Object.class) {
      // the elements of runs are of any class
      return new ArrayList<>(List.of(of(AnchoredMap.class), of(AnchoredMap.class)));
    } else if (type.isEnum()) {
      return pick(type.getEnumConstants());
    } else if (type.isSealed()) {
      return of(pick(type.getPermittedSubclasses()));
    }
    return of(type);
  }

  private Restarts restarts() {
    return switch (random.nextInt(3)) {
      case 0 -> Restarts.NONE;
      case 1 -> Restarts.shared(new int[] {1}, doubles(), random.nextBoolean());
      default -> Restarts.own(new int[] {0, 1}, new States(doubles(), 2), random.nextBoolean());
    };
  }

  private Numbers numbers() {
    return random.nextBoolean()
        ? new Numbers.Floats(new float[] {1, -2, random.nextFloat(), 4})
        : new Numbers.Doubles(doubles());
  }

  private double[] doubles() {
    return new double[] {random.nextGaussian(), -0.0, Double.MIN_VALUE, 1e300};
  }

  private <T> T pick(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
