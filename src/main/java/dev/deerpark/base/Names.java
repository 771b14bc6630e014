// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Names in messages: lists that stay short, and the known name that a misspelt one was meant to be.
 */
public final class Names {
  private static final int LONGEST_LIST = 160;

  private Names() {}

  /**
   * The names, separated by commas. A list of more than 160 characters is cut, with a count of the
   * names that are left out.
   */
  public static String list(Collection<String> names) {
    StringBuilder list = new StringBuilder();
    int listed = 0;
    for (String name : names) {
      if (listed > 0 && list.length() + name.length() > LONGEST_LIST) {
        return list + " and " + (names.size() - listed) + " more";
      }
      list.append(listed == 0 ? "" : ", ").append(cut(name));
      listed++;
    }
    return list.toString();
  }

  /** A text, cut where it has more than 160 characters. */
  public static String cut(String text) {
    return text.length() <= LONGEST_LIST ? text : text.substring(0, LONGEST_LIST) + "...";
  }

  /**
   * The known name closest to a misspelt one; empty where none is close. Case and separators are
   * ignored, so that {@code hiddenSize} matches {@code hidden_size}.
   */
  public static Optional<String> nearest(String name, Collection<String> known) {
    List<String> near = known.stream().filter(other -> isNear(name, other)).toList();
    return near.stream().min(Comparator.comparingInt(other -> distance(name, other)));
  }

  /** At most a third of the letters differ. */
  private static boolean isNear(String name, String other) {
    return distance(name, other) <= Math.max(1, other.length() / 3);
  }

  private static int distance(String name, String other) {
    return LevenshteinDistance.getDefaultInstance().apply(plain(name), plain(other));
  }

  private static String plain(String name) {
    return cut(name).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
