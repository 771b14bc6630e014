// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.kernel.opencl.device.Device;
import dev.deerpark.kernel.opencl.device.Devices;
import dev.deerpark.kernel.opencl.device.OpenDevices;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Skips the tests of a class where OpenCL has no device, with a line that nobody misses; but where
 * the environment says {@code DEERPARK_OPENCL_REQUIRED=1} they run and fail. Keeps a kernel open
 * throughout, so that programs are compiled once.
 */
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsDevice.Condition.class)
public @interface NeedsDevice {

  /** Looks for a device, once for all classes. */
  final class Condition implements ExecutionCondition, BeforeAllCallback {
    private static final boolean REQUIRED = "1".equals(System.getenv("DEERPARK_OPENCL_REQUIRED"));

    private static final Optional<String> MISSING = missing();

    private static Optional<String> missing() {
      try {
        Devices.choose(Optional.empty(), true);
        return Optional.empty();
      } catch (IllegalStateException missing) {
        return Optional.of(missing.getMessage());
      }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (MISSING.isEmpty() || REQUIRED) {
        return ConditionEvaluationResult.enabled("there is a device, or there has to be");
      }
      if (context.getTestMethod().isEmpty()) {
        System.err.println(
            "SKIPPED, WITHOUT AN OPENCL DEVICE: "
                + context.getDisplayName()
                + ". To run it: apt-get install pocl-opencl-icd ocl-icd-libopencl1. ("
                + MISSING.get()
                + ")");
      }
      return ConditionEvaluationResult.disabled(MISSING.get());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
      context
          .getRoot()
          .getStore(Namespace.create(NeedsDevice.class))
          .getOrComputeIfAbsent("kept open", key -> new KeptOpen(), KeptOpen.class);
    }
  }

  /** A user of the device, until the last test has run. */
  final class KeptOpen implements AutoCloseable {
    private final Device device =
        OpenDevices.ofThisProcess().take(Devices.choose(Optional.empty(), true));

    @Override
    public void close() {
      OpenDevices.ofThisProcess().release(device);
    }
  }
}
