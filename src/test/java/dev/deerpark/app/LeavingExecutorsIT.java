// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.app.TestRuns.Ended;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Executors that are asked to leave, as a cluster that preempts them does, on a cluster that
 * authenticates and encrypts: the run goes on, and its result is the same.
 */
@Timeout(400)
@ExtendWith(SharedSession.class)
@EnabledOnOs(OS.LINUX)
class LeavingExecutorsIT {
  private static final String[] RUN = {
    "--model", TestRuns.example("gru24_ecg208.json"),
    "--input", TestRuns.example("ecg208.parquet"),
    "--range", "0:20480",
    "--method", "deer",
    "--segment-length", "64",
    "--block-steps", "256",
    "--partitions", "4",
  };

  @TempDir Path folder;

  @Test
  @EnabledIfSystemProperty(named = "deerpark.faults", matches = "all")
  void anExecutorThatIsDecommissionedInTheMiddleChangesNoBit() throws Exception {
    String reference;
    try (TestRuns runs = new TestRuns(folder)) {
      reference = runs.evaluate(RUN).digest();
    }
    SparkSession.Builder session =
        TestCluster.executors(2, true)
            .config("spark.decommission.enabled", true)
            .config("spark.storage.decommission.enabled", true)
            .config("spark.storage.decommission.rddBlocks.enabled", true)
            .config("spark.authenticate", true)
            .config("spark.authenticate.secret", "a secret of this test")
            .config("spark.network.crypto.enabled", true)
            .config("spark.io.encryption.enabled", true);
    try (TestRuns runs = new TestRuns(folder.resolve("cluster"), session)) {
      Decommission leaving = new Decommission();
      runs.session().sparkContext().addSparkListener(leaving);
      Ended ended = runs.evaluate(RUN);
      assertThat(ended.status()).isEqualTo(ExitStatus.DONE);
      assertThat(ended.digest()).isEqualTo(reference);
      assertThat(leaving.sweeps).as("it was asked in the middle").hasValueGreaterThan(3);
      assertThat(leaving.reason()).contains("decommission");
      runs.assertNothingIsLeft();
    }
  }

  /** Asks executor 0 to leave after a sweep, when it holds blocks of the inputs and the iterate. */
  private static final class Decommission extends SparkListener {
    private final CompletableFuture<String> reason = new CompletableFuture<>();
    private final AtomicInteger sweeps = new AtomicInteger();

    @Override
    public void onStageCompleted(SparkListenerStageCompleted stage) {
      boolean sweep = stage.stageInfo().rddInfos().exists(rdd -> rdd.name().startsWith("iterate"));
      if (sweep && sweeps.incrementAndGet() == 2) {
        ProcessHandle.current()
            .descendants()
            .filter(LeavingExecutorsIT::isFirstExecutor)
            .forEach(Decommission::ask);
      }
    }

    private static void ask(ProcessHandle executor) {
      try {
        new ProcessBuilder("bash", "-c", "kill -PWR " + executor.pid()).start();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
      reason.complete(executor.reason());
    }

    /** Why the first executor went that did; waits for one. */
    String reason() throws Exception {
      return reason.get(2, TimeUnit.MINUTES);
    }
  }

  private static boolean isFirstExecutor(ProcessHandle process) {
    try {
      // ProcessHandle shows only the beginning, and class paths are long
      String line = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
      return line.contains("CoarseGrainedExecutorBackend")
          && line.contains("--executor-id\u00000\u0000");
    } catch (IOException ended) {
      return false;
    }
  }
}
