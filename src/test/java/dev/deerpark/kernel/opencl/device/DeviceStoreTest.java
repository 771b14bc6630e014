// Copyright 2026 The Deerpark authors
// SPDX-License-Identifier: Apache-2.0
package dev.deerpark.kernel.opencl.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deerpark.kernel.opencl.NeedsDevice;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept on a device is found by its owner on the heap, and freed when it has to be. */
@NeedsDevice
class DeviceStoreTest {
  private static final DeviceMemory MEMORY = DeviceMemory.parse("1024");

  private final Device device =
      OpenDevices.ofThisProcess().take(Devices.choose(Optional.empty(), true));
  private final DeviceStore store = new DeviceStore();
  private final long before = device.used();

  @AfterEach
  void release() {
    OpenDevices.ofThisProcess().release(device);
  }

  private DeviceArray array() {
    return device.allocate(100, MEMORY, "a test");
  }

  @Test
  void anArrayIsFoundByTheVeryOwnerFromAnyUser() {
    double[] owner = {1};
    DeviceArray array = array();
    store.keep(owner, array, "first");
    assertThat(store.use(owner.clone(), "second")).isEmpty();
    assertThat(store.use(owner, "second")).contains(array);
    store.leave("first");
    assertThat(store.count()).as("the second wants it still").isEqualTo(1);
    store.leave("second");
    assertThat(store.count()).isZero();
    assertThat(device.used()).isEqualTo(before);
  }

  @Test
  void theFirstThatNobodyUsesIsFreedFirst() {
    double[][] owners = {{1}, {2}, {3}};
    for (double[] owner : owners) {
      store.keep(owner, array(), "user");
    }
    store.use(owners[0], "user");
    assertThat(store.freeOne()).isTrue();
    assertThat(store.has(owners[0])).isTrue();
    assertThat(store.has(owners[1])).isFalse();
    store.release("user");
    assertThat(store.freeOne()).isTrue();
    assertThat(store.has(owners[0])).isFalse();
    assertThat(store.freeOne()).isTrue();
    assertThat(store.freeOne()).isFalse();
    assertThat(device.used()).isEqualTo(before);
  }

  @Test
  void whoTakesAnArrayOutHasItAlone() {
    double[] owner = {1};
    DeviceArray array = array();
    store.keep(owner, array, "user");
    assertThat(store.remove(owner)).contains(array);
    assertThat(store.remove(owner)).isEmpty();
    store.leave("user");
    assertThat(device.used()).isEqualTo(before + 100);
    array.close();
  }

  @Test
  void whatBelongsToGarbageIsFreed() throws InterruptedException {
    store.keep(new double[] {1}, array(), "user");
    for (int trial = 0; trial < 100 && store.count() > 0; trial++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(store.count()).isZero();
    assertThat(device.used()).isEqualTo(before);
  }
}
