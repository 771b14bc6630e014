// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

/**
 * A device that a task was given, in the words of the cluster manager that gave it.
 *
 * @param kind of device, for example {@code gpu}
 * @param address of the device on its machine, for example {@code 0}
 */
public record DeviceAddress(String kind, String address) {}
