// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.kernel.Kernel;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A kernel that is timed can do all that it could before. */
class TimedKernelTest {

  static Method[] abilities() {
    return Arrays.stream(Kernel.class.getDeclaredMethods())
        .filter(method -> !method.isSynthetic() && !method.getName().equals("close"))
        .toArray(Method[]::new);
  }

  @ParameterizedTest
  @MethodSource("abilities")
  void everyAbilityIsPassedOn(Method ability) throws NoSuchMethodException {
    Method own = TimedKernel.class.getMethod(ability.getName(), ability.getParameterTypes());
    assertThat(own.getDeclaringClass()).isEqualTo(TimedKernel.class);
  }
}
