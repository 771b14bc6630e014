// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.HalfPrecision;
import dev.deerpark.base.Names;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One array in NumPy's own format: a magic number, a version, the length of a header, the header,
 * which is a Python dictionary, and the values. Little-endian numbers of 16, 32 and 64 bits, row by
 * row, are read; those of 16 bits are widened to 32. Objects, which are pickles, are not.
 *
 * <p>Source: the documentation of numpy.lib.format.
 */
final class NpyArray {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** The header as NumPy writes it; a dimension of more digits is more than any file has. */
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': ([^\\n]{1,100}), 'fortran_order': (True|False),"
              + " 'shape': \\(((?:\\d{1,18}, ?){0,32}(?:\\d{1,18})?)\\), \\} *\\n");

  private final String name;
  private final String file;

  private NpyArray(String name, String file) {
    this.name = name;
    this.file = file;
  }

  /**
   * @param bytes all of it; shared with the tensor
   * @param name what messages call the array
   * @param file what messages call the file that has it
   * @throws BadInputException if it is truncated, contradicts itself, or is of another kind
   */
  static Tensor parse(byte[] bytes, String name, String file) {
    return new NpyArray(name, file).parse(bytes);
  }

  private Tensor parse(byte[] bytes) {
    int begin = headerBegin(bytes);
    int length = headerLength(bytes, begin);
    String header = new String(bytes, begin, length, StandardCharsets.ISO_8859_1);
    Matcher fields = HEADER.matcher(header);
    if (!fields.matches()) {
      throw refused("has a header that NumPy does not write: " + Names.cut(header.strip()));
    }
    List<Long> shape =
        Arrays.stream(fields.group(3).split(","))
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .map(Long::valueOf)
            .toList();
    if (fields.group(2).equals("True")) {
      throw refused("lies column by column; save numpy.ascontiguousarray of it");
    }
    int each = width(fields.group(1));
    ByteBuffer values = ByteBuffer.wrap(bytes).slice(begin + length, bytes.length - begin - length);
    requireSize(shape, each, values.remaining());
    return new Tensor(shape, each == Short.BYTES ? widened(values) : values, each == Double.BYTES);
  }

  /** Where the header begins: its length has 2 bytes in version 1, and 4 in versions 2 and 3. */
  private int headerBegin(byte[] bytes) {
    int versions = MAGIC.length + 2;
    boolean magic =
        bytes.length > versions && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    if (!magic) {
      throw refused("is no array of NumPy's, or is truncated");
    }
    byte version = bytes[MAGIC.length];
    if (version < 1 || version > 3) {
      throw refused("is of version " + version + " of the format; supported are 1 to 3");
    }
    int begin = versions + (version == 1 ? Short.BYTES : Integer.BYTES);
    if (bytes.length < begin) {
      throw refused("is truncated");
    }
    return begin;
  }

  private int headerLength(byte[] bytes, int begin) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = MAGIC.length + 2;
    long length =
        begin - at == Short.BYTES
            ? Short.toUnsignedLong(in.getShort(at))
            : Integer.toUnsignedLong(in.getInt(at));
    if (length > bytes.length - begin) {
      throw refused(
          "states a header of "
              + length
              + " bytes of "
              + (bytes.length - begin)
              + ": it is truncated");
    }
    return (int) length;
  }

  /** Bytes in a value of a type. */
  private int width(String type) {
    return switch (type) {
      case "'<f2'" -> Short.BYTES;
      case "'<f4'" -> Float.BYTES;
      case "'<f8'" -> Double.BYTES;
      default ->
          throw refused(
              "is of the type "
                  + Names.cut(type)
                  + "; supported are '<f2', '<f4' and '<f8': save it with .astype('<f4')");
    };
  }

  private void requireSize(List<Long> shape, int each, int available) {
    long size;
    try {
      size = shape.stream().reduce((long) each, Math::multiplyExact);
    } catch (ArithmeticException e) {
      size = -1;
    }
    if (size != available) {
      throw refused(
          String.format(
              Locale.ROOT,
              "of the shape %s needs %s bytes but has %d",
              Names.cut(shape.toString()),
              size < 0 ? "too many" : size,
              available));
    }
  }

  private static ByteBuffer widened(ByteBuffer halves) {
    ByteBuffer in = halves.order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer floats =
        ByteBuffer.allocate(Math.multiplyExact(in.remaining(), 2)).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      floats.putFloat((float) HalfPrecision.widened(in.getShort()));
    }
    return floats.flip();
  }

  private BadInputException refused(String sentence) {
    return new BadInputException(file + ": the array '" + Names.cut(name) + "' " + sentence + ".");
  }
}
