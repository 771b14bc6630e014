// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.contract.RecurrenceContract;
import dev.deerpark.solve.Outcome;
import dev.deerpark.solve.Solution;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java code that people copy from the pages compiles and does what they say. */
class CodeTest {
  private static final String LANGUAGE = "java";

  @TempDir private Path folder;

  @Test
  @SuppressWarnings("unchecked")
  void theReadmesExampleSolvesAndEqualsTheLoop() throws Exception {
    List<List<String>> blocks = Pages.code(Pages.README, LANGUAGE);
    assertThat(blocks).hasSize(2);
    List<Object> results =
        CompiledCode.run(folder, blocks.get(0), "solution", "states", "difference");
    assertThat(((Solution) results.get(0)).outcome()).isEqualTo(Outcome.CONVERGED);
    assertThat((List<Object>) results.get(1)).hasSize(20_000);
    assertThat((double) results.get(2)).isLessThan(1e-9);
  }

  @Test
  void theClassOfAUsersOwnKeepsTheContract() throws Exception {
    List<List<String>> blocks = Pages.code(Pages.FOLDER.resolve("models.md"), LANGUAGE);
    assertThat(blocks).hasSize(1);
    Class<?> type = CompiledCode.type(folder, "my.Relaxation", String.join("\n", blocks.get(0)));
    RecurrenceContract.verify(
        () -> {
          try {
            return (Recurrence) type.getConstructor(Map.class).newInstance(Map.of("rate", "0.05"));
          } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
          }
        },
        1);
  }

  @Test
  void theExampleOfAStreamCompiles() throws Exception {
    List<List<String>> blocks = Pages.code(Pages.FOLDER.resolve("streaming.md"), LANGUAGE);
    assertThat(blocks).hasSize(1);
    CompiledCode.type(
        folder,
        "Streamed",
        CompiledCode.imports(blocks.get(0))
            + "public class Streamed {\n"
            + "  void run(SparkSession spark) throws Exception {\n"
            + CompiledCode.statements(blocks.get(0))
            + "  }\n"
            + "}\n");
  }
}
