// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.report.chart.PlotStyle;
import dev.deerpark.sequence.Layout;
import dev.deerpark.solve.Outcome;
import dev.deerpark.solve.TestHistory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConvergencePlotTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @BeforeAll
  static void withoutAScreen() {
    System.setProperty("java.awt.headless", "true");
  }

  static Stream<double[]> histories() {
    return Stream.of(
        new double[] {0},
        new double[] {0, 0, 0},
        new double[] {0.5, 1e-7, 0},
        new double[] {NAN},
        new double[] {INFINITY, NAN, NAN},
        new double[] {1, 1e300, INFINITY, 1e-320, 0},
        new double[] {1e-6, 1e-6, 1e-6},
        DoubleStream.iterate(1, figure -> figure / 2).limit(61).toArray(),
        DoubleStream.iterate(1, figure -> figure / 2).limit(1001).toArray());
  }

  @ParameterizedTest
  @MethodSource("histories")
  void everyHistoryHasAPicture(double[] figures) throws IOException {
    BufferedImage picture =
        picture(ConvergencePlot.ofRun("a run", TestHistory.of(figures), 7, 1e-6));
    assertThat(picture.getWidth()).isEqualTo(PlotStyle.DENSITY * PlotStyle.WIDTH);
    assertThat(picture.getHeight()).isGreaterThan(picture.getWidth() / 2);
  }

  @Test
  void theCurvesAreInThePicture() throws IOException {
    BufferedImage fast =
        picture(ConvergencePlot.ofRun("a run", TestHistory.of(1, 1e-3, 1e-9), 7, 1e-6));
    BufferedImage slow =
        picture(ConvergencePlot.ofRun("a run", TestHistory.of(1, 0.5, 1e-9), 7, 1e-6));
    assertThat(differences(fast, fast)).isZero();
    assertThat(differences(fast, slow)).isGreaterThan(1000);
  }

  @Test
  void severalRunsShareAPicture() throws IOException {
    List<ComparedRun> runs = new ArrayList<>();
    runs.add(run("sequential", 0));
    BufferedImage one = picture(ConvergencePlot.ofRuns("a model", runs));
    runs.add(run("deer", 1, INFINITY, 1e-9));
    runs.add(run("jacobi", 1, 0.5, 0.25, 0.1));
    assertThat(differences(one, picture(ConvergencePlot.ofRuns("a model", runs))))
        .isGreaterThan(1000);
  }

  private static ComparedRun run(String method, double... figures) {
    return new ComparedRun(
        new PlanFigures(new Layout(0, 100, 10, 1, 1, 8), 2, "flat", null),
        new SolverFigures(
            method,
            1,
            0,
            null,
            1e-6,
            1,
            0,
            null,
            null,
            null,
            null,
            1,
            TestHistory.of(figures),
            List.of()),
        Outcome.CONVERGED,
        "Converged.",
        0.1,
        null,
        null);
  }

  private static BufferedImage picture(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static int differences(BufferedImage a, BufferedImage b) {
    int count = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        count += a.getRGB(x, y) == b.getRGB(x, y) ? 0 : 1;
      }
    }
    return count;
  }
}
