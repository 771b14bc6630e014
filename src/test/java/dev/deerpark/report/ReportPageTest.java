// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.deerpark.sequence.Layout;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about the report names its fields, all of them and no others. */
class ReportPageTest {
  private static final Pattern FIRST_CELL = Pattern.compile("^\\| (`[^|]*) \\|", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`([a-zA-Z]+)`");

  private static final List<Class<?>> PARTS =
      List.of(
          Ending.class,
          PlanFigures.class,
          PlanFigures.Choices.class,
          ForecastFigures.class,
          ForecastFigures.Expected.class,
          ForecastCheck.class,
          Layout.class,
          SolverFigures.class,
          Verification.class,
          Application.class,
          Places.class,
          SettingValue.class,
          Versions.class,
          ComparedRun.class,
          EvaluatedNode.class,
          SeriesTimes.class);

  @Test
  void theTablesNameTheFieldsAndNoOthers() throws IOException {
    Set<String> fields = new TreeSet<>();
    Stream.of(RunReport.class.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .filter(field -> !field.isAnnotationPresent(JsonUnwrapped.class))
        .map(Field::getName)
        .forEach(fields::add);
    for (Class<?> part : PARTS) {
      Stream.of(part.getRecordComponents())
          .filter(component -> !isHidden(part, component))
          .map(RecordComponent::getName)
          .forEach(fields::add);
      fields.addAll(properties(part));
    }
    fields.addAll(properties(RunReport.class));
    fields.addAll(properties(IterationRow.class));
    assertThat(documented()).isEqualTo(fields);
  }

  private static boolean isHidden(Class<?> part, RecordComponent component) {
    try {
      Field field = part.getDeclaredField(component.getName());
      return field.isAnnotationPresent(JsonUnwrapped.class)
          || field.isAnnotationPresent(JsonIgnore.class);
    } catch (NoSuchFieldException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> properties(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(JsonProperty.class))
        .map(ReportPageTest::name)
        .toList();
  }

  private static String name(Method method) {
    String given = method.getAnnotation(JsonProperty.class).value();
    return given.isEmpty() ? method.getName() : given;
  }

  private static Set<String> documented() throws IOException {
    String page = Files.readString(Path.of("src", "docs", "report.md"));
    String fields = page.substring(page.indexOf("## The fields"));
    Set<String> names = new TreeSet<>();
    FIRST_CELL
        .matcher(fields)
        .results()
        .flatMap(cell -> NAME.matcher(cell.group(1)).results())
        .map((MatchResult match) -> match.group(1))
        .forEach(names::add);
    return names;
  }
}
