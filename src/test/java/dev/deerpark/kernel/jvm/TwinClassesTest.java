package dev.deerpark.kernel.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwinClassesTest {
  private static final Path SOURCES =
      Path.of("src", "main", "java", "dev", "deerpark", "kernel", "jvm");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LaneAffine",
        "SingleAffine",
        "Vectors",
        "Loop",
        "Cells",
        "Gru",
        "GruDerivative",
        "AutoregressiveGru",
        "RungeKutta",
        "Lorenz96",
        "Lorenz96Derivative",
        "MeanField",
        "Wells",
        "Langevin",
        "LangevinDerivative"
      })
  void theClassForDoubleIsTheOneForFloatWithOtherNames(String name) throws IOException {
    String renamed =
        source("Float" + name)
            .replace("(float) ", "")
            .replace("FLOAT", "DOUBLE")
            .replace("Float", "Double")
            .replace("float", "double");
    assertThat(source("Double" + name)).isEqualToIgnoringWhitespace(renamed);
  }

  private static String source(String type) throws IOException {
    // Renamed comments break elsewhere.
    return Files.readString(SOURCES.resolve(type + ".java")).replaceAll("\\s*\\n\\s*(\\* )?", " ");
  }
}
