// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferencePropertiesTest {
  private static final int WIDTH = 98;

  @Test
  void theReferenceFileSaysWhatTheDeclarationsSay() throws IOException {
    List<String> expected = reference();
    Path generated = Path.of("target", "deerpark-reference.properties");
    Files.write(generated, expected);

    assertThat(Path.of("conf", "deerpark-reference.properties"))
        .as("an outdated reference file: replace it by %s", generated)
        .hasSameTextualContentAs(generated);
  }

  private static List<String> reference() {
    List<String> lines = new ArrayList<>();
    lines.add("# Every option of Deerpark as a configuration key, with its unit and its default.");
    lines.add(
        "# Copy the lines that you want to change into a file of your own, remove the #, and");
    lines.add("# give the file to submit/local or spark-submit with --properties-file. A key can");
    lines.add(
        "# also be given by --conf KEY=VALUE, which wins over the file; the option of the same");
    lines.add("# name on the command line wins over both.");
    for (Group group : Group.values()) {
      lines.add("");
      lines.add("## " + group.heading());
      group.options().forEach(option -> describe(option, lines));
    }
    return lines;
  }

  private static void describe(Option option, List<String> lines) {
    lines.add("");
    StringBuilder line = new StringBuilder("#");
    for (String word : option.description().split(" ")) {
      if (line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder("#");
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
    lines.add("# Unit: " + option.unit() + ". Default: " + option.defaultValue().label() + ".");
    lines.add("#" + option.key() + " = " + option.defaultValue().value().orElse(""));
  }
}
