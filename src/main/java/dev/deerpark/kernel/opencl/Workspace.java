// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl;

import dev.deerpark.base.Numbers;
import dev.deerpark.base.OpenResources;
import dev.deerpark.kernel.opencl.device.Device;
import dev.deerpark.kernel.opencl.device.DeviceArray;
import dev.deerpark.kernel.opencl.device.DeviceMemory;
import dev.deerpark.kernel.opencl.device.DeviceMemoryException;
import dev.deerpark.kernel.opencl.device.Queue;
import dev.deerpark.sequence.InputBlock;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arrays of one kernel on a device: those of a walk, which grow as they have to, and what stays
 * between sweeps as long as there is room, which all kernels on the device share.
 */
final class Workspace implements AutoCloseable {
  /** What is kept leaves free for walks: a quarter of what the process may use. */
  private static final double FOR_WALKS = 0.25;

  private final Device device;
  private final DeviceMemory memory;
  private final Queue queue;
  private final Map<Role, DeviceArray> arrays = new EnumMap<>(Role.class);

  private final InputsAhead ahead;

  /** Room for inputs, beside that of the block that is walked: the two take turns. */
  private Optional<DeviceArray> spare = Optional.empty();

  /** Jacobians that are being worked on. */
  private final Set<DeviceArray> held = new HashSet<>();

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
    MARKS("steps at which walks are compared"),
    AT_MARKS("states at marks"),
    RESTARTS("steps at which series begin"),
    RESTART_STATES("start states of series"),
    INPUTS("inputs"),
    REPLACED("marks of Jacobians"),
    STATE("a state"),
    LAST("an end state"),
    MOVES("moves of a state"),
    MATRICES("matrices of a filter"),
    SHRINKING("factors of Jacobians"),
    PREDICTED("predicted states"),
    GAINS("gains of a filter");

    private final String words;

