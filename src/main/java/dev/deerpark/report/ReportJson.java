// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import dev.deerpark.settings.Redaction;
import java.io.IOException;

/** How figures become JSON, which has no numbers that are not finite: these become null. */
public final class ReportJson {
  /** Writes records as they are; not to be configured. */
  public static final ObjectMapper MAPPER = mapper();

  private ReportJson() {}

  private static ObjectMapper mapper() {
    JsonSerializer<Double> finite = new FiniteOrNull();
    return new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .registerModule(
            new SimpleModule()
                .addSerializer(Double.class, finite)
                .addSerializer(Double.TYPE, finite));
  }

  /**
   * Writes records as they are, with their texts masked.
   *
   * @param redaction masks the secrets in texts
   */
  static ObjectMapper masking(Redaction redaction) {
    return MAPPER
        .copy()
        .registerModule(new SimpleModule().addSerializer(new RedactedText(redaction)));
  }

  /** Writes texts without their secrets. */
  private static final class RedactedText extends StdScalarSerializer<String> {
    private static final long serialVersionUID = 1L;

    private final transient Redaction redaction;

    RedactedText(Redaction redaction) {
      super(String.class);
      this.redaction = redaction;
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, String text) {
      return text.isEmpty();
    }

    @Override
    public void serialize(String text, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(redaction.text(text));
    }
  }

  private static final class FiniteOrNull extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }
}
