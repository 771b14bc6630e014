// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import dev.deerpark.base.BadInputException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Names of columns in the text of an option, as in Spark's SQL: what is between backquotes is a
 * name as it stands, with a backquote doubled.
 */
public final class ColumnNames {
  /** A name, quoted or not, and the comma after it. */
  private static final Pattern NAME = Pattern.compile("\\s*(?:`((?:[^`]|``)+)`|([^,]*))\\s*(,|$)");

  /**
   * A range of columns such as f0..f127: the same prefix twice, each followed by a number without
   * leading zeros.
   */
  private static final Pattern RANGE =
      Pattern.compile("(.*\\D)(0|[1-9]\\d{0,4})\\.\\.\\1(0|[1-9]\\d{0,4})");

  private ColumnNames() {}

  /** The text that stands for exactly these names. */
  public static String text(Collection<String> names) {
    return names.stream()
        .map(name -> "`" + name.replace("`", "``") + "`")
        .collect(Collectors.joining(","));
  }

  /**
   * Names separated by commas; {@code f0..f127}, not quoted, stands for 128 of them.
   *
   * @throws BadInputException with only the advice as its message
   */
  static List<String> all(String text) {
    List<String> names = new ArrayList<>();
    Matcher next = NAME.matcher(text);
    boolean more = true;
    while (more && next.lookingAt()) {
      if (next.group(1) == null) {
        ranged(next.group(2).strip()).forEach(names::add);
      } else {
        names.add(unquoted(next.group(1)));
      }
      more = !next.group(3).isEmpty();
      next.region(next.end(), text.length());
    }
    return List.copyOf(names);
  }

  /** A single name. */
  static String one(String text) {
    Matcher name = NAME.matcher(text);
    boolean quoted = name.matches() && name.group(1) != null && name.group(3).isEmpty();
    return quoted ? unquoted(name.group(1)) : text;
  }

  private static String unquoted(String name) {
    return name.replace("``", "`");
  }

  private static Stream<String> ranged(String name) {
    if (name.isEmpty()) {
      throw new BadInputException("remove the empty name between the commas");
    }
    Matcher range = RANGE.matcher(name);
    if (!range.matches()) {
      return Stream.of(name);
    }
    int from = Integer.parseInt(range.group(2));
    int to = Integer.parseInt(range.group(3));
    if (from > to) {
      throw new BadInputException("'" + name + "' goes backwards: begin with the smaller number");
    }
    return IntStream.rangeClosed(from, to).mapToObj(i -> range.group(1) + i);
  }
}
