// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.app.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.kernel.StepFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownFailureTest {

  /** As the driver hears of a task. */
  private static SparkException ofTask(String thrown) {
    return new SparkException(
        "Job aborted due to stage failure: Task 1 in stage 3.0 failed 4 times, most recent failure:"
            + " Lost task 1.3 in stage 3.0 (TID 9) (10.1.2.3 executor 7): "
            + thrown
            + "\n\tat java.base/java.io.FileOutputStream.writeBytes(Native Method)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java.io.IOException: No space left on device | that of executor 7 on 10.1.2.3 | spark.local.dir",
        "java.lang.ClassNotFoundException: dev.deerpark.spark.SweepFunctions | Executor 7 on 10.1.2.3 | spark.jars",
        "java.lang.NoClassDefFoundError: dev/deerpark/kernel/Kernel | Executor 7 on 10.1.2.3 | spark.jars",
        "java.lang.ClassNotFoundException: mine.Model | Executor 7 on 10.1.2.3 | class mine.Model. Name its jar",
        "java.lang.IllegalStateException: this machine has no module jdk.incubator.vector, while | Executor 7 | --add-modules",
        "java.lang.NoClassDefFoundError: jdk/incubator/vector/Vector | Executor 7 on 10.1.2.3 | --add-modules",
      })
  void theExecutorAndTheRemedyAreNamed(String thrown, String executor, String remedy) {
    assertThat(KnownFailure.sentence(new RuntimeException(ofTask(thrown))))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .contains(executor, remedy)
                    .hasLineCount(1)
                    .hasSizeLessThan(400));
  }

  @Test
  void aClassThatIsMissingInLocalModeIsMissingOnThisMachine() {
    String thrown =
        "Lost task 0.0 in stage 1.0 (TID 1) (localhost executor driver):"
            + " java.lang.ClassNotFoundException: mine.Model\n";
    assertThat(KnownFailure.sentence(new SparkException(thrown)))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .startsWith("This machine does not have the class mine.Model."));
  }

  @Test
  void theClassOfAFileSystemIsNamedWithItsRemedy() {
    RuntimeException thrown =
        new RuntimeException(
            new ClassNotFoundException("Class org.apache.hadoop.fs.s3a.S3AFileSystem not found"));
    assertThat(KnownFailure.sentence(thrown))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .contains("class org.apache.hadoop.fs.s3a.S3AFileSystem,", "--packages"));
  }

  @Test
  void aDamagedCheckpointIsNamed() {
    String thrown =
        "dev.deerpark.spark.checkpoint.DamagedCheckpointException: file:/a/generation-000003-b/part-00001-17"
            + " does not hold block 5 any more.";
    assertThat(KnownFailure.sentence(new RuntimeException(ofTask(thrown))))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .startsWith("The checkpoint is damaged: file:/a/generation-000003-b/part")
                    .contains("block 5 any more. Delete that generation's folder")
                    .hasLineCount(1));
  }

  @Test
  void inLocalModeTheDiskIsThisMachines() {
    String thrown =
        "Lost task 0.0 in stage 1.0 (TID 1) (localhost executor driver): No space left on device";
    assertThat(KnownFailure.sentence(new SparkException(thrown)))
        .hasValueSatisfying(
            sentence -> assertThat(sentence).startsWith("A disk is full, that of this machine: "));
  }

  @Test
  void aFullDiskOfTheDriverIsKnownToo() {
    assertThat(
            KnownFailure.sentence(
                new UncheckedIOException(new IOException("x: Disk quota exceeded"))))
        .hasValueSatisfying(
            sentence -> assertThat(sentence).startsWith("A disk is full: Disk quota exceeded."));
  }

  @Test
  void aStepThatFailedSaysItselfAndTheRestIsNotKnown() {
    StepFailure step =
        new StepFailure(String.class, 3, new IllegalStateException("No space left on device"));
    assertThat(KnownFailure.sentence(new SparkException("x", step))).hasValue(step.getMessage());
    assertThat(KnownFailure.sentence(ofTask("java.lang.IllegalStateException: a bug"))).isEmpty();
    assertThat(KnownFailure.sentence(new IllegalStateException())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cannot call methods on a stopped SparkContext.\nThis stopped SparkContext was created at",
        "Job 3 cancelled because SparkContext was shut down"
      })
  void aClusterThatEndsTheApplicationIsSaidToHaveDoneSo(String message) {
    assertThat(KnownFailure.sentence(new IllegalStateException(message)))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("cluster", "did not accept"));
  }
}
