// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.kernel;

import dev.deerpark.kernel.DeviceAddress;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.sequence.InputBlock;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Kernels that keep account of their lives. They hold whoever uses them to the contract: one thread
 * at a time, the same inputs for the same block, no use after the end.
 *
 * @param account where it is kept; of this Java virtual machine
 * @param kernels do the work
 * @param device the kind of device that they need; null for none
 */
public record CountingKernels(String account, KernelFactory kernels, String device)
    implements KernelFactory {

  private static final Map<String, List<Life>> ACCOUNTS = new ConcurrentHashMap<>();

  /** The life of one kernel. */
  public static final class Life implements InvocationHandler {
    private final Kernel kernel;
    final Optional<DeviceAddress> device;
    final List<String> faults = new CopyOnWriteArrayList<>();
    volatile boolean closed;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Map<Integer, Integer> seen = new HashMap<>();

    private Life(Kernel kernel, Optional<DeviceAddress> device) {
      this.kernel = kernel;
      this.device = device;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      if (method.getName().equals("hashCode")) {
        return System.identityHashCode(proxy);
      }
      if (method.getName().equals("equals")) {
        return proxy == arguments[0];
      }
      if (!busy.compareAndSet(false, true)) {
        faults.add(method.getName() + " beside another call");
      }
      if (closed) {
        faults.add(method.getName() + " after the end");
      }
      closed |= method.getName().equals("close");
      if (arguments != null && arguments[0] instanceof InputBlock block && block.isOfLayout()) {
        see(block);
      }
      try {
        return method.invoke(kernel, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      } finally {
        busy.set(false);
      }
    }

    private void see(InputBlock block) {
      int digest = Long.hashCode(block.firstStep());
      for (int i = 0; i < block.inputs().length(); i++) {
        digest = 31 * digest + Double.hashCode(block.inputs().get(i));
      }
      Integer before = seen.putIfAbsent(block.index(), digest);
      if (before != null && before != digest) {
        faults.add("block " + block.index() + " with other inputs");
      }
    }
  }

  CountingKernels(String account, KernelFactory kernels) {
    this(account, kernels, null);
  }

  /** All kernels that were opened, in order. */
  public List<Life> lives() {
    return ACCOUNTS.computeIfAbsent(account, any -> new CopyOnWriteArrayList<>());
  }

  /** How many are open. */
  long open() {
    return lives().stream().filter(life -> !life.closed).count();
  }

  /** What was done against the contract. */
  public List<String> faults() {
    return lives().stream().flatMap(life -> life.faults.stream()).toList();
  }

  @Override
  public String name() {
    return kernels.name();
  }

  @Override
  public Optional<String> deviceKind() {
    return Optional.ofNullable(device);
  }

  @Override
  public Kernel open(Optional<DeviceAddress> device) {
    Life life = new Life(kernels.open(device), device);
    lives().add(life);
    Class<?>[] types = {Kernel.class};
    return (Kernel) Proxy.newProxyInstance(Kernel.class.getClassLoader(), types, life);
  }
}
