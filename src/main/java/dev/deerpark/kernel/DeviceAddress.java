// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel;

/**
 * A device that the cluster manager assigned to a task.
 *
 * @param kind of device in the cluster manager's terms, for example {@code gpu}
 * @param address of the device on its machine, for example {@code 0}
 */
public record DeviceAddress(String kind, String address) {}