    Role(String words) {
      this.words = words;
    }
  }

  /**
   * @param queue of the walks
   * @param ahead copies inputs beside them; closed with this
   */
  Workspace(Device device, DeviceMemory memory, Queue queue, InputsAhead ahead) {
    this.device = device;
    this.memory = memory;
    this.queue = queue;
    this.ahead = ahead;
  }

  /** What may stay between sweeps of so many bytes that a process uses. */
  static long kept(long bytes) {
    return (long) ((1 - FOR_WALKS) * bytes);
  }

  /** Begins a walk: arrays of the one before are not needed any more, but may be used again. */
  void begin() {
    wanted.clear();
    device.store().release(this);
  }

  /** Bytes that one array can have. */
  long largestArray() {
    return device.largestArray();
  }

  /** Bytes that a walk can have, once what is kept makes room. */
  long available() {
    long own = arrays.values().stream().mapToLong(DeviceArray::bytes).sum();
    long second = spare.map(DeviceArray::bytes).orElse(0L);
    return device.available(memory) + own + second + ahead.bytes() + device.store().bytes();
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

  /** An array of at least so many doubles, whatever the precision of walks is. */
  DeviceArray doubles(Role role, long count) {
    return array(role, count * Double.BYTES);
  }

  /** An array of these doubles. */
  DeviceArray write(Role role, double[] numbers) {
    DeviceArray array = doubles(role, numbers.length);
    queue.writeDoubles(array, numbers, numbers.length);
    return array;
  }

  /** An array of whole numbers. */
  DeviceArray write(Role role, int[] numbers) {
    DeviceArray array = array(role, (long) numbers.length * Integer.BYTES);
    queue.write(array, numbers, numbers.length);
    return array;
  }

  /** The first {@code count} doubles of an array. */
  double[] read(DeviceArray array, int count) {
    double[] numbers = new double[count];
    queue.readDoubles(array, numbers, count);
    return numbers;
  }

  /** The queue of the walks. */
  Queue queue() {
    return queue;
  }

  /**
   * Frees as much as it takes of what no walk needs now: arrays of earlier ones, what is kept, and
   * inputs that come too early.
   */
  private void makeRoom(long bytes) {
    for (Role role : Role.values()) {
      if (bytes > device.available(memory) && !wanted.contains(role) && arrays.containsKey(role)) {
        arrays.remove(role).close();
      }
    }
    if (bytes > device.available(memory)) {
      freeSpare();
    }
    boolean freed = true;
    while (freed && bytes > device.available(memory)) {
      freed = device.store().freeOne();
    }
    if (bytes > device.available(memory)) {
      ahead.drop();
    }
  }

  private void freeSpare() {
    spare.ifPresent(DeviceArray::close);
    spare = Optional.empty();
  }

  /** A block's inputs on the device, which stay there at least until the next walk begins. */
  DeviceArray inputs(InputBlock block) {
    Numbers numbers = block.inputs();
    Optional<DeviceArray> kept =
        block.isOfLayout() ? device.store().use(numbers, this) : Optional.empty();
    if (kept.isPresent()) {
      return kept.get();
    }
    Optional<InputsAhead.Copy> copy = ahead.take(numbers);
    if (copy.isPresent()) {
      return arrived(copy.get());
    }
    long bytes = bytes(numbers);
    Optional<DeviceArray> stays =
        block.isOfLayout() ? toStay(bytes, Role.INPUTS) : Optional.empty();
    DeviceArray array = stays.isPresent() ? stays.get() : array(Role.INPUTS, bytes);
    queue.write(array, numbers);
    return stays.isPresent() ? stay(numbers, array) : array;
  }

  private static long bytes(Numbers numbers) {
    return Math.max(1, (long) numbers.length() * numbers.precision().bytes());
  }

  private DeviceArray stay(Numbers numbers, DeviceArray array) {
    device.store().keep(numbers, array, this);
    return device.store().use(numbers, this).orElseThrow();
  }

  private DeviceArray arrived(InputsAhead.Copy copy) {
    if (!copy.stays()) {
      freeSpare();
      spare = Optional.ofNullable(arrays.put(Role.INPUTS, copy.array()));
      wanted.add(Role.INPUTS);
    }
    try {
      copy.await();
    } catch (RuntimeException failure) {
      if (copy.stays()) {
        copy.array().close();
      }
      throw failure;
    }
    return copy.stays() ? stay(copy.numbers(), copy.array()) : copy.array();
  }

  /**
   * Begins to copy the inputs of a block that will be walked next, where there is room without
   * giving up anything else.
   */
  void fetch(InputBlock next) {
    if (ahead.isBusy()) {
      ahead.drop();
    }
    Numbers numbers = next.inputs();
    long bytes = bytes(numbers);
    if (!next.isOfLayout() || device.store().has(numbers)) {
      return;
    }
    Optional<DeviceArray> stays = toStay(bytes, Role.INPUTS);
    if (stays.isPresent()) {
      ahead.begin(numbers, stays.get(), true);
      return;
    }
    if (spare.isPresent() && spare.get().bytes() < bytes) {
      freeSpare();
    }
    if (spare.isEmpty() && bytes <= Math.min(device.available(memory), largestArray())) {
      spare = allocate(bytes, Role.INPUTS);
    }
    spare.ifPresent(array -> ahead.begin(numbers, array, false));
    spare = Optional.empty();
  }

  /**
   * Room for Jacobians that are to stay between sweeps; empty where there is none.
   *
   * @param work bytes that are needed to work on them
   */
  Optional<DeviceArray> hold(long bytes, long work) {
    Optional<DeviceArray> array =
        bytes + work > available() ? Optional.empty() : toStay(bytes, Role.PRODUCTS);
    array.ifPresent(held::add);
    return array;
  }

  /** Takes Jacobians out of the store, where they are as large as that. */
  Optional<DeviceArray> take(Object owner, long bytes) {
    Optional<DeviceArray> array = device.store().remove(owner);
    array.ifPresent(held::add);
    array.filter(found -> found.bytes() != bytes).ifPresent(this::free);
    return array.filter(found -> found.bytes() == bytes);
  }

  /** Puts Jacobians that are held into the store. */
  void keep(DeviceArray array, Object owner) {
    held.remove(array);
    device.store().keep(owner, array, this);
  }

  /** Frees Jacobians that are held. */
  void free(DeviceArray array) {
    if (held.remove(array)) {
      array.close();
    }
  }

  /** A new array, where what stays would not take the room of walks. */
  private Optional<DeviceArray> toStay(long bytes, Role role) {
    long holding = held.stream().mapToLong(DeviceArray::bytes).sum();
    long staying = device.store().bytes() + holding;
    double most = (1 - FOR_WALKS) * (available() + holding);
    if (bytes > Math.min(most - staying, Math.min(device.available(memory), largestArray()))) {
      return Optional.empty();
    }
    return allocate(bytes, role);
  }

  private Optional<DeviceArray> allocate(long bytes, Role role) {
    try {
      return Optional.of(device.allocate(bytes, memory, role.words));
    } catch (DeviceMemoryException taken) {
      // by another process or kernel in between
      return Optional.empty();
    }
  }

  /** How many arrays of blocks are kept on the device. */
  int kept() {
    return device.store().count();
  }

  @Override
  public void close() {
    try (OpenResources all = new OpenResources()) {
      all.add(() -> device.store().leave(this));
      held.forEach(array -> all.add(array, DeviceArray::close));
      arrays.values().forEach(array -> all.add(array, DeviceArray::close));
      spare.ifPresent(array -> all.add(array, DeviceArray::close));
      all.add(ahead, InputsAhead::close);
    }
  }
}
