// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.io.model;

import dev.deerpark.base.BadInputException;
import dev.deerpark.base.Sha256;
import dev.deerpark.io.file.WholeFile;
import dev.deerpark.network.NetworkModel;
import dev.deerpark.network.onnx.Cut;
import dev.deerpark.network.onnx.OnnxModel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;

/** A network in an ONNX file and the files beside it that hold its large tensors. */
public final class OnnxFile {
  private static final int LARGEST = 1 << 30;

  private OnnxFile() {}

  /**
   * Reads a network.
   *
   * @param path of the file, on any file system that Hadoop knows
   * @param cut the part of its graph to evaluate
   * @throws BadInputException if a file cannot be read or is damaged, or for what is not supported
   */
  public static NetworkModel read(String path, Cut cut, Configuration hadoop) {
    WholeFile file = WholeFile.at(path, hadoop);
    byte[] bytes = file.read(LARGEST);
    OnnxModel model =
        OnnxModel.read(bytes, file.name(), name -> file.sibling(name).read(LARGEST), cut);
    return NetworkModel.of(
        file.name().replaceFirst("(?i)\\.onnx$", ""),
        model.network(),
        model.assumptions(),
        digest(bytes, model, cut));
  }

  private static String digest(byte[] bytes, OnnxModel model, Cut cut) {
    MessageDigest sha = Sha256.begin();
    sha.update(bytes);
    model.files().values().forEach(sha::update);
    cut.from().ifPresent(from -> sha.update(from.getBytes(StandardCharsets.UTF_8)));
    cut.to().ifPresent(to -> sha.update(("->" + to).getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(sha.digest());
  }
}
