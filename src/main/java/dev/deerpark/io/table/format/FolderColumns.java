// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.table.format;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.deerpark.io.table.format.TableColumns.Stored;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.types.DataTypes;

/** Columns whose values are in folder names, {@code column=value}, as Hive writes them. */
final class FolderColumns {
  /** How Hive writes a null into the name of a folder. */
  private static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";

  private FolderColumns() {}

  /** Whether a file lies in a folder that holds the column's value. */
  static boolean has(Path file, String column) {
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      if (folder.getName().startsWith(column + "=")) {
        return true;
      }
    }
    return false;
  }

  /** The column for each row of a file, from the file's path; the innermost folder counts. */
  static Stored stored(String column) {
    Column text = text(column);
    return new Stored(TableColumns.number(text, '.'), text.notEqual(""), text);
  }

  /**
   * The same as a key of series: the text that such a folder stands for, null where it is empty.
   */
  static Column key(String column) {
    Column text = text(column);
    // of an address, where a plus is no space, and then as Hive escapes what names cannot hold
    Column name = call_function("url_decode", replace(text, lit("+"), lit("%2B")));
    UDF1<String, String> unescaped =
        folder -> folder == null ? null : ExternalCatalogUtils.unescapePathName(folder);
    return when(
        text.notEqual("").and(text.notEqual(HIVE_NULL)),
        udf(unescaped, DataTypes.StringType).apply(name));
  }

  private static Column text(String column) {
    String encoded = new Path("/" + column).toUri().getRawPath().substring(1);
    Column path = col("_metadata.file_path");
    return regexp_extract(path, "^.*/" + Pattern.quote(encoded) + "=([^/]*)/", 1);
  }
}
