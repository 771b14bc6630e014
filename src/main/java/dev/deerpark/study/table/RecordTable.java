// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.study.table;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A table whose rows are records. A component is a column; the components of a component that is
 * itself a record stand side by side. {@code solveSeconds} is the column {@code solve_seconds}. A
 * number that is not finite, and null, are empty.
 *
 * @param <R> the rows
 */
public final class RecordTable<R extends Record> {
  private static final String SEPARATOR = ",";

  private final Class<R> type;
  private final List<Column> columns;

  /**
   * A column.
   *
   * @param name in lower case with underscores
   * @param type of its values: a primitive type, its box, or a text
   */
  public record Column(String name, Class<?> type) {}

  public RecordTable(Class<R> type) {
    this.type = type;
    this.columns = columns(type);
  }

  /** The columns, in order. */
  public List<Column> columns() {
    return columns;
  }

  /** The rows as CSV, with a header. */
  public String csv(List<R> rows) {
    String header = columns.stream().map(Column::name).collect(Collectors.joining(SEPARATOR));
    return rows.stream()
        .map(row -> String.join(SEPARATOR, values(row).stream().map(RecordTable::text).toList()))
        .collect(Collectors.joining("\n", header + "\n", rows.isEmpty() ? "" : "\n"));
  }

  /** The values of a row, in the order of the columns; null for what is empty. */
  public List<Object> values(R row) {
    List<Object> values = new ArrayList<>();
    collect(row, values);
    return values;
  }

  /**
   * The rows of a table that {@link #csv} wrote.
   *
   * @throws IllegalArgumentException for a table with other columns, or a value that is none; the
   *     message says where
   */
  public List<R> parse(String csv) {
    List<String> lines = csv.lines().toList();
    List<String> names = columns.stream().map(Column::name).toList();
    if (lines.isEmpty() || !List.of(lines.get(0).split(SEPARATOR)).equals(names)) {
      throw new IllegalArgumentException("its columns are not those of this version");
    }
    List<R> rows = new ArrayList<>();
    for (int line = 1; line < lines.size(); line++) {
      rows.add(row(lines.get(line), line + 1));
    }
    return rows;
  }

  private R row(String line, int number) {
    List<String> values = Arrays.asList(line.split(SEPARATOR, -1));
    if (values.size() != columns.size()) {
      throw new IllegalArgumentException(
          "line " + number + " has " + values.size() + " values for " + columns.size());
    }
    try {
      return make(type, values.iterator());
    } catch (NumberFormatException unreadable) {
      throw new IllegalArgumentException("line " + number + ": " + unreadable.getMessage());
    }
  }

  private static List<Column> columns(Class<?> type) {
    List<Column> columns = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType().isRecord()) {
        columns.addAll(columns(component.getType()));
      } else {
        columns.add(new Column(snake(component.getName()), component.getType()));
      }
    }
    return List.copyOf(columns);
  }

  private static String snake(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private static void collect(Record row, List<Object> values) {
    for (RecordComponent component : row.getClass().getRecordComponents()) {
      Object value = value(row, component);
      if (value instanceof Record inner) {
        collect(inner, values);
      } else {
        boolean finite = !(value instanceof Double number) || Double.isFinite(number);
        values.add(finite ? value : null);
      }
    }
  }

  private static Object value(Record row, RecordComponent component) {
    try {
      return component.getAccessor().invoke(row);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a row that is not a public record", e);
    }
  }

  private static <T> T make(Class<T> type, Iterator<String> values) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      arguments[i] = types[i].isRecord() ? make(types[i], values) : parsed(values.next(), types[i]);
    }
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a row that is not a public record", e);
    }
  }

  private static Object parsed(String text, Class<?> type) {
    if (text.isEmpty()) {
      return type == double.class ? (Object) Double.NaN : null;
    }
    return switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
      case "int", "integer" -> Integer.valueOf(text);
      case "long" -> Long.valueOf(text);
      case "double" -> Double.valueOf(text);
      case "boolean" -> Boolean.valueOf(text);
      default -> text;
    };
  }

  /** A text without what would end a value. */
  private static String text(Object value) {
    return Objects.toString(value, "").replaceAll("[,\"\r\n]", " ");
  }
}
