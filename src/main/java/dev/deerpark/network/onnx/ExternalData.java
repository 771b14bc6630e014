// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.network.onnx;

import dev.deerpark.base.BadInputException;

/** The files beside a model that hold its large tensors. */
@FunctionalInterface
public interface ExternalData {

  /**
   * All bytes of a file in the model's folder.
   *
   * @param name a plain name
   * @throws BadInputException if it cannot be read
   */
  byte[] read(String name);
}
