// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.recurrence.Recurrence;
import dev.deerpark.recurrence.contract.RecurrenceContract;
import dev.deerpark.solve.Outcome;
import dev.deerpark.solve.Solution;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java code that people copy from the pages compiles and does what they say. */
class CodeTest {
  private static final String LANGUAGE = "java";
  private static final String IMPORT = "import ";

  @TempDir private Path folder;

  @Test
  @SuppressWarnings("unchecked")
  void theReadmesExampleSolvesAndEqualsTheLoop() throws Exception {
    List<List<String>> blocks = Pages.code(Pages.README, LANGUAGE);
    assertThat(blocks).hasSize(1);
    String example =
        imports(blocks.get(0))
            + "public class Example implements java.util.concurrent.Callable<List<Object>> {\n"
            + "  @Override public List<Object> call() {\n"
            + statements(blocks.get(0))
            + "    return List.of(solution, states, difference);\n"
            + "  }\n"
            + "}\n";
    List<Object> results =
        ((Callable<List<Object>>) compiled("Example", example).getConstructor().newInstance())
            .call();
    assertThat(((Solution) results.get(0)).outcome()).isEqualTo(Outcome.CONVERGED);
    assertThat((List<Object>) results.get(1)).hasSize(20_000);
    assertThat((double) results.get(2)).isLessThan(1e-9);
  }

  @Test
  void theClassOfAUsersOwnKeepsTheContract() throws Exception {
    List<List<String>> blocks = Pages.code(Pages.FOLDER.resolve("models.md"), LANGUAGE);
    assertThat(blocks).hasSize(1);
    Class<?> type = compiled("my.Relaxation", String.join("\n", blocks.get(0)));
    RecurrenceContract.verify(
        () -> {
          try {
            return (Recurrence) type.getConstructor(Map.class).newInstance(Map.of("rate", "0.05"));
          } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
          }
        },
        1);
  }

  private static String imports(List<String> code) {
    return code.stream()
        .filter(line -> line.startsWith(IMPORT))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String statements(List<String> code) {
    return code.stream()
        .filter(line -> !line.startsWith(IMPORT))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Compiles one class with the class path of the tests, and loads it. */
  private Class<?> compiled(String name, String source) throws Exception {
    StringWriter errors = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    boolean compiles =
        compiler
            .getTask(
                errors,
                null,
                null,
                List.of("-d", folder.toString(), "-proc:none"),
                null,
                List.of(new Source(name, source)))
            .call();
    assertThat(compiles).as("%s%n%s", errors, source).isTrue();
    URL[] classes = {folder.toUri().toURL()};
    // Stays open: the class is used after this returns.
    return new URLClassLoader(classes, CodeTest.class.getClassLoader()).loadClass(name);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(
          URI.create("string:///" + name.replace('.', '/') + JavaFileObject.Kind.SOURCE.extension),
          JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
