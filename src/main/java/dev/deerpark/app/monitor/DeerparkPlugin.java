// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.monitor;

import com.codahale.metrics.Gauge;
import dev.deerpark.kernel.opencl.device.OpenDevices;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Deerpark's part of Spark's metrics and logs. The command line adds it; sessions of others need
 * {@code spark.plugins=dev.deerpark.app.monitor.DeerparkPlugin} where they want it.
 *
 * <p>Gauges of the driver are those of the run: {@code iteration}, {@code residual}, {@code
 * update}, {@code estimatedError}, {@code settledSegments}, {@code movedSegments}, {@code segments}
 * and {@code seconds.PHASE}. Gauges of an executor: {@code deviceBytes}, allocated on its GPUs, and
 * {@code residentBytes}, all memory of its process, which is what containers are killed for.
 * Whatever sinks a {@code metrics.properties} names show them.
 */
public final class DeerparkPlugin implements SparkPlugin {

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public void registerMetrics(String application, PluginContext context) {
        RunFigures.ofThisJvm().register(context.metricRegistry());
      }
    };
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new OfExecutor();
  }

  private static final class OfExecutor implements ExecutorPlugin {
    @Override
    public void init(PluginContext context, Map<String, String> none) {
      context
          .metricRegistry()
          .register("deviceBytes", (Gauge<Long>) () -> OpenDevices.ofThisProcess().usedBytes());
      context
          .metricRegistry()
          .register("residentBytes", (Gauge<Long>) () -> ResidentMemory.ofThisProcess().orElse(0));
    }

    @Override
    public void onTaskStart() {
      LogFields.takeFrom(TaskContext.get());
    }

    @Override
    public void onTaskSucceeded() {
      LogFields.clear();
    }

    @Override
    public void onTaskFailed(TaskFailedReason reason) {
      LogFields.clear();
    }
  }
}
