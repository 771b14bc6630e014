package dev.deerpark.kernel.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.kernel.SegmentWalk;
import dev.deerpark.kernel.TestGrus;
import dev.deerpark.kernel.TestWalks;
import dev.deerpark.recurrence.GruWeights;
import dev.deerpark.recurrence.JacobianForm;
import dev.deerpark.sequence.InputBlock;
import dev.deerpark.sequence.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Executors may have different processors. */
class VectorWidthTest {
  private static final int SIZE = 19;
  private static final int SEGMENTS = 21;
  private static final int LENGTH = 9;

  @Test
  void theBitsDoNotDependOnTheWidthOfVectors() throws IOException, InterruptedException {
    String here = digest();
    for (int bytes : List.of(16, 32)) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  JvmKernels.FLAG,
                  "-XX:MaxVectorSize=" + bytes,
                  "-cp",
                  System.getProperty("java.class.path"),
                  Narrow.class.getName())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      assertThat(said.strip()).as("vectors of %d bytes", bytes).isEqualTo(here);
    }
  }

  private static String digest() {
    StringBuilder digest = new StringBuilder();
    for (Precision precision : Precision.values()) {
      for (JacobianForm form : JacobianForm.values()) {
        Random random = new Random(8);
        GruWeights weights = TestGrus.gru(2, SIZE, 2, random);
        InputBlock block = TestGrus.block(SEGMENTS * LENGTH, 2, precision, random);
        double[] starts = TestGrus.uniform(SIZE * SEGMENTS, 1, random);
        SegmentWalk walk = TestWalks.first(LENGTH, form, starts, SIZE);
        new JvmKernels(weights, precision).create().evaluate(block, walk);
        digest.append(Arrays.hashCode(walk.ends)).append(' ');
        digest.append(Arrays.hashCode(walk.jacobians)).append(' ');
      }
    }
    return digest.toString().strip();
  }

  /** Runs in a virtual machine of its own. */
  static final class Narrow {
    private Narrow() {}

    public static void main(String[] arguments) {
      System.out.println(digest());
    }
  }
}
