package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DevicesTest {
    @Test
    void givesOutEachDeviceOnceAtATime() {
        var devices = new Devices(List.of("cpu", "cuda:0"));

        assertThat(devices.take("auto")).hasValue("cpu");
        assertThat(devices.take("cpu")).isEmpty();
        assertThat(devices.take("cuda")).hasValue("cuda:0");
        assertThat(devices.take("auto")).isEmpty();
        devices.giveBack("cpu");
        assertThat(devices.take("cuda:0")).isEmpty();
        assertThat(devices.take("cpu")).hasValue("cpu");
    }

    @Test
    void takesAnyDeviceForAGpuThatNobodyHas() {
        assertThat(new Devices(List.of("cpu")).take("cuda")).hasValue("cpu");
    }

    @Test
    void refusesSettingsThatNameNoDevice() {
        assertThatThrownBy(() -> new WorkerSettings(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WorkerSettings(List.of("gpu")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
