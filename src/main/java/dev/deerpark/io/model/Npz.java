// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Names;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Tensors in the format of NumPy's {@code savez} and {@code savez_compressed}: a zip archive with
 * an {@link NpyArray} for each, named after it.
 *
 * <p>Nothing in the file is trusted. What is unpacked is bounded, an archive that was cut off or
 * that has a name twice is refused, and so is anything in it that is no such array.
 */
final class Npz {
  /** The most bytes that are unpacked. */
  private static final int LARGEST = 1 << 30;

  private static final String ARRAY = ".npy";

  /** The record that ends an archive, without a comment: its length, and where it has its count. */
  private static final int END_LENGTH = 22;

  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_COUNT = 10;

  private Npz() {}

  /** Whether a file of this name is in this format. */
  static boolean isNamed(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".npz");
  }

  /**
   * Reads all tensors.
   *
   * @param bytes the whole file; not modified
   * @param file what messages call it
   * @return the tensors by name
   * @throws BadInputException if the file is truncated, damaged, or has anything else in it
   */
  static SortedMap<String, Tensor> parse(byte[] bytes, String file) {
    int expected = count(bytes, file);
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    int left = LARGEST;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = name(entry, file);
        byte[] array = zip.readNBytes(left);
        if (zip.read() >= 0) {
          throw damaged(file, "holds more than " + LARGEST + " bytes when it is unpacked");
        }
        left -= array.length;
        if (tensors.put(name, NpyArray.parse(array, name, file)) != null) {
          throw damaged(file, "has the array '" + Names.cut(name) + "' twice");
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      String reason = e.getMessage() == null ? "it ends too early" : Names.cut(e.getMessage());
      throw new BadInputException(
          file + " is a damaged .npz file: " + reason + ". Write it again.", e);
    }
    if (tensors.size() != expected) {
      throw damaged(file, "has " + tensors.size() + " arrays but says " + expected);
    }
    return Collections.unmodifiableSortedMap(tensors);
  }

  /** How many members the archive says that it has, at its end. */
  private static int count(byte[] bytes, String file) {
    ByteBuffer end = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = bytes.length - END_LENGTH;
    if (at < 0 || end.getInt(at) != END_SIGNATURE) {
      throw damaged(file, "does not end as such an archive does: it is truncated or another file");
    }
    return Short.toUnsignedInt(end.getShort(at + END_COUNT));
  }

  private static String name(ZipEntry entry, String file) {
    String name = entry.getName();
    if (!name.endsWith(ARRAY)) {
      throw damaged(file, "has '" + Names.cut(name) + "' in it, which is no array of NumPy's");
    }
    return name.substring(0, name.length() - ARRAY.length());
  }

  private static BadInputException damaged(String file, String sentence) {
    return new BadInputException(file + " " + sentence + ". Write it with numpy.savez.");
  }
}
