package dev.circuitry.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HomeTest {
    @Test
    void expandsTheUsersHome() {
        assertThat(Home.at("~/.circuitry").root())
                .isEqualTo(Path.of(System.getProperty("user.home"), ".circuitry"));
    }

    @Test
    void isAbsoluteHoweverItIsWritten() {
        assertThat(Home.at("a/../b").root()).isEqualTo(Path.of("b").toAbsolutePath());
    }
}
