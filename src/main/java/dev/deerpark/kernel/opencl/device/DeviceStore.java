// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl.device;

import dev.deerpark.base.OpenResources;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stays in a device's memory between sweeps, for all kernels of the process: whichever of them
 * a task is lent finds what another one left. An array on the device belongs to one on the heap,
 * its owner, is found by it, and is freed when that is garbage. For all threads.
 *
 * <p>Sweeps go through the blocks in turns, so that those that came first are the ones to keep: of
 * any others none would be there when it is wanted.
 */
public final class DeviceStore {
  /** In the order in which they came. */
  private final Map<Owner, Kept> arrays = new LinkedHashMap<>();

  private final ReferenceQueue<Object> garbage = new ReferenceQueue<>();

  /** Arrays on the heap are equal where they are the same. */
  private static final class Owner extends WeakReference<Object> {
    private final int hash;

    Owner(Object array, ReferenceQueue<Object> garbage) {
      super(array, garbage);
      this.hash = System.identityHashCode(array);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return this == other || other instanceof Owner owner && get() != null && get() == owner.get();
    }
  }

  /** An array, those who want it to stay, and those of them who are using it. */
  private record Kept(DeviceArray array, Set<Object> users, Set<Object> using) {}

  /**
   * An array that is not to be freed until the user calls {@link #release}.
   *
   * @param owner on the heap
   */
  public synchronized Optional<DeviceArray> use(Object owner, Object user) {
    freeGarbage();
    Optional<Kept> kept = Optional.ofNullable(arrays.get(new Owner(owner, null)));
    kept.ifPresent(found -> found.users.add(user));
    kept.ifPresent(found -> found.using.add(user));
    return kept.map(Kept::array);
  }

  /** Whether an array is there. */
  public synchronized boolean has(Object owner) {
    freeGarbage();
    return arrays.containsKey(new Owner(owner, null));
  }

  /** Keeps an array that the user has allocated, and is not using. */
  public synchronized void keep(Object owner, DeviceArray array, Object user) {
    remove(owner).ifPresent(DeviceArray::close);
    Set<Object> users = new HashSet<>();
    users.add(user);
    arrays.put(new Owner(owner, garbage), new Kept(array, users, new HashSet<>()));
  }

  /** Takes an array out: it belongs to the caller. */
  public synchronized Optional<DeviceArray> remove(Object owner) {
    freeGarbage();
    return Optional.ofNullable(arrays.remove(new Owner(owner, null))).map(Kept::array);
  }

  /** Ends what the user began with {@link #use}. */
  public synchronized void release(Object user) {
    arrays.values().forEach(kept -> kept.using.remove(user));
  }

  /** The user is closed: frees what nobody else wants. */
  public synchronized void leave(Object user) {
    release(user);
    arrays.values().forEach(kept -> kept.users.remove(user));
    List<Kept> unwanted = arrays.values().stream().filter(kept -> kept.users.isEmpty()).toList();
    arrays.values().removeIf(kept -> kept.users.isEmpty());
    OpenResources.closeAll(unwanted, kept -> kept.array.close());
  }

  /** Frees an array that nobody is using, and returns whether there was one. */
  public synchronized boolean freeOne() {
    for (Iterator<Kept> rest = arrays.values().iterator(); rest.hasNext(); ) {
      Kept kept = rest.next();
      if (kept.using.isEmpty()) {
        kept.array.close();
        rest.remove();
        return true;
      }
    }
    return false;
  }

  private void freeGarbage() {
    for (Reference<?> gone = garbage.poll(); gone != null; gone = garbage.poll()) {
      Kept kept = arrays.remove(gone);
      if (kept != null) {
        kept.array.close();
      }
    }
  }

  /** Bytes of all arrays. */
  public synchronized long bytes() {
    freeGarbage();
    return arrays.values().stream().mapToLong(kept -> kept.array.bytes()).sum();
  }

  /** How many arrays there are. */
  public synchronized int count() {
    freeGarbage();
    return arrays.size();
  }
}
