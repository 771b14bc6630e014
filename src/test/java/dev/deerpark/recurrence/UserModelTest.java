// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserModelTest {

  /** {@code next = rate * state}. */
  public static class Decay implements Recurrence {
    private final double rate;

    public Decay(Map<String, String> parameters) {
      if (!parameters.containsKey("rate")) {
        throw new BadInputException("Decay needs the parameter rate.");
      }
      this.rate = Double.parseDouble(parameters.get("rate"));
    }

    @Override
    public int stateSize() {
      return 1;
    }

    @Override
    public int inputSize() {
      return 0;
    }

    @Override
    public void step(double[] state, double[] input, double[] next) {
      next[0] = rate * state[0];
    }
  }

  /** A model without parameters. */
  public static class Halving extends Decay {
    public Halving() {
      super(Map.of("rate", "0.5"));
    }
  }

  /** A model that starts from a state of another size. */
  public static final class Misplaced extends Halving {
    @Override
    public double[] initialState() {
      return new double[3];
    }
  }

  /** A model that does not know where it starts. */
  public static final class Startless extends Halving {
    @Override
    public double[] initialState() {
      return initialState();
    }
  }

  /** A model without a state. */
  public static final class Stateless extends Halving {
    @Override
    public int stateSize() {
      return 0;
    }
  }

  /** A model that cannot be constructed from words. */
  public static final class Unbuildable extends Decay {
    public Unbuildable(double rate) {
      super(Map.of("rate", Double.toString(rate)));
    }
  }

  /** A model with something left to write. */
  public abstract static class Unfinished extends Halving {
    public Unfinished() {}
  }

  @Test
  void parametersReachTheConstructor() {
    assertThat(step(spec(Decay.class, Map.of("rate", "0.25")).build())).isEqualTo(0.25);
  }

  @Test
  void aModelWithoutParametersNeedsNone() {
    assertThat(step(spec(Halving.class, Map.of()).build())).isEqualTo(0.5);
    assertRefused(spec(Halving.class, Map.of("rate", "1")), "takes no parameters", "[rate]");
  }

  @Test
  void aMissingClassIsRefusedByName() {
    UserModel missing = new UserModel("org.example.Missing", new TreeMap<>());
    assertRefused(missing, "org.example.Missing", "was not found", "--jars");
  }

  @Test
  void aClassThatIsNoModelIsRefused() {
    assertRefused(spec(String.class, Map.of()), "java.lang.String", "does not implement");
  }

  @Test
  void aClassWithoutSuchAConstructorIsRefused() {
    assertRefused(spec(Unbuildable.class, Map.of()), "no public constructor");
    assertRefused(spec(Unfinished.class, Map.of()), "not abstract");
  }

  @Test
  void impossibleSizesAreRefused() {
    assertRefused(spec(Stateless.class, Map.of()), "a state of 0");
    assertRefused(spec(Startless.class, Map.of()), "asked for its sizes", "StackOverflowError");
    assertRefused(spec(Misplaced.class, Map.of()), "state of 1 numbers but starts from one of 3");
  }

  @Test
  void whatAConstructorRefusesIsShown() {
    assertThatThrownBy(() -> spec(Decay.class, Map.of()).build())
        .isInstanceOf(BadInputException.class)
        .hasMessage("Decay needs the parameter rate.");
    assertRefused(spec(Decay.class, Map.of("rate", "fast")), "failed in its constructor", "fast");
  }

  @Test
  void theContextClassLoaderFindsTheClass() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader jar = new OwnCopy(before, Halving.class.getName());
    try {
      thread.setContextClassLoader(jar);
      Recurrence model = spec(Halving.class, Map.of()).build();
      assertThat(model.getClass().getClassLoader()).isSameAs(jar);
      assertThat(step(model)).isEqualTo(0.5);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void theDigestOfTheCodeTellsOtherCodeFromTheSame(@TempDir Path folder) throws IOException {
    String half = codeDigest(folder.resolve("half"), "0.5");
    assertThat(codeDigest(folder.resolve("again"), "0.5")).isEqualTo(half);
    assertThat(codeDigest(folder.resolve("third"), "1 / 3.0")).isNotEqualTo(half);
  }

  /** The digest of a class that is compiled anew, whose rate is in a class nested in it. */
  private static String codeDigest(Path folder, String rate) throws IOException {
    Path source = Files.createDirectories(folder).resolve("Compiled.java");
    Files.writeString(
        source,
        """
        public class Compiled implements dev.deerpark.recurrence.Recurrence {
          static class Rate { static double of() { return %s; } }
          @Override public int stateSize() { return 1; }
          @Override public int inputSize() { return 0; }
          @Override public void step(double[] state, double[] input, double[] next) {
            next[0] = Rate.of() * state[0];
          }
        }
        """
            .formatted(rate));
    String path = System.getProperty("java.class.path");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-cp", path, source.toString());
    assertThat(status).isZero();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return new UserModel("Compiled", new TreeMap<>()).codeDigest();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Defines one class itself and leaves the others to its parent. */
  private static final class OwnCopy extends ClassLoader {
    private final String own;

    OwnCopy(ClassLoader parent, String own) {
      super(parent);
      this.own = own;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(own) || findLoadedClass(name) != null) {
        return super.loadClass(name, resolve);
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void itTravels() throws IOException, ClassNotFoundException {
    UserModel spec = spec(Decay.class, Map.of("rate", "2"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(spec);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(spec);
    }
  }

  private static UserModel spec(Class<?> type, Map<String, String> parameters) {
    return new UserModel(type.getName(), new TreeMap<>(parameters));
  }

  private static double step(Recurrence model) {
    double[] next = new double[1];
    model.step(new double[] {1}, new double[0], next);
    return next[0];
  }

  private static void assertRefused(UserModel spec, String... words) {
    assertThatThrownBy(spec::build)
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(words);
  }
}
