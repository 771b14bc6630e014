// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.recurrence;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import dev.deerpark.base.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A model that the user wrote, by the name of its class. The class is looked up with the thread's
 * context class loader, so it may come in a jar that was added to the job.
 *
 * <p>The class is public and has a public constructor that takes a {@code Map<String, String>} of
 * parameters, or, where there are no parameters, one without arguments. A constructor that throws
 * {@link BadInputException} has its message shown to the user as it is.
 *
 * @param className the full name of a class that implements {@link Recurrence}
 * @param parameters the constructor's parameters by name; copied
 */
public record UserModel(String className, SortedMap<String, String> parameters)
    implements RecurrenceSpec {
  private static final long serialVersionUID = 1L;

  public UserModel {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** Leaves out the parameters, which may be secrets. */
  @Override
  public String description() {
    return className;
  }

  /**
   * @throws BadInputException if the class is missing, is not a {@link Recurrence}, has no such
   *     constructor, fails to construct, or states impossible sizes, or a start state of another
   *     size
   */
  @Override
  public Recurrence build() {
    Recurrence model = construct(load());
    try {
      return checked(model);
    } catch (BadInputException refused) {
      throw refused;
    } catch (Throwable failure) { // whatever the code of a model makes of itself
      throw refused(failure, "failed when it was asked for its sizes: %s", shown(failure));
    }
  }

  /**
   * A digest of the code of the class, of those it extends and of those nested with them, in
   * hexadecimal. What else it calls, and what was compiled while Java runs, is not in it.
   *
   * @throws BadInputException if the class is missing
   */
  public String codeDigest() {
    MessageDigest digest = Sha256.begin();
    for (Class<?> type = load(); type != Object.class; type = type.getSuperclass()) {
      Stream.of(type.getNestMembers())
          .sorted(Comparator.comparing(Class::getName))
          .forEach(member -> digest.update(code(member)));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] code(Class<?> type) {
    String file = type.getName().substring(type.getPackageName().length()).replace(".", "");
    try (InputStream in = type.getResourceAsStream(file + ".class")) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("The code of " + type.getName() + " cannot be read", e);
    }
  }

  private Recurrence checked(Recurrence model) {
    int stateSize = model.stateSize();
    int inputSize = model.inputSize();
    if (stateSize < 1 || inputSize < 0) {
      throw refused(
          "has a state of %d and an input of %d numbers; a state needs at least 1 and an input at"
              + " least 0",
          stateSize, inputSize);
    }
    int startSize = model.initialState().length;
    if (startSize != stateSize) {
      throw refused(
          "has a state of %d numbers but starts from one of %d; let initialState() return as many",
          stateSize, startSize);
    }
    return model;
  }

  private Class<?> load() {
    try {
      ClassLoader context = Thread.currentThread().getContextClassLoader();
      ClassLoader loader = context != null ? context : UserModel.class.getClassLoader();
      return Class.forName(className, true, loader);
    } catch (ClassNotFoundException e) {
      throw refused(
          e, "was not found; check the name with its package, and that its jar is given by --jars");
    } catch (LinkageError e) {
      throw refused(e, "cannot be loaded: %s; give the jars that it needs by --jars", e);
    }
  }

  private Recurrence construct(Class<?> type) {
    if (!Recurrence.class.isAssignableFrom(type)) {
      throw refused("does not implement %s", Recurrence.class.getName());
    }
    try {
      Constructor<?> withParameters = constructor(type, Map.class);
      Object model =
          withParameters != null
              ? withParameters.newInstance(parameters)
              : withoutParameters(type).newInstance();
      return (Recurrence) model;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof BadInputException refusal) {
        throw refusal;
      }
      throw refused(e.getCause(), "failed in its constructor: %s", shown(e.getCause()));
    } catch (InstantiationException | IllegalAccessException e) {
      throw refused(e, "cannot be constructed; make it a public class that is not abstract");
    }
  }

  private Constructor<?> withoutParameters(Class<?> type) {
    Constructor<?> constructor = constructor(type);
    if (constructor == null) {
      throw refused(
          "has no public constructor that takes a Map<String, String> of parameters, nor one that"
              + " takes nothing; add one (a nested class must be static)");
    }
    if (!parameters.isEmpty()) {
      throw refused(
          "takes no parameters but was given %s; leave them out or add a public constructor that"
              + " takes a Map<String, String>",
          parameters.keySet());
    }
    return constructor;
  }

  /** The public constructor with these parameter types, or null. */
  private static Constructor<?> constructor(Class<?> type, Class<?>... parameterTypes) {
    try {
      return type.getConstructor(parameterTypes);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static String shown(Throwable failure) {
    return Names.cut(failure.toString());
  }

  private BadInputException refused(String sentence, Object... arguments) {
    return refused(null, sentence, arguments);
  }

  private BadInputException refused(Throwable cause, String sentence, Object... arguments) {
    return new BadInputException(
        "The model class "
            + className
            + " "
            + String.format(Locale.ROOT, sentence, arguments)
            + ".",
        cause);
  }
}
