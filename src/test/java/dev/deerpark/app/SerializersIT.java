// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.Kryo;
import dev.deerpark.app.console.ExitStatus;
import dev.deerpark.base.BadInputException;
import dev.deerpark.spark.DeerparkRegistrator;
import dev.deerpark.spark.SharedSession;
import dev.deerpark.spark.TestSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoRegistrator;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sessions whose serializer is set up otherwise than the command line does it. */
@ExtendWith(SharedSession.class)
class SerializersIT {
  /** On the tree plan, which sends the most. */
  private static final String[] RUN = {
    "--model", TestRuns.example("gru24_ecg208.json"),
    "--input", TestRuns.example("ecg208.parquet"),
    "--range", "0:4096",
    "--method", "deer",
    "--segment-length", "64",
    "--block-steps", "256",
    "--partitions", "6",
    "--scan", "tree",
    "--verify", "full",
  };

  @TempDir Path folder;

  /** Of a caller's own. */
  public static final class ForeignRegistrator implements KryoRegistrator {
    @Override
    public void registerClasses(Kryo kryo) {
      kryo.register(BitSet.class);
    }
  }

  private static SparkSession.Builder session(Class<?>... registrators) {
    List<String> names = List.of(registrators).stream().map(Class::getName).toList();
    return TestSession.builder("local[2]")
        .config("spark.kryo.registrator", String.join(",", names));
  }

  private String digest(TestRuns runs) throws IOException {
    TestRuns.Ended ended = runs.evaluate(RUN);
    assertThat(ended.status()).isEqualTo(ExitStatus.DONE);
    runs.assertNothingIsLeft();
    return ended.digest();
  }

  @Test
  void noSerializerOfASessionChangesABit() throws IOException {
    String reference;
    try (TestRuns runs = new TestRuns(folder)) {
      reference = digest(runs);
    }
    Map<String, SparkSession.Builder> sessions = new LinkedHashMap<>();
    sessions.put("Java", session().config("spark.serializer", JavaSerializer.class.getName()));
    sessions.put("two registrators", session(ForeignRegistrator.class, DeerparkRegistrator.class));
    sessions.put("a foreign registrator", notRequired(session(ForeignRegistrator.class)));
    sessions.put("plain Kryo", notRequired(session()));
    for (Map.Entry<String, SparkSession.Builder> session : sessions.entrySet()) {
      String name = session.getKey();
      try (TestRuns runs = new TestRuns(folder.resolve(name), session.getValue())) {
        assertThat(digest(runs)).as(name).isEqualTo(reference);
      }
    }
  }

  private static SparkSession.Builder notRequired(SparkSession.Builder session) {
    return session.config("spark.kryo.registrationRequired", false);
  }

  @Test
  void aKryoThatRequiresRegistrationIsRefusedWithoutOurs() throws TimeoutException {
    try (TestRuns runs = new TestRuns(folder, session(ForeignRegistrator.class))) {
      AtomicInteger jobs = new AtomicInteger();
      runs.session()
          .sparkContext()
          .addSparkListener(
              new SparkListener() {
                @Override
                public void onJobStart(SparkListenerJobStart start) {
                  jobs.incrementAndGet();
                }
              });
      assertThatThrownBy(() -> runs.evaluate(RUN))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining(DeerparkRegistrator.class.getName());
      runs.session().sparkContext().listenerBus().waitUntilEmpty();
      assertThat(jobs).as("before anything was read").hasValue(0);
    }
  }
}
