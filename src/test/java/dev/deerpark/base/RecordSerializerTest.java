// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.base;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.junit.jupiter.api.Test;

class RecordSerializerTest {
  private record Inner(double value) {}

  private record Outer(
      int number, long big, boolean flag, String word, float[] array, Inner inner) {}

  @Test
  void aRecordComesBackAsItWent() {
    Kryo kryo = new Kryo();
    kryo.setRegistrationRequired(true);
    kryo.register(float[].class);
    kryo.register(Inner.class, new RecordSerializer<>(Inner.class));
    kryo.register(Outer.class, new RecordSerializer<>(Outer.class));
    Outer sent = new Outer(7, 1L << 40, true, null, new float[] {1, -2}, new Inner(-0.0));

    Output output = new Output(64, -1);
    kryo.writeClassAndObject(output, sent);
    Object received = kryo.readClassAndObject(new Input(output.toBytes()));

    assertThat(received).usingRecursiveComparison().isEqualTo(sent);
  }
}
