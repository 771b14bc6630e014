// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.BadInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  private static final String MASK = "*********(redacted)";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "it says 'password=x1;y,z' and more | it says 'password=#' and more",
        "spark.hadoop.fs.s3a.secret.key=abc/+= | spark.hadoop.fs.s3a.secret.key=#",
        "fs.s3a.access.key=AKIA size=3 | fs.s3a.access.key=# size=3",
        "size=3,API_TOKEN=a,b,depth=2 | size=3,API_TOKEN=#,depth=2",
        "http://host/x?token=abc&size=3 | http://host/x?token=#&size=3",
        "no s3a://key:abc@bucket/x | no s3a://key:#@bucket/x",
        "s3a://k:a@b*c@x s3a://k:ab/cd@y | s3a://k:#@x s3a://k:#@y",
        "fs.azure.account.key.a.net=abc, DB_PASSWD=abc | fs.azure.account.key.a.net=# DB_PASSWD=#",
        "https://h/x?sv=1&sig=abc&sigma=3 | https://h/x?sv=1&sig=#&sigma=3",
        "hdfs://name:8020/me@home/x | hdfs://name:8020/me@home/x",
        "token is 3, size=3, secret = 4 | token is 3, size=3, secret = 4",
        "hdfs://name:8020/tokens/t=1/x | hdfs://name:8020/tokens/t=1/x",
      })
  void secretsAreMaskedAndNothingElse(String text, String expected) {
    String masked = Redaction.DEFAULT.text(text);
    assertThat(masked).isEqualTo(expected.replace("#", MASK));
    assertThat(Redaction.DEFAULT.text(masked)).as("masked again").isEqualTo(masked);
  }

  @Test
  void valuesOfOptionsMayHaveSpacesAndQuotesInTheirSecrets() {
    assertThat(Redaction.DEFAULT.value("password=it's a, b,size=3\n,token=\"x y\""))
        .isEqualTo("password=" + MASK + ",size=3\n,token=" + MASK);
  }

  @Test
  void theSessionsRegularExpressionReplacesTheDefault() {
    Redaction redaction = Redaction.of(Map.of(Redaction.KEY, "hush"));
    assertThat(redaction.text("hush.hush=1 token=2")).isEqualTo("hush.hush=" + MASK + " token=2");
    assertThat(Redaction.of(Map.of())).isEqualTo(Redaction.DEFAULT);
    assertThatThrownBy(() -> Redaction.of(Map.of(Redaction.KEY, "(")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(Redaction.KEY);
  }

  @Test
  void anOptionsValueIsShownWithoutSecrets() {
    Map<Option, String> typed = Map.of(Option.MODEL_PARAM, "size=3,password=a b");
    OptionValue value = OptionValues.resolve(typed, Map.of()).get(Option.MODEL_PARAM);
    assertThat(value.shown()).isEqualTo("size=3,password=" + MASK);
    assertThat(value).asString().contains(value.shown()).doesNotContain("a b");
  }

  @Test
  void aRefusalQuotesNoSecret() {
    Map<Option, String> typed =
        Map.of(Option.MODEL_CLASS, "x.Y", Option.MODEL_PARAM, "password=a b,password=c");
    TypedValues values = new TypedValues(OptionValues.resolve(typed, Map.of()));
    assertThatThrownBy(() -> values.pairs(Option.MODEL_PARAM))
        .hasMessageContaining("password=" + MASK)
        .hasMessageNotContaining("a b");
  }
}
