// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.spark.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deerpark.base.Precision;
import dev.deerpark.kernel.DeviceAddress;
import dev.deerpark.kernel.Kernel;
import dev.deerpark.kernel.KernelFactory;
import dev.deerpark.kernel.reference.ReferenceKernels;
import dev.deerpark.recurrence.MeanField;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class ExecutorKernelsTest {
  private static final KernelFactory REFERENCE =
      new ReferenceKernels(new MeanField(3, 1, 1, 0), Precision.FLOAT);

  private final ExecutorKernels executor = new ExecutorKernels();
  private final CountingKernels kernels;

  ExecutorKernelsTest(TestInfo test) {
    kernels = new CountingKernels(getClass() + test.getDisplayName(), REFERENCE);
  }

  private Kernel lend(String run, TestTask task) {
    return executor.lend(run, kernels, task.context());
  }

  @Test
  void aTaskThatAsksAgainGetsTheSameKernel() {
    TestTask task = TestTask.with();
    assertThat(lend("run", task)).isSameAs(lend("run", task));
    task.succeed();
    assertThat(kernels.lives()).hasSize(1);
  }

  @Test
  void tasksOneAfterTheOtherShareAKernel() {
    for (int i = 0; i < 20; i++) {
      TestTask task = TestTask.with();
      lend("run", task);
      task.succeed();
    }
    assertThat(kernels.lives()).hasSize(1);
    assertThat(kernels.open()).isEqualTo(1);
  }

  @Test
  void noKernelServesTwoTasksAtOnceAndNoMoreAreOpenedThanTasksRunAtOnce() throws Exception {
    int threads = 4;
    Set<Kernel> inUse = ConcurrentHashMap.newKeySet();
    Callable<Integer> tasks =
        () -> {
          int shared = 0;
          for (int i = 0; i < 500; i++) {
            TestTask task = TestTask.with();
            Kernel kernel = lend("run", task);
            shared += inUse.add(kernel) ? 0 : 1;
            Thread.yield();
            inUse.remove(kernel);
            if (i % 7 == 6) {
              task.fail();
            } else {
              task.succeed();
            }
          }
          return shared;
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (Future<Integer> shared : pool.invokeAll(List.of(tasks, tasks, tasks, tasks))) {
        assertThat(shared.get()).isZero();
      }
    } finally {
      pool.shutdownNow();
    }
    int failed = threads * (500 / 7);
    assertThat(kernels.lives()).hasSizeLessThanOrEqualTo(failed + threads);
    assertThat(kernels.open()).isLessThanOrEqualTo(threads);
    executor.end("run");
    assertThat(kernels.open()).isZero();
    assertThat(kernels.faults()).isEmpty();
  }

  @Test
  void aKernelWhoseTaskFailedIsNotLentAgain() {
    TestTask failing = TestTask.with();
    Kernel first = lend("run", failing);
    failing.fail();
    assertThat(kernels.open()).isZero();
    assertThat(lend("run", TestTask.with())).isNotSameAs(first);
  }

  @Test
  void aKernelThatCouldNotBeOpenedLeavesNothing() {
    KernelFactory broken =
        new KernelFactory() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public Kernel open(Optional<DeviceAddress> device) {
            throw new IllegalStateException("no library");
          }
        };
    TestTask task = TestTask.with();
    assertThatIllegalStateException()
        .isThrownBy(() -> executor.lend("run", broken, task.context()))
        .withMessage("no library");
    task.fail();
    lend("run", TestTask.with());
    assertThat(kernels.open()).isEqualTo(1);
  }

  @Test
  void theFirstTaskOfAnotherRunClosesWhatIsIdleBeforeItOpensItsOwn() {
    TestTask idle = TestTask.with();
    TestTask busy = TestTask.with();
    lend("one", idle);
    lend("one", busy);
    idle.succeed();
    List<Long> openBefore = new ArrayList<>();
    KernelFactory other =
        new KernelFactory() {
          @Override
          public String name() {
            return "other";
          }

          @Override
          public Kernel open(Optional<DeviceAddress> device) {
            openBefore.add(kernels.open());
            return REFERENCE.open(device);
          }
        };
    executor.lend("two", other, TestTask.with().context());
    assertThat(openBefore).containsExactly(1L);
    busy.succeed();
    executor.lend("two", other, TestTask.with().context());
    assertThat(kernels.open()).as("only the first task closes").isEqualTo(1);
  }

  @Test
  void twoRunsShareNoKernel() {
    TestTask one = TestTask.with();
    Kernel ofOne = lend("one", one);
    one.succeed();
    assertThat(lend("two", TestTask.with())).isNotSameAs(ofOne);
  }

  @Test
  void aRunThatEndedLeavesNothingOpen() {
    TestTask idle = TestTask.with();
    TestTask busy = TestTask.with();
    lend("run", idle);
    lend("run", busy);
    idle.succeed();
    executor.end("run");
    assertThat(kernels.open()).isEqualTo(1);
    TestTask late = TestTask.with();
    lend("run", late);
    late.succeed();
    busy.succeed();
    assertThat(kernels.open()).isZero();
  }

  @Test
  void aRunThatEndedLeavesOthersAlone() {
    TestTask one = TestTask.with();
    lend("one", one);
    lend("two", TestTask.with()).stateSize();
    one.succeed();
    executor.end("two");
    assertThat(kernels.open()).isEqualTo(2);
  }

  @Test
  void aKernelStaysOnItsDevice() {
    CountingKernels devices =
        new CountingKernels(kernels.account() + " on devices", REFERENCE, "gpu");
    for (String address : List.of("0", "1", "1", "0", "0")) {
      TestTask task = TestTask.with("gpu:" + address, "fpga:7");
      executor.lend("run", devices, task.context());
      task.succeed();
    }
    assertThat(devices.lives().stream().map(life -> life.device.orElseThrow()))
        .containsExactly(new DeviceAddress("gpu", "0"), new DeviceAddress("gpu", "1"));
    executor.lend("run", devices, TestTask.with("fpga:7").context());
    assertThat(devices.lives().get(2).device).isEmpty();
  }

  @Test
  void aKernelThatNeedsNoDeviceIsGivenNone() {
    for (String address : List.of("0", "1")) {
      TestTask task = TestTask.with("gpu:" + address);
      lend("run", task);
      task.succeed();
    }
    assertThat(kernels.lives()).hasSize(1);
    assertThat(kernels.lives().get(0).device).isEmpty();
  }

  /** An error of a driver's library, which is not caught as a failure to close is. */
  @Test
  void whereAKernelCannotBeClosedTheOthersAre() {
    List<String> closed = new ArrayList<>();
    KernelFactory breaking =
        new KernelFactory() {
          @Override
          public String name() {
            return "breaking";
          }

          @Override
          public Kernel open(Optional<DeviceAddress> device) {
            InvocationHandler failing =
                (kernel, method, arguments) -> {
                  closed.add(method.getName());
                  throw new UnsatisfiedLinkError("no library");
                };
            Class<?>[] types = {Kernel.class};
            return (Kernel) Proxy.newProxyInstance(Kernel.class.getClassLoader(), types, failing);
          }
        };
    List<TestTask> tasks = List.of(TestTask.with(), TestTask.with(), TestTask.with());
    tasks.forEach(task -> executor.lend("run", breaking, task.context()));
    tasks.forEach(TestTask::succeed);

    assertThatThrownBy(() -> executor.end("run")).isInstanceOf(UnsatisfiedLinkError.class);

    assertThat(closed).containsExactly("close", "close", "close");
  }
}
