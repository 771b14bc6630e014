// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.checkpoint;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.deerpark.base.RecordSerializer;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Records of one type as bytes, and back. It knows the types that can be reached from the record's
 * components and refuses all others, so a file that was changed makes no other objects.
 *
 * @param <T> the record
 */
final class RecordCodec<T extends Record> {
  private final Class<T> root;
  private final Kryo kryo = new ListsAsLists();
  private final Set<Class<?>> known = new LinkedHashSet<>();
  private final Output output = new Output(1 << 16, -1);

  RecordCodec(Class<T> root) {
    this.root = root;
    kryo.setRegistrationRequired(true);
    kryo.setReferences(false);
    kryo.register(List.class, new ListSerializer());
    admit(root);
  }

  private void admit(Type type) {
    if (type instanceof ParameterizedType generic) {
      admit(generic.getRawType());
      for (Type argument : generic.getActualTypeArguments()) {
        admit(argument);
      }
    } else if (!(type instanceof Class<?> plain)) {
      throw new IllegalArgumentException(type + " cannot be kept");
    } else if (!plain.isPrimitive() && plain != List.class && known.add(plain)) {
      admitNew(plain);
    }
  }

  private void admitNew(Class<?> type) {
    if (type.isRecord()) {
      kryo.register(type, serializer(type.asSubclass(Record.class)));
      for (RecordComponent component : type.getRecordComponents()) {
        admit(component.getGenericType());
      }
    } else if (type.isSealed()) {
      for (Class<?> variant : type.getPermittedSubclasses()) {
        admit(variant);
      }
    } else if (type.isEnum()
        || type.isArray() && type.getComponentType().isPrimitive()
        || type == Optional.class
        || type == OptionalDouble.class) {
      kryo.register(type);
    } else {
      throw new IllegalArgumentException(type + " cannot be kept");
    }
  }

  private static <R extends Record> RecordSerializer<R> serializer(Class<R> type) {
    return new RecordSerializer<>(type);
  }

  /** The shape of everything that can be kept: bytes of another shape cannot be read. */
  String shape() {
    StringBuilder shape = new StringBuilder();
    for (Class<?> type : known) {
      shape.append(type.getName());
      if (type.isRecord()) {
        for (RecordComponent component : type.getRecordComponents()) {
          shape.append(' ').append(component.getGenericType().getTypeName());
        }
      } else if (type.isEnum()) { // kept as the place among its constants
        for (Object constant : type.getEnumConstants()) {
          shape.append(' ').append(((Enum<?>) constant).name());
        }
      }
      shape.append('\n');
    }
    return shape.toString();
  }

  byte[] bytes(T value) {
    output.clear();
    kryo.writeObject(output, value);
    return output.toBytes();
  }

  T value(byte[] bytes) {
    return kryo.readObject(new Input(bytes), root);
  }

  /** Kryo for which every list is just a list. */
  private static final class ListsAsLists extends Kryo {
    @Override
    public Registration getRegistration(@SuppressWarnings("rawtypes") Class type) {
      return super.getRegistration(List.class.isAssignableFrom(type) ? List.class : type);
    }
  }

  private static final class ListSerializer extends Serializer<List<?>> {
    @Override
    public void write(Kryo kryo, Output output, List<?> list) {
      output.writeInt(list.size(), true);
      list.forEach(element -> kryo.writeClassAndObject(output, element));
    }

    @Override
    public List<?> read(Kryo kryo, Input input, Class<List<?>> type) {
      int size = input.readInt(true);
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        list.add(kryo.readClassAndObject(input));
      }
      return List.copyOf(list);
    }
  }
}
