// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import dev.deerpark.base.Names;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** Parts of messages, kept short. */
public final class Wording {
  private static final int LISTED = 100;
  private static final int QUOTED = 120;
  private static final int PATH = 140;

  private Wording() {}

  /** A file's path, without the scheme for a file on this machine; of a long path, only the end. */
  public static String of(Path file) {
    String scheme = file.toUri().getScheme();
    return path(scheme == null || scheme.equals("file") ? file.toUri().getPath() : file.toString());
  }

  /** A path; of a long one, only the end. */
  public static String path(String path) {
    return path.length() <= PATH ? path : "..." + path.substring(path.length() - PATH);
  }

  /** Some items, and the number of further ones. */
  public static String listed(List<String> items) {
    return listed(items, ", ", LISTED);
  }

  /**
   * As many items as fit, at least one, and the number of further ones.
   *
   * @param length the longest text, in characters, that is not cut
   */
  public static String listed(List<String> items, String between, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      String item = items.get(i);
      if (i > 0 && text.length() + between.length() + item.length() > length) {
        return text.append(" and ").append(items.size() - i).append(" more").toString();
      }
      text.append(i == 0 ? "" : between).append(i == 0 ? cut(item, length) : item);
    }
    return text.toString();
  }

  /** The beginning of the first line of a text. */
  public static String cut(String text) {
    return cut(text, QUOTED);
  }

  /** The first words of one of Spark's failures of analysis, without its classes of errors. */
  public static String sentence(Throwable failure) {
    String first =
        String.valueOf(failure.getMessage())
            .lines()
            .filter(line -> !line.isBlank())
            .findFirst()
            .orElse("");
    return Names.cut(first.strip().replaceFirst("^\\[[A-Z_.0-9]+\\] ?", ""));
  }

  private static String cut(String text, int length) {
    String line = text.lines().findFirst().orElse("");
    return line.length() <= length ? line : line.substring(0, length) + " ...";
  }
}
