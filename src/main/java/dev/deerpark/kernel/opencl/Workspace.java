// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.kernel.opencl.device.Device;
import dev.deerpark.kernel.opencl.device.DeviceArray;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.kernel.opencl.device.DeviceMemoryException;
import dev.deerpark.kernel.opencl.device.Queue;
import dev.deerpark.sequence.InputBlock;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The arrays of one kernel on a device: those of a walk, which grow as they have to, and the inputs
 * of blocks, which stay between sweeps as long as there is room. Sweeps go through the blocks in
 * turns, so that those that came first are the ones to keep: of any others none would be there when
 * it is wanted.
 */
final class Workspace implements AutoCloseable {
  /** What kept inputs leave free for walks: a quarter of what the process may use. */
  private static final double FOR_WALKS = 0.25;

  private final Device device;
  private final DeviceMemory memory;
  private final Queue queue;
  private final Map<Role, DeviceArray> arrays = new EnumMap<>(Role.class);
  private final Map<Integer, DeviceArray> inputs = new LinkedHashMap<>();

  /** What the walk that has begun has asked for. */
  private final Set<Role> wanted = EnumSet.noneOf(Role.class);

  /** What an array is for. */
  enum Role {
    SEGMENTS("segments' numbers"),
    STARTS("start states"),
    ENDS("end states"),
    PRODUCTS("Jacobians"),
    STATES("recorded states"),
    SPILL("states too large for shared memory"),
    INPUTS("inputs");

    private final String words;

    Role(String words) {
      this.words = words;
    }
  }

  Workspace(Device device, DeviceMemory memory, Queue queue) {
    this.device = device;
    this.memory = memory;
    this.queue = queue;
  }

  /** Begins a walk: arrays of the one before are not needed any more, but may be used again. */
  void begin() {
    wanted.clear();
  }

  /** Bytes that one array can have. */
  long largestArray() {
    return device.largestArray();
  }

  /** Bytes that a walk can have, once what is kept makes room. */
  long available() {
    long own = arrays.values().stream().mapToLong(DeviceArray::bytes).sum();
    long kept = inputs.values().stream().mapToLong(DeviceArray::bytes).sum();
    return device.available(memory) + own + kept;
  }

  /**
   * An array of at least so many bytes, with anything in it.
   *
   * @throws DeviceMemoryException where there is no room
   */
  DeviceArray array(Role role, long bytes) {
    wanted.add(role);
    DeviceArray array = arrays.get(role);
    if (array != null && array.bytes() >= bytes) {
      return array;
    }
    if (array != null) {
      arrays.remove(role).close();
    }
    makeRoom(bytes);
    DeviceArray larger = device.allocate(Math.max(1, bytes), memory, role.words);
    arrays.put(role, larger);
    return larger;
  }

  /** Frees as much as it takes of what no walk needs now: arrays of earlier ones, then inputs. */
  private void makeRoom(long bytes) {
    for (Role role : Role.values()) {
      if (bytes > device.available(memory) && !wanted.contains(role) && arrays.containsKey(role)) {
        arrays.remove(role).close();
      }
    }
    while (bytes > device.available(memory) && !inputs.isEmpty()) {
      inputs.remove(inputs.keySet().iterator().next()).close();
    }
  }

  /**
   * A block's inputs on the device, until another array is asked for: so they are asked for last.
   */
  DeviceArray inputs(InputBlock block) {
    DeviceArray kept = block.isOfLayout() ? inputs.get(block.index()) : null;
    if (kept != null) {
      return kept;
    }
    long bytes = Math.max(1, (long) block.inputs().length() * block.inputs().precision().bytes());
    boolean stays = block.isOfLayout() && bytes <= (1 - FOR_WALKS) * available() - keptBytes();
    DeviceArray array =
        stays && bytes <= device.available(memory)
            ? keep(block.index(), device.allocate(bytes, memory, Role.INPUTS.words))
            : array(Role.INPUTS, bytes);
    queue.write(array, block.inputs());
    return array;
  }

  private DeviceArray keep(int block, DeviceArray array) {
    inputs.put(block, array);
    return array;
  }

  private long keptBytes() {
    return inputs.values().stream().mapToLong(DeviceArray::bytes).sum();
  }

  /** How many blocks' inputs are kept. */
  int keptBlocks() {
    return inputs.size();
  }

  @Override
  public void close() {
    arrays.values().forEach(DeviceArray::close);
    arrays.clear();
    inputs.values().forEach(DeviceArray::close);
    inputs.clear();
  }
}
