package dev.circuitry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circuitry.problem.ProblemException;
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
    void warnsThatThereIsNoGpuAndTakesAnyDevice() {
        var devices = new Devices(List.of("cpu"));

        assertThat(devices.admit("cuda")).get().asString().contains("No worker has a GPU");
        assertThat(devices.take("cuda")).hasValue("cpu");
        assertThat(devices.admit("auto")).isEmpty();
    }

    @Test
    void refusesADeviceThatNoWorkerHas() {
        var devices = new Devices(List.of("cpu", "cuda:0"));

        assertThatThrownBy(() -> devices.admit("cuda:1"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("cpu, cuda:0");
    }

    @Test
    void refusesSettingsThatNameNoDevice() {
        assertThatThrownBy(() -> new WorkerSettings(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WorkerSettings(List.of("gpu")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
