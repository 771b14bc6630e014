// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.io.file.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tensors in the safetensors format: an 8-byte little-endian header length, a JSON header that
 * gives every tensor's type, shape and offsets, and the little-endian row-major values. Types F32
 * and F64 are read.
 *
 * <p>Nothing in the file is trusted. Every length and offset is checked against the actual data, in
 * exact arithmetic; offsets may leave gaps, but tensors may not overlap; and values are taken only
 * from bytes that exist.
 */
final class Safetensors {
  /** The largest header: room for thousands of tensors. */
  static final int LARGEST_HEADER = 1 << 20;

  /** The field for remarks of the file's author. */
  private static final String METADATA = "__metadata__";

  private static final List<String> TENSOR_FIELDS = List.of("dtype", "shape", "data_offsets");

  private Safetensors() {}

  /**
   * Reads all tensors.
   *
   * @param bytes the whole file; shared with the tensors
   * @param file its name in messages
   * @return the tensors by name
   * @throws BadInputException if the file is truncated, contradicts itself, or has another type
   */
  static SortedMap<String, Tensor> parse(byte[] bytes, String file) {
    int headerLength = headerLength(bytes, file);
    int dataStart = Long.BYTES + headerLength;
    ByteBuffer data = ByteBuffer.wrap(bytes, dataStart, bytes.length - dataStart).slice();
    JsonObject header = JsonObject.parse(bytes, Long.BYTES, headerLength, "The header of " + file);
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    List<Place> places = new ArrayList<>();
    for (String name : header.names()) {
      JsonObject entry =
          header.object(name).orElseThrow(() -> header.refused(name, "is not a tensor"));
      if (!name.equals(METADATA)) {
        entry.refuseOthers(TENSOR_FIELDS);
        Place place = place(name, entry, data.capacity());
        places.add(place);
        tensors.put(name, tensor(entry, place, data));
      }
    }
    refuseOverlap(places, file);
    return Collections.unmodifiableSortedMap(tensors);
  }

  /** The place of a tensor in the data: {@code from <= byte < to}. */
  private record Place(String name, int from, int to) {}

  private static int headerLength(byte[] bytes, String file) {
    if (bytes.length < Long.BYTES) {
      throw new BadInputException(
          file + " has " + bytes.length + " bytes: too few for a safetensors file. Copy it again.");
    }
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    long available = Math.min(bytes.length - Long.BYTES, LARGEST_HEADER);
    if (length < 0 || length > available) {
      throw new BadInputException(
          String.format(
              Locale.ROOT,
              "%s states a header of %s bytes where at most %d are possible: it is truncated or not"
                  + " a safetensors file.",
              file,
              Long.toUnsignedString(length),
              available));
    }
    return (int) length;
  }

  private static Place place(String name, JsonObject entry, int available) {
    long[] offsets = entry.counts("data_offsets");
    if (offsets.length != 2 || offsets[0] > offsets[1]) {
      throw entry.refused("data_offsets", "is not a begin and an end: " + Arrays.toString(offsets));
    }
    if (offsets[1] > available) {
      throw entry.refused(
          "data_offsets",
          "ends at byte " + offsets[1] + " of " + available + ": the file is truncated or damaged");
    }
    return new Place(name, (int) offsets[0], (int) offsets[1]);
  }

  private static Tensor tensor(JsonObject entry, Place place, ByteBuffer data) {
    String type = entry.text("dtype");
    if (!type.equals("F32") && !type.equals("F64")) {
      throw entry.refused("dtype", "is " + type + "; save the weights as F32 or F64");
    }
    boolean wide = type.equals("F64");
    long[] shape = entry.counts("shape");
    long size = bytes(shape, wide ? Double.BYTES : Float.BYTES);
    if (size != place.to() - place.from()) {
      throw entry.refused(
          "shape",
          String.format(
              Locale.ROOT,
              "%s of %s needs %s bytes but the offsets hold %d",
              Arrays.toString(shape),
              type,
              size < 0 ? "too many" : size,
              place.to() - place.from()));
    }
    return new Tensor(
        Arrays.stream(shape).boxed().toList(),
        data.slice(place.from(), place.to() - place.from()),
        wide);
  }

  /** The bytes of a tensor, or -1 if they are more than a long can count. */
  private static long bytes(long[] shape, int each) {
    try {
      return Arrays.stream(shape).reduce(each, Math::multiplyExact);
    } catch (ArithmeticException e) {
      return -1;
    }
  }

  private static void refuseOverlap(List<Place> places, String file) {
    places.sort(Comparator.comparingInt(Place::from).thenComparingInt(Place::to));
    for (int i = 1; i < places.size(); i++) {
      Place before = places.get(i - 1);
      Place place = places.get(i);
      if (place.from() < before.to()) {
        throw new BadInputException(
            String.format(
                Locale.ROOT,
                "%s: the tensors '%s' and '%s' overlap: the file is damaged.",
                file,
                before.name(),
                place.name()));
      }
    }
  }
}
