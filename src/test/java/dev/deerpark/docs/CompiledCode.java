// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles the Java code of the pages, and loads it. */
final class CompiledCode {
  private static final String IMPORT = "import ";

  private CompiledCode() {}

  /**
   * Runs a block of statements, with its imports before them.
   *
   * @param folder for the classes
   * @param results the names of local variables
   * @return their values
   */
  @SuppressWarnings("unchecked")
  static List<Object> run(Path folder, List<String> block, String... results) throws Exception {
    String example =
        imports(block)
            + "public class Example implements java.util.concurrent.Callable<java.util.List<Object>> {\n"
            + "  @Override public java.util.List<Object> call() throws Exception {\n"
            + statements(block)
            + "    return java.util.List.of("
            + String.join(", ", results)
            + ");\n"
            + "  }\n"
            + "}\n";
    return ((Callable<List<Object>>)
            type(folder, "Example", example).getConstructor().newInstance())
        .call();
  }

  static String imports(List<String> code) {
    return code.stream()
        .filter(line -> line.startsWith(IMPORT))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  static String statements(List<String> code) {
    return code.stream()
        .filter(line -> !line.startsWith(IMPORT))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Compiles one class with the class path of the tests, and loads it. */
  static Class<?> type(Path folder, String name, String source) throws Exception {
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
    return new URLClassLoader(classes, CompiledCode.class.getClassLoader()).loadClass(name);
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
