// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.opencl.device.GroupLimits;
import dev.deerpark.recurrence.JacobianForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes the kernel texts of all models and of the arithmetic on maps as a GPU is given them, for
 * {@code src/main/python/compile_kernels.py} to compile without one.
 *
 * <p>Arguments: DIRECTORY SIZE... Writes a text each to {@code *.cl}, and to {@code programs.tsv} a
 * line for each program: its name, its text and its options.
 */
public final class KernelTexts {
  /** What NVIDIA's GPUs have. */
  private static final GroupLimits LIMITS = GroupLimits.of(48 << 10, 1024, false);

  private final Path directory;
  private final List<String> programs = new ArrayList<>();

  private KernelTexts(Path directory) {
    this.directory = directory;
  }

  /** See the class. */
  public static void main(String[] arguments) throws IOException {
    KernelTexts texts = new KernelTexts(Files.createDirectories(Path.of(arguments[0])));
    for (int i = 1; i < arguments.length; i++) {
      texts.addWalks(Integer.parseInt(arguments[i]));
      texts.addMaps(Integer.parseInt(arguments[i]));
    }
    Files.write(texts.directory.resolve("programs.tsv"), texts.programs);
  }

  private void addWalks(int units) throws IOException {
    for (var sample : SelfTest.Samples.all(units).entrySet()) {
      DeviceModel model = DeviceModels.of(sample.getValue());
      for (Precision precision : Precision.values()) {
        addWalk(sample.getKey(), model, JacobianForm.ZERO, false, precision);
        addWalk(sample.getKey(), model, JacobianForm.ZERO, true, precision);
        addWalk(sample.getKey(), model, JacobianForm.DIAGONAL, false, precision);
        addWalk(sample.getKey(), model, JacobianForm.DENSE, false, precision);
      }
    }
  }

  private void addWalk(
      String name, DeviceModel model, JacobianForm form, boolean restarts, Precision precision)
      throws IOException {
    Tile tile = WalkProgram.tile(model, form, restarts, precision, LIMITS);
    String how = form == JacobianForm.ZERO ? (restarts ? "restarts" : "plain") : lower(form);
    add(
        String.join("; ", name, "D=" + model.stateSize(), how, lower(precision)),
        model.text(),
        KernelText.source(model),
        KernelText.options(model, form, restarts, precision, tile));
  }

  private void addMaps(int size) throws IOException {
    for (JacobianForm form : List.of(JacobianForm.DIAGONAL, JacobianForm.DENSE)) {
      for (Precision stored : Precision.values()) {
        for (boolean shrinks : new boolean[] {false, true}) {
          MapPrograms.Key key = new MapPrograms.Key(form, stored, shrinks);
          String what =
              String.join(
                  "; ", "D=" + size, lower(form) + (shrinks ? ", shrunk" : ""), lower(stored));
          if (AffineProgram.fits(size, LIMITS)) {
            String options = AffineProgram.options(size, key, LIMITS);
            add("affine maps; " + what, "affine", AffineProgram.source(), options);
          }
          if (FilterProgram.fits(size, LIMITS)) {
            String text = form == JacobianForm.DENSE ? "kalman_full" : "kalman";
            String options = FilterProgram.options(size, key, LIMITS);
            add("filters; " + what, text, FilterProgram.source(key), options);
          }
        }
      }
    }
  }

  private void add(String name, String text, String source, String options) throws IOException {
    Files.writeString(directory.resolve(text + ".cl"), source);
    programs.add(String.join("\t", name, text + ".cl", options));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
